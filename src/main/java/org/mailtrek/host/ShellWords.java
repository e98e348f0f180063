package org.mailtrek.host;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Words a command line for a remote POSIX shell, so that each argument arrives byte for byte: the one place that quotes. On this machine no
 * shell is used at all.
 */
public final class ShellWords {

  private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:,@%+";

  private ShellWords() {}

  /**
   * Returns the command line.
   *
   * @throws IllegalArgumentException when an argument holds NUL, which no program can be given
   */
  public static byte[] quote(List<byte[]> arguments) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (byte[] argument : arguments) {
      if (line.size() > 0) {
        line.write(' ');
      }
      line.writeBytes(quoted(argument));
    }
    return line.toByteArray();
  }

  /** Returns the command line of arguments that are text. */
  public static byte[] quoteTexts(List<String> arguments) {
    return quote(arguments.stream().map(each -> each.getBytes(StandardCharsets.UTF_8)).toList());
  }

  private static byte[] quoted(byte[] argument) {
    if (plain(argument)) {
      return argument.clone();
    }
    ByteArrayOutputStream word = new ByteArrayOutputStream(argument.length + 2);
    word.write('\'');
    for (byte each : argument) {
      if (each == 0) {
        throw new IllegalArgumentException("an argument can't hold NUL");
      }
      if (each == '\'') {
        word.writeBytes(new byte[] {'\'', '\\', '\'', '\''});
      } else {
        word.write(each);
      }
    }
    word.write('\'');
    return word.toByteArray();
  }

  private static boolean plain(byte[] argument) {
    for (byte each : argument) {
      if (each <= 0 || PLAIN.indexOf(each) < 0) {
        return false;
      }
    }
    return argument.length > 0;
  }
}
