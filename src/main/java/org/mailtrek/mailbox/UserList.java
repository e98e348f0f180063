package org.mailtrek.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * A list of users of one partition, as {@code upgrade -u} reads it: three lines of head, then an id a line.
 *
 * @param partition the 4.x partition
 * @param path the 3.x mail store path
 * @param users the ids, in the order in which they are to be moved
 */
public record UserList(String partition, HostPath path, List<String> users) {

  private static final String PARTITION = "[4x partition]:";
  private static final String PATH = "[3x MailStorePath]:";
  private static final String RULE = "#---------List of mail user id ------";
  private static final int HEAD = 3;

  /** Copies the list. */
  public UserList {
    users = List.copyOf(users);
  }

  /**
   * Reads a list.
   *
   * @param name the file's name, for errors
   * @param text its content
   * @throws TrekException when a line is wrong, by its number; kind {@code USAGE}
   */
  public static UserList read(String name, String text) throws TrekException {
    List<String> lines = text.lines().toList();
    String partition = headed(name, lines, 0, PARTITION);
    String path = headed(name, lines, 1, PATH);
    if (!path.startsWith("/") || path.chars().anyMatch(Character::isISOControl) || Arrays.stream(path.split("/")).anyMatch(each -> each.equals(".") || each.equals(".."))) {
      throw wrong(name, 2, "the path must be absolute, without . or .. or control characters", PATH + "/mail/mailbox-3.x");
    }
    if (lines.size() < HEAD || !lines.get(2).startsWith("#")) {
      throw wrong(name, HEAD, "the line above the ids is missing", RULE);
    }
    Set<String> users = new LinkedHashSet<>();
    for (int at = HEAD; at < lines.size(); at++) {
      String each = lines.get(at);
      if (each.isEmpty() || each.chars().anyMatch(Character::isWhitespace)) {
        throw wrong(name, at + 1, each.isBlank() ? "there may be no empty line among the ids" : "an id has no blanks: '" + each + "'", "one id a line, nothing else");
      }
      if (!users.add(each)) {
        throw wrong(name, at + 1, "'" + each + "' is there twice", "remove one of the two lines");
      }
    }
    return new UserList(partition, HostPath.of(path), new ArrayList<>(users));
  }

  private static String headed(String name, List<String> lines, int at, String head) throws TrekException {
    if (lines.size() <= at || !lines.get(at).startsWith(head) || lines.get(at).length() == head.length()) {
      throw wrong(name, at + 1, "it must begin with '" + head + "', and say which", head + (at == 0 ? PartitionName.PRIMARY : "/mail/mailbox-3.x"));
    }
    return lines.get(at).substring(head.length());
  }

  private static TrekException wrong(String name, int line, String found, String next) {
    return TrekException.at(name + ", line " + line).kind(TrekException.Kind.USAGE).found(found).next(next);
  }

  /** Returns the list as a file has it. */
  public String text() {
    StringBuilder text = new StringBuilder(PARTITION + partition + "\n" + PATH + new String(path.bytes(), StandardCharsets.UTF_8) + "\n" + RULE + "\n");
    users.forEach(each -> text.append(each).append('\n'));
    return text.toString();
  }
}
