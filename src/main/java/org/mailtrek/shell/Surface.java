package org.mailtrek.shell;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.mailtrek.command.Globals;
import org.mailtrek.command.Setting;
import org.mailtrek.command.Settings;

/**
 * What input and output are connected to.
 *
 * @param input whether a person types
 * @param output whether standard output is a terminal
 * @param talk whether standard error is a terminal
 * @param plain whether nothing may be redrawn
 */
public record Surface(boolean input, boolean output, boolean talk, boolean plain) {

  private static final int DEFAULT_WIDTH = 80;

  /** Returns the surface of a program all of whose streams are files or pipes. */
  public static Surface none() {
    return new Surface(false, false, false, true);
  }

  /** Looks at the streams of this process. */
  public static Surface look(Map<String, String> environment) {
    boolean console = System.console() != null;
    return new Surface(terminal(0, console), terminal(1, console), terminal(2, console), dumb(environment));
  }

  /** Returns whether what is typed may be coloured: nobody has asked for none, and the terminal is not {@code dumb}. Results never are. */
  static boolean colours(Globals globals, Settings settings, Map<String, String> environment) {
    return globals.color() && !globals.plain() && settings.on(Setting.COLOR) && !dumb(environment);
  }

  private static boolean dumb(Map<String, String> environment) {
    return environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  private static boolean terminal(int descriptor, boolean otherwise) {
    Path link = Path.of("/proc/self/fd", Integer.toString(descriptor));
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.startsWith("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return otherwise;
    }
  }

  /** Returns the width of the terminal in columns. */
  static int width() {
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (BufferedReader reader = new BufferedReader(new InputStreamReader(stty.getInputStream(), StandardCharsets.US_ASCII))) {
        String line = reader.readLine();
        int columns = line == null ? 0 : Integer.parseInt(line.strip().split(" ")[1]);
        return columns > 0 ? columns : DEFAULT_WIDTH;
      }
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return DEFAULT_WIDTH;
    }
  }
}
