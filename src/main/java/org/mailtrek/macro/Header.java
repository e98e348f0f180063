package org.mailtrek.macro;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.host.TrekException;

/**
 * What the comment lines at the head of a macro declare, read without Groovy:
 *
 * <pre>
 * // Sets the socket of every server object.
 * // takes HOST                which host
 * // may take USER             only this person
 * // option --socket PATH      the socket [/var/run/kopano/server.sock]
 * // flag --all                also those that are right
 * // reads
 * // step zcp-to-kopano after takeover-config
 * // example move-sockets --plan     what would change
 * </pre>
 *
 * @param summary the first sentence
 * @param parameters what it takes, in order
 * @param reads whether it only reads
 * @param step where it stands in a runbook, if anywhere
 * @param examples what to type and what that does
 */
public record Header(String summary, List<Parameter> parameters, boolean reads, Optional<InRunbook> step, List<Example> examples) {

  private static final Pattern WORD = Pattern.compile("(takes|may take) ([A-Z][A-Z_-]*) +(\\S.*)");
  private static final Pattern OPTION = Pattern.compile("option (--[a-z][a-z0-9-]*) (\\S+) +(\\S.*)");
  private static final Pattern FLAG = Pattern.compile("flag (--[a-z][a-z0-9-]*) +(\\S.*)");
  private static final Pattern STANDARD = Pattern.compile("(.*\\S) *\\[(.*)]");
  private static final Pattern STEP = Pattern.compile("step ([a-z][a-z0-9-]*) after ([a-z][a-z0-9-]*)");
  private static final Pattern EXAMPLE = Pattern.compile("example (.*?)   +(\\S.*)");
  private static final Pattern MEANT = Pattern.compile("(takes|may take|option|flag|step|example)( .*)?");

  /** Copies the lists. */
  public Header {
    parameters = List.copyOf(parameters);
    examples = List.copyOf(examples);
  }

  /**
   * An example.
   *
   * @param line what to type
   * @param does what that does
   */
  public record Example(String line, String does) {}

  /**
   * A place in a runbook.
   *
   * @param runbook its name
   * @param after the id of the step before
   */
  public record InRunbook(String runbook, String after) {}

  /**
   * Reads the head of a macro.
   *
   * @throws TrekException of kind {@code USAGE}: the line, and how it is to be written
   */
  public static Header of(String file, String text) throws TrekException {
    Reading reading = new Reading(file);
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (!line.startsWith("//")) {
        break;
      }
      reading.line(number, line.substring(2).strip());
    }
    return reading.header();
  }

  /** The lines so far. */
  private static final class Reading {

    private final String file;
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Example> examples = new ArrayList<>();
    private String summary = "";
    private boolean reads;
    private Optional<InRunbook> step = Optional.empty();

    Reading(String file) {
      this.file = file;
    }

    void line(int number, String line) throws TrekException {
      Matcher matcher;
      if (line.equals("reads")) {
        reads = true;
      } else if ((matcher = WORD.matcher(line)).matches()) {
        add(matcher.group(1).equals("takes") ? Parameter.Kind.WORD : Parameter.Kind.MAYBE, matcher.group(2), matcher.group(2), matcher.group(3));
      } else if ((matcher = OPTION.matcher(line)).matches()) {
        add(Parameter.Kind.OPTION, matcher.group(1), matcher.group(2), matcher.group(3));
      } else if ((matcher = FLAG.matcher(line)).matches()) {
        parameters.add(new Parameter(Parameter.Kind.FLAG, matcher.group(1), "", matcher.group(2), Optional.of("false")));
      } else if ((matcher = STEP.matcher(line)).matches()) {
        step = Optional.of(new InRunbook(matcher.group(1), matcher.group(2)));
      } else if ((matcher = EXAMPLE.matcher(line)).matches()) {
        examples.add(new Example(matcher.group(1), matcher.group(2)));
      } else if (MEANT.matcher(line).matches()) {
        throw TrekException.at(file + ", line " + number).kind(TrekException.Kind.USAGE).found("can't be read: " + line).next("// option --socket PATH   what it is [default]; help macros shows each form");
      } else if (summary.isEmpty()) {
        summary = line.replaceFirst("\\.$", "");
      }
    }

    private void add(Parameter.Kind kind, String name, String label, String rest) {
      Matcher standard = STANDARD.matcher(rest);
      boolean has = standard.matches();
      parameters.add(new Parameter(kind, name, label, has ? standard.group(1) : rest, has ? Optional.of(standard.group(2)) : Optional.empty()));
    }

    Header header() {
      return new Header(summary.isEmpty() ? "a macro of this estate" : summary, parameters, reads, step, examples);
    }
  }
}
