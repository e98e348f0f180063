package org.mailtrek.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A program in a terminal of 100 columns and 24 lines, driven by keys and read from its screen: a private tmux server that ends with us.
 * Annotate the test with {@code @RequiresLab("tmux")}.
 */
public final class LabTerminal implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(Integer.getInteger("mailtrek.patience", 40));

  private final LabProcess server;
  private final String socket;

  private LabTerminal(LabProcess server, String socket) {
    this.server = server;
    this.socket = socket;
  }

  /** Starts a command, whose words are not looked at by a shell, in a folder. */
  public static LabTerminal start(Path folder, List<String> command) {
    String socket = folder.resolve("terminal").toString();
    LabProcess server = LabProcess.start(folder.resolve("terminal.log"), List.of(LabProgram.require("tmux"), "-D", "-u", "-S", socket, "-f", "/dev/null"));
    LabTerminal terminal = new LabTerminal(server, socket);
    terminal.awaitServer();
    terminal.tmux("set-option", "-g", "remain-on-exit", "on");
    terminal.tmux("set-environment", "-g", "XDG_STATE_HOME", folder.resolve("state").toString());
    terminal.tmux("set-environment", "-g", "LC_ALL", "C.UTF-8");
    List<String> session = new ArrayList<>(List.of("new-session", "-d", "-x", "100", "-y", "24", "-c", folder.toString(), "--"));
    session.addAll(List.of("/bin/sh", "-c", "trap : INT; \"$@\"; echo ended with $?", "sh"));
    session.addAll(command);
    terminal.tmux(session.toArray(String[]::new));
    return terminal;
  }

  /** Gives the terminal another size, as a person does who drags a window. */
  public LabTerminal resize(int columns, int lines) {
    tmux("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(lines));
    String tty = tmux("display-message", "-p", "#{pane_tty}").strip();
    // tmux tells the program a moment later
    return shows("a size of " + columns + " by " + lines, screen -> started("stty", "-F", tty, "size").said().strip().equals(lines + " " + columns));
  }

  /** Asserts that the cursor stands in a column, counted from 0. */
  public LabTerminal cursorIn(int column) {
    return shows("cursor in column " + column, screen -> tmux("display-message", "-p", "#{cursor_x}").strip().equals(Integer.toString(column)));
  }

  /** Types text as it is. */
  public LabTerminal type(String text) {
    tmux("send-keys", "-l", "--", text);
    return this;
  }

  /** Pastes text as a terminal does for programs that want to know that it is pasted. */
  public LabTerminal paste(String text) {
    tmux("set-buffer", "--", text);
    tmux("paste-buffer", "-p", "-r");
    return this;
  }

  /** Asserts that a text is not on the screen now. */
  public LabTerminal lacks(String text) {
    if (tmux("capture-pane", "-p").contains(text)) {
      throw new AssertionError("on the screen: " + text);
    }
    return this;
  }

  /** Presses a key by tmux's name for it, such as {@code Enter}, {@code Tab}, {@code C-c}. */
  public LabTerminal press(String key) {
    tmux("send-keys", key);
    return this;
  }

  /** Waits until the text is on the screen. */
  public LabTerminal shows(String text) {
    return shows(text, screen -> screen.contains(text));
  }

  /** Waits until the screen's last line that is not blank is the text, blanks around it and what stands at the right edge aside. */
  public LabTerminal stands(String line) {
    return shows("last line " + line, screen -> last(screen).equals(line));
  }

  /** Presses a key, again each second, until the screen's last line that is not blank is the text. */
  public LabTerminal pressUntil(String key, String line) {
    Instant end = Instant.now().plus(LIMIT);
    while (true) {
      press(key);
      for (int tries = 0; tries < 40; tries++) {
        if (last(screen()).equals(line)) {
          return this;
        }
        pause();
      }
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("the last line is not: " + line + "\nThe screen is\n" + screen());
      }
    }
  }

  private static String last(String screen) {
    return screen.stripTrailing().lines().reduce("", (above, last) -> last).strip().replaceFirst(" {3,}plan \\S.*$", "");
  }

  /** Waits until the program has ended with an exit code. A shell around it says the code: tmux itself misses some ends. */
  public LabTerminal ends(int code) {
    return shows("ended with " + code);
  }

  /** Returns what is on the screen. */
  public String screen() {
    return tmux("capture-pane", "-p");
  }

  @Override
  public void close() {
    server.stop();
  }

  private LabTerminal shows(String what, Predicate<String> there) {
    Instant end = Instant.now().plus(LIMIT);
    for (String screen = screen(); !there.test(screen); screen = screen()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("not on the screen: " + what + "\nThe screen is\n" + screen);
      }
      pause();
    }
    return this;
  }

  private void awaitServer() {
    Instant end = Instant.now().plus(LIMIT);
    while (run("list-commands").code() != 0) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("tmux does not start: " + run("list-commands").said());
      }
      pause();
    }
  }

  private String tmux(String... words) {
    Ran ran = run(words);
    if (ran.code() != 0) {
      throw new AssertionError("tmux " + String.join(" ", words) + ": " + ran.said());
    }
    return ran.said();
  }

  private Ran run(String... words) {
    List<String> command = new ArrayList<>(List.of(LabProgram.require("tmux"), "-N", "-S", socket));
    command.addAll(List.of(words));
    return started(command.toArray(String[]::new));
  }

  private static Ran started(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ran(process.waitFor(), said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void pause() {
    if (server.ended(25)) {
      throw new AssertionError("tmux has ended");
    }
  }

  private record Ran(int code, String said) {}
}
