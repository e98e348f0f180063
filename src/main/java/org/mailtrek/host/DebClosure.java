package org.mailtrek.host;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Adds to archives that lie in folders what they need from the same folders: no repository knows of it. */
final class DebClosure {

  private final PackagesView view;
  private final DebStore store;

  DebClosure(PackagesView view, DebStore store) {
    this.view = view;
    this.store = store;
  }

  /** Returns what is wanted, with what it needs before it, each {@code NAME=VERSION} where the folders have it. */
  List<String> of(List<String> wanted) throws TrekException {
    Map<String, String> found = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>(wanted);
    Set<String> installed = view.installed().keySet();
    while (!open.isEmpty()) {
      String each = open.pop();
      int equals = each.indexOf('=');
      String name = equals < 0 ? each : each.substring(0, equals);
      Optional<DebStore.Deb> deb = equals < 0 ? store.of(name).stream().findFirst() : store.find(name, each.substring(equals + 1));
      boolean newest = equals < 0 && deb.isPresent() && view.available(name).get(0).equals(deb.get().version());
      found.put(name, newest ? name + "=" + deb.get().version() : each);
      if (deb.isPresent() && (equals >= 0 || newest)) {
        for (List<String> need : deb.get().needs()) {
          if (need.stream().noneMatch(one -> installed.contains(one) || found.containsKey(one))) {
            first(need).ifPresent(open::push);
          }
        }
      }
    }
    List<String> all = new ArrayList<>(found.values());
    java.util.Collections.reverse(all);
    return all;
  }

  private Optional<String> first(List<String> need) throws TrekException {
    for (String each : need) {
      if (!store.of(each).isEmpty()) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
