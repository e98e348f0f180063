package org.mailtrek.mailbox;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.mailtrek.host.TrekException;

/** What rights we gave in a folder at the target: a line for each, {@code IDENTIFIER TAB RIGHTS}, before they are given; without rights, once they were taken back. */
final class AccessList {

  private final LineFile file;
  private final Map<String, Set<String>> ours = new HashMap<>();

  private AccessList(LineFile file) {
    this.file = file;
  }

  static AccessList read(LineFile file) throws TrekException {
    AccessList list = new AccessList(file);
    file.read((line, place) -> {
      int tab = line.indexOf('\t');
      if (tab > 0) {
        list.learn(line.substring(0, tab), line.substring(tab + 1));
      }
      return tab > 0;
    });
    return list;
  }

  private void learn(String identifier, String rights) {
    if (rights.isEmpty()) {
      ours.remove(identifier);
    } else {
      ours.computeIfAbsent(identifier, each -> new HashSet<>()).add(rights);
    }
  }

  /** Returns to whom any were given by us, and are not taken back. */
  Set<String> identifiers() {
    return Set.copyOf(ours.keySet());
  }

  /** Returns whether rights are such as we gave to somebody, now or before. */
  boolean gave(String identifier, String rights) {
    return ours.getOrDefault(identifier, Set.of()).contains(rights);
  }

  /** Notes that these are about to be given; durable when it returns. */
  void giving(String identifier, String rights) throws TrekException {
    note(identifier, rights);
  }

  /** Notes that nothing that we gave is left; durable when it returns. */
  void taken(String identifier) throws TrekException {
    note(identifier, "");
  }

  private void note(String identifier, String rights) throws TrekException {
    file.append(identifier + "\t" + rights + "\n");
    file.syncWithFolders();
    learn(identifier, rights);
  }
}
