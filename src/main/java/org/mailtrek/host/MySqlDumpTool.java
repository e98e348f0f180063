package org.mailtrek.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Dumps with this machine's own {@code mariadb-dump} or {@code mysqldump}. Account and password go through its standard input, and it gets no environment. */
final class MySqlDumpTool implements DumpTool {

  private static final Pattern ADDRESS = Pattern.compile("jdbc:mysql://([^:/,@\\[\\]]+)(?::([0-9]+))?/[^/]+");
  private static final int REASON_BYTES = 2000;

  private final Path program;
  private final DatabaseAddress address;
  private final DatabaseLogin login;
  private final String host;
  private final String port;

  private MySqlDumpTool(Path program, DatabaseAddress address, DatabaseLogin login, String host, String port) {
    this.program = program;
    this.address = address;
    this.login = login;
    this.host = host;
    this.port = port;
  }

  /** Returns where the tool is; empty when it is not installed. */
  static Optional<Path> find() {
    return Stream.of("mariadb-dump", "mysqldump")
        .flatMap(name -> Stream.of("/usr/bin", "/usr/local/bin", "/usr/local/mysql/bin").map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable).findFirst();
  }

  /** Returns the tool for an address of one host and port; empty for others. */
  static Optional<MySqlDumpTool> at(Path program, DatabaseAddress address, DatabaseLogin login) {
    Matcher found = ADDRESS.matcher(address.url());
    return found.matches()
        ? Optional.of(new MySqlDumpTool(program, address, login, found.group(1), Optional.ofNullable(found.group(2)).orElse("3306"))) : Optional.empty();
  }

  @Override
  public Optional<String> dump(String database, List<String> tables, OutputStream out) throws IOException, TrekException {
    Process process = start(database, tables);
    ByteArrayOutputStream reason = new ByteArrayOutputStream();
    Thread reading = new Thread(() -> keep(process.getErrorStream(), reason), "dump-tool-messages");
    reading.setDaemon(true);
    reading.start();
    CountingOutput counting = new CountingOutput(out);
    try {
      hand(options(login, address.options()), process, reason);
      process.getInputStream().transferTo(counting);
      int code = process.waitFor();
      reading.join();
      if (code == 0) {
        return Optional.empty();
      }
      String why = program.getFileName() + " ended with " + code;
      if (counting.count() == 0) {
        return Optional.of(why);
      }
      throw TrekException.at(database).found(why + ": " + reason.toString(StandardCharsets.UTF_8).strip()).next("look into the database server's log, then dump again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TrekException.at(database).kind(TrekException.Kind.INTERRUPTED).found("the dump was interrupted").because(e).next("dump again");
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start(String database, List<String> tables) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments(host, port, database, tables));
    ProcessBuilder builder = new ProcessBuilder(OwnSession.of(command, ""));
    builder.environment().clear();
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder.start();
  }

  /** Returns the words behind the name of either tool, which reads {@link #options} on its standard input. */
  static List<String> arguments(String host, String port, String database, List<String> tables) {
    List<String> words = new ArrayList<>(List.of("--defaults-extra-file=/dev/stdin", "--protocol=tcp", "--host=" + host, "--port=" + port, "--single-transaction", "--hex-blob", "--order-by-primary", "--quick", "--max-allowed-packet=1G", "--default-character-set=utf8mb4",
        "--skip-comments", "--skip-triggers", "--skip-add-locks", "--skip-add-drop-table", "--skip-disable-keys", "--skip-lock-tables", "--tables", database));
    words.addAll(tables);
    return words;
  }

  /** Returns account and password as an option file has them, and lines behind them. */
  static byte[] options(DatabaseLogin login, byte[] more) {
    return login.password().use(password -> {
      String text = "[client]\nuser=" + quoted(login.user()) + "\npassword=" + quoted(new String(password, StandardCharsets.UTF_8)) + "\n" + new String(more, StandardCharsets.UTF_8);
      return text.getBytes(StandardCharsets.UTF_8);
    });
  }

  /** Hands over the options; a tool that has ended before it took them says by its exit code that it failed. */
  private static void hand(byte[] options, Process process, ByteArrayOutputStream reason) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(options);
    } catch (IOException e) {
      reason.writeBytes(("(it did not read its options: " + e.getMessage() + ") ").getBytes(StandardCharsets.UTF_8));
    } finally {
      Arrays.fill(options, (byte) 0);
    }
  }

  /** Quotes a value of an option file: the readers of MariaDB and MySQL know the same escapes. */
  static String quoted(String value) {
    return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + "\"";
  }

  private static void keep(InputStream messages, ByteArrayOutputStream reason) {
    try (messages) {
      reason.writeBytes(messages.readNBytes(REASON_BYTES));
      messages.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      reason.writeBytes(("(" + e.getMessage() + ")").getBytes(StandardCharsets.UTF_8));
    }
  }
}
