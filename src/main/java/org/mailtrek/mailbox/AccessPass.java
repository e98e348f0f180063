package org.mailtrek.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.mailtrek.host.TrekException;

/**
 * Gives others at the target the rights that they have in a folder at the source, takes those away that the source has taken away, and takes all back. What somebody
 * else has given or changed at the target is left as it is. Cut off anywhere, the next pass goes on. For one thread, which holds the folder's lock.
 */
final class AccessPass {

  private final AccessList list;
  private final FolderAccess target;
  private final List<String> told = new ArrayList<>();

  AccessPass(AccessList list, FolderAccess target) {
    this.list = list;
    this.target = target;
  }

  /**
   * Makes the target's like the source's.
   *
   * @return what is to be said of it, for people; empty for nothing
   * @throws TrekException when the ledger can't be written, or the target's rights can't be read
   */
  String run(SortedMap<String, String> wanted) throws TrekException {
    SortedSet<String> all = new TreeSet<>(wanted.keySet());
    all.addAll(list.identifiers());
    if (!all.isEmpty()) {
      SortedMap<String, String> there = target.rights();
      for (String each : all) {
        if (Rights.plain(each)) {
          one(each, wanted.getOrDefault(each, ""), there.getOrDefault(each, ""));
        } else {
          told.add("rights of " + each.replaceAll("\\p{Cntrl}", "?") + " can't be given");
        }
      }
    }
    return String.join("; ", told);
  }

  private void one(String identifier, String wanted, String there) throws TrekException {
    if (wanted.equals(there)) {
      return;
    }
    if (!there.isEmpty() && !list.gave(identifier, there)) {
      told.add(identifier + " has rights " + there + " at the target: left as they are there");
      return;
    }
    if (wanted.isEmpty()) {
      take(identifier);
    } else {
      list.giving(identifier, wanted);
      target.give(identifier, wanted).ifPresent(why -> told.add("rights " + wanted + " of " + identifier + " are not given: " + why));
    }
  }

  private void take(String identifier) throws TrekException {
    Optional<String> why = target.take(identifier);
    if (why.isPresent()) {
      told.add("rights of " + identifier + " are not taken away: " + why.get());
    } else {
      list.taken(identifier);
    }
  }

  /**
   * Takes back what was given and nobody changed since.
   *
   * @return what is left, for people
   * @throws TrekException when the host, the server or the ledger refuses
   */
  List<String> undo() throws TrekException {
    if (!list.identifiers().isEmpty()) {
      SortedMap<String, String> there = target.rights();
      for (String each : new TreeSet<>(list.identifiers())) {
        String now = there.getOrDefault(each, "");
        if (now.isEmpty()) {
          list.taken(each);
        } else if (list.gave(each, now)) {
          take(each);
        } else {
          told.add(each + " has other rights by now, " + now + ": left");
        }
      }
    }
    return told;
  }
}
