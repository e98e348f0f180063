package org.mailtrek.host;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Adds to archives that lie in folders what they need from the same folders: no repository knows of it. */
final class RpmClosure {

  private final PackagesView view;
  private final RpmStore store;
  private final RpmTool rpm;

  RpmClosure(PackagesView view, RpmStore store, RpmTool rpm) {
    this.view = view;
    this.store = store;
    this.rpm = rpm;
  }

  /** Returns what is wanted, with what it needs before it, each {@code NAME=VERSION} where the folders have it. */
  List<String> of(List<String> wanted) throws TrekException {
    List<RpmStore.Archive> all = store.all();
    if (wanted.isEmpty() || all.isEmpty()) {
      return wanted;
    }
    Map<String, String> found = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>(wanted);
    Set<String> provided = RpmQueries.provided(rpm);
    while (!open.isEmpty()) {
      String each = open.pop();
      int equals = each.indexOf('=');
      String name = equals < 0 ? each : each.substring(0, equals);
      Optional<RpmStore.Archive> archive = equals < 0 ? store.of(name).stream().findFirst() : store.find(name, each.substring(equals + 1));
      boolean newest = equals < 0 && archive.isPresent() && view.available(name).get(0).equals(archive.get().version());
      found.put(name, newest ? name + "=" + archive.get().version() : each);
      for (String need : archive.isPresent() && (equals >= 0 || newest) ? archive.get().needs() : List.<String>of()) {
        if (provided.add(need)) {
          all.stream().filter(one -> one.gives().contains(need) && !found.containsKey(one.name())).max((one, other) -> RpmVersions.ORDER.compare(one.version(), other.version()))
              .ifPresent(one -> open.push(one.name() + "=" + one.version()));
        }
      }
    }
    List<String> ordered = new ArrayList<>(found.values());
    Collections.reverse(ordered);
    return ordered;
  }
}
