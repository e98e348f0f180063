package org.mailtrek.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * Where each user's mailbox lies: a path in which {@code %u} stands for the user, such as {@code /var/vmail/%u/Maildir}.
 *
 * @param above the folder that has an object for each user
 * @param below what follows the user's name; may be empty
 */
record UserPlaces(HostPath above, String below) {

  private static final String USER = "%u";
  private static final String EXAMPLE = "for example maildir:/var/vmail/%u/Maildir";
  private static final Pattern PATTERN = Pattern.compile("(/.*?)/+%u(/[^%]*)?");

  /**
   * Reads a pattern; a path without {@code %u} is the folder that has an object for each user.
   *
   * @throws TrekException when {@code %u} is not a whole name within the path, or the path is not absolute
   */
  static UserPlaces of(String text) throws TrekException {
    var found = PATTERN.matcher(text.contains(USER) ? text : text.replaceAll("/+$", "") + "/" + USER);
    if (!found.matches()) {
      throw TrekException.at("the store's path " + text).kind(TrekException.Kind.USAGE).found("it must be absolute, and %u, if any, a whole name in it").next(EXAMPLE);
    }
    return new UserPlaces(HostPath.typed("the store's path", found.group(1), EXAMPLE), found.group(2) == null ? "" : found.group(2).substring(1));
  }

  HostPath own(String user) {
    HostPath own = above.resolve(user);
    return below.isEmpty() ? own : own.resolve(below);
  }

  /** Returns the users for whom there is anything, in the order of names; what begins with a dot is no user. */
  List<String> users(FilesView files) throws TrekException {
    List<String> found = new ArrayList<>();
    List<HostPath> all = files.list(above);
    files.glance(all);
    for (HostPath each : all) {
      if (!each.name().startsWith(".") && files.stat(below.isEmpty() ? each : each.resolve(below)).isPresent()) {
        found.add(each.name());
      }
    }
    found.sort(null);
    return found;
  }

  @Override
  public String toString() {
    return above + "/" + USER + (below.isEmpty() ? "" : "/" + below);
  }
}
