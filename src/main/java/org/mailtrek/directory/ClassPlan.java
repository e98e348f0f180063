package org.mailtrek.directory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of the object classes of an entry.
 *
 * @param wanted the values it shall have
 * @param exchangesStructural whether a structural class is exchanged
 * @param stays whether the entry can't have both classes, and stays as it is
 */
record ClassPlan(List<byte[]> wanted, boolean exchangesStructural, boolean stays) {

  static ClassPlan of(SchemaMap names, Policy.Mode mode, String[] current) {
    List<String> wanted = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    boolean structural = false;
    for (String each : current == null ? new String[0] : current) {
      Optional<MovedClass> moved = names.objectClass(each);
      structural |= moved.isPresent() && moved.get().structural();
      if (moved.isEmpty() || mode == Policy.Mode.KEEP_OLD) {
        take(each, wanted, seen);
      }
      if (moved.isPresent() && !has(current, moved.get().newName())) {
        take(moved.get().newName(), wanted, seen);
      }
    }
    boolean keep = mode == Policy.Mode.KEEP_OLD;
    return new ClassPlan(
        wanted.stream().map(each -> each.getBytes(StandardCharsets.UTF_8)).toList(), structural && !keep, structural && keep);
  }

  private static void take(String name, List<String> wanted, Set<String> seen) {
    if (seen.add(name.toLowerCase(Locale.ROOT))) {
      wanted.add(name);
    }
  }

  private static boolean has(String[] classes, String name) {
    for (String each : classes) {
      if (each.equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }
}
