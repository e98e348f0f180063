package org.mailtrek.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the lines mean that a mail server logs at its start, and what to type when they are there. */
public final class ServerLog {

  private static final Pattern START = Pattern.compile("Starting (kopano|zarafa)-server\\b");

  /** A line that matters: what it looks like, what it means, what to type; {@code HOST} and {@code $1} are filled in. */
  private enum Known {
    UNKNOWN_OPTION("Unknown option \"?([A-Za-z0-9_]+)\"? found", "the configuration names $1, which this release does not know", "config explain $1, then: config lint", true),
    NO_CONFIGURATION("Unable to open (?:plugin )?config file (\\S+)", "$1 is not there or can't be read", "permissions check HOST, and config lint", true),
    STORAGE("Attachments are stored with option \"(\\w+)\", but \"(\\w+)\" is selected", "attachment_storage must be $1: the database says where attachments are", "config set attachment_storage $1", true),
    DUPLICATE_NAMES("K-1216", "the table of names holds rows twice: the upgrade of the schema stops half-way", "services stop HOST kopano-server, then there, by hand: kopano-dbadm k-1216; then start it again", true),
    CHARACTERS("K-1244", "tables are not utf8mb4: characters beyond the basic plane are not kept", "services stop HOST kopano-server, then there, by hand, when it suits: kopano-dbadm usmp", false),
    ATTACHMENT("K-1562.*cannot open attachment", "an attachment that the database names is not in its folder", "attachments survey", true),
    PLUGIN("Cannot instantiate user plugin", "the users' plugin does not come up: nobody can sign in, though the server says that it has started", "config lint, for ldap.cfg, then: ldap verify", true),
    DELETED("Auto-deleting (\\w+) (\\S+)", "the server deletes $1 $2, since the directory under its configuration does not name it: its mailbox is orphaned", "services stop HOST kopano-server, at once; then: identity check", true),
    WOULD_DELETE("would delete (\\w+) (\\S+)", "out of safe mode the server would delete $1 $2", "identity check", true),
    CREATED("(?:Auto-creating|would create) (\\w+)", "the directory names $1 whom the database does not know: a changed unique attribute makes new, empty mailboxes", "identity check", false),
    TOO_OLD("(?:schema|database).* (?:is )?too old|KC 8.4 was the last version", "the database is older than this release can raise", "runbook show kopano-upgrade: by way of 8.4", true),
    TOO_NEW("database version .*newer|was used by a newer", "a newer server has used this database", "database check", true),
    DATABASE("Unable to (?:use|connect to) (?:the )?database", "the database does not answer, or refuses the sign-in of server.cfg", "database check", true),
    RISING("Upgrading database to schema (\\d+)|Start: (.+)", "the schema is being raised: don't end the server", "logs HOST kopano-server --follow", false);

    private final Pattern pattern;
    private final String meaning;
    private final String next;
    private final boolean stops;

    Known(String pattern, String meaning, String next, boolean stops) {
      this.pattern = Pattern.compile(pattern);
      this.meaning = meaning;
      this.next = next;
      this.stops = stops;
    }
  }

  /**
   * What a line means.
   *
   * @param line as it was logged
   * @param meaning in an operator's words
   * @param next what to type
   * @param stops whether mail must not be let in with it
   */
  public record Answer(String line, String meaning, String next, boolean stops) {

    /** Returns it as one sentence. */
    public String sentence() {
      return meaning + ": " + next;
    }
  }

  private ServerLog() {}

  /** Returns what is known about lines, each meaning once, in their order. */
  public static List<Answer> answers(String host, List<String> lines) {
    List<Answer> all = new ArrayList<>();
    for (String line : lines) {
      Optional<Answer> answer = answer(host, line);
      if (answer.isPresent() && all.stream().noneMatch(each -> each.sentence().equals(answer.get().sentence()))) {
        all.add(answer.get());
      }
    }
    return all;
  }

  /** Returns the lines since the server was started last; all of them where that is longer ago. */
  public static List<String> sinceStart(List<String> lines) {
    for (int at = lines.size() - 1; at >= 0; at--) {
      if (START.matcher(lines.get(at)).find()) {
        return lines.subList(at, lines.size());
      }
    }
    return lines;
  }

  private static Optional<Answer> answer(String host, String line) {
    for (Known each : Known.values()) {
      Matcher matcher = each.pattern.matcher(line);
      if (matcher.find()) {
        return Optional.of(new Answer(line, filled(each.meaning, host, matcher), filled(each.next, host, matcher), each.stops));
      }
    }
    return Optional.empty();
  }

  private static String filled(String text, String host, Matcher matcher) {
    String filled = text.replace("HOST", host);
    for (int group = 1; group <= matcher.groupCount(); group++) {
      filled = filled.replace(String.format(Locale.ROOT, "$%d", group), matcher.group(group) == null ? "" : matcher.group(group));
    }
    return filled;
  }
}
