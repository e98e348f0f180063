package org.mailtrek.mailbox;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Which users' mail lies under which 3.x mail store path, as their entries say it: {@code mailMessageStore} is an absolute path up to 4.0, and absent means the server's default. */
public final class StorePaths {

  private final SortedMap<HostPath, SortedSet<String>> users = new TreeMap<>();
  private final SortedSet<String> unclear = new TreeSet<>();

  private StorePaths() {}

  /**
   * Reads the entries of all who have a mailbox on a server.
   *
   * @param directory where they are
   * @param standard the server's default mail store path
   * @throws TrekException when the directory can't be read
   */
  public static StorePaths of(DirectoryView directory, HostPath standard) throws TrekException {
    StorePaths found = new StorePaths();
    found.users.put(standard, new TreeSet<>());
    Filter mailboxes = Filter.createANDFilter(Filter.createEqualityFilter("objectClass", "mailRecipient"), Filter.createPresenceFilter("uid"));
    directory.search(directory.base(), SearchScope.SUB, mailboxes, each -> found.take(each, standard), "uid", "mailMessageStore");
    return found;
  }

  private void take(Entry entry, HostPath standard) {
    String uid = entry.getAttributeValue("uid");
    String[] paths = entry.hasAttribute("mailMessageStore") ? entry.getAttributeValues("mailMessageStore") : new String[] {standard.toString()};
    if (paths.length == 1 && paths[0].startsWith("/") && uid.chars().noneMatch(Character::isWhitespace)) {
      users.computeIfAbsent(HostPath.of(paths[0].length() > 1 ? paths[0].replaceAll("/+$", "") : paths[0]), path -> new TreeSet<>()).add(uid);
    } else {
      unclear.add(entry.getDN());
    }
  }

  /** Returns the users of each path; the default path is there even when nobody uses it. */
  public SortedMap<HostPath, SortedSet<String>> users() {
    return Collections.unmodifiableSortedMap(users);
  }

  /** Returns the entries that name several paths, something that is no path, or an id that no list of users can hold. */
  public SortedSet<String> unclear() {
    return Collections.unmodifiableSortedSet(unclear);
  }
}
