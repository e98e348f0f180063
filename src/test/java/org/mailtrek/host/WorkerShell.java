package org.mailtrek.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The shell of {@code worker.sh} on this machine, without a line between: answers one request after the other. */
final class WorkerShell implements AutoCloseable {

  private static final String MARK = "0123456789abcdef0123456789abcdef";

  private final Path folder;
  private final Process process;

  /** Starts it behind a command, such as one that changes who it runs as. */
  WorkerShell(Path folder, String... before) throws IOException {
    this.folder = folder;
    byte[] script;
    try (InputStream in = WorkerShell.class.getResourceAsStream("worker.sh")) {
      script = in.readAllBytes();
    }
    List<String> command = new ArrayList<>(List.of(before));
    command.addAll(List.of("/bin/sh", "-c", "eval \"$(head -c " + script.length + ")\""));
    process = new ProcessBuilder(command).redirectError(folder.resolve("errors").toFile()).start();
    process.getOutputStream().write(script);
    process.getOutputStream().write((MARK + "\n").getBytes(US_ASCII));
    process.getOutputStream().flush();
    answer();
  }

  /** Asks for a script to be run: by itself, or, of the kind {@code m}, in the shell. */
  ShellWorker.Reply ask(char kind, byte[] script) throws IOException {
    process.getOutputStream().write((kind + " " + (script.length + MARK.length()) + " 0\n").getBytes(US_ASCII));
    process.getOutputStream().write(script);
    process.getOutputStream().write(MARK.getBytes(US_ASCII));
    process.getOutputStream().flush();
    return answer();
  }

  ShellWorker.Reply ask(char kind, String script) throws IOException {
    return ask(kind, script.getBytes(US_ASCII));
  }

  private ShellWorker.Reply answer() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String ending = "\n" + MARK + " ";
    while (true) {
      int next = process.getInputStream().read();
      if (next < 0) {
        throw new IOException("the shell ended: " + Files.readString(folder.resolve("errors")));
      }
      out.write(next);
      String said = next == '\n' ? out.toString(ISO_8859_1) : "";
      int end = said.lastIndexOf(ending);
      if (end >= 0) {
        int code = Integer.parseInt(said.substring(end + ending.length()).strip());
        String errors = Files.readString(folder.resolve("errors"));
        return new ShellWorker.Reply(code, said.substring(0, end).getBytes(ISO_8859_1), errors);
      }
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
