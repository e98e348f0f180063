package org.mailtrek.config;

/**
 * What is wrong with a configuration.
 *
 * @param effect what comes of it
 * @param file the path of the file
 * @param line the number of the line, from 1; 0 when it is about no line
 * @param directive the directive concerned; may be empty
 * @param what what was found
 * @param next what to do
 */
public record Finding(Effect effect, String file, int line, String directive, String what, String next) {

  /** What comes of a finding, the worst first. */
  public enum Effect {
    /** The program does not start. */
    STOPS("would not start"),
    /** The server starts and can't use its users: every call of a client fails. */
    PLUGIN_VOID("plugin void"),
    /** Programs start and don't find each other, or their files. */
    BROKEN("does not work together"),
    /** The program starts and warns. */
    WARNED("warned"),
    /** The program passes over it in silence. */
    IGNORED("ignored");

    private final String words;

    Effect(String words) {
      this.words = words;
    }

    /** Returns the effect in words. */
    public String words() {
      return words;
    }

    /** Returns whether nobody gets mail with it. */
    public boolean fatal() {
      return this == STOPS || this == PLUGIN_VOID;
    }
  }

  /** Returns the finding in one line. */
  public String sentence() {
    String place = line > 0 ? file + ":" + line : file;
    return place + ": " + effect.words() + ": " + what + (next.isEmpty() ? "" : "; " + next);
  }
}
