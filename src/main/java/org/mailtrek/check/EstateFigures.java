package org.mailtrek.check;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.mailtrek.engine.Figures;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Counts what a migration must not lose: who and what the census finds, entries of the directory by class, attachments by size. */
public final class EstateFigures implements Figures {

  /** The group of what the census counts. */
  public static final String HELD = "people and mail";
  /** The group of entries by object class. */
  public static final String CLASSES = "directory classes";
  /** The group of attachments by size. */
  public static final String SIZES = "attachment sizes";

  private static final long KIB = 1024;
  private static final List<Map.Entry<String, Long>> UP_TO =
      List.of(Map.entry("up to 10 KiB", 10 * KIB), Map.entry("to 100 KiB", 100 * KIB), Map.entry("to 1 MiB", KIB * KIB), Map.entry("to 10 MiB", 10 * KIB * KIB), Map.entry("larger", Long.MAX_VALUE));

  private final Declaration declared;

  /** Counts what is declared. */
  public EstateFigures(Declaration declared) {
    this.declared = declared;
  }

  @Override
  public Map<String, Map<String, Long>> of(View view) throws TrekException {
    Map<String, Map<String, Long>> groups = new LinkedHashMap<>();
    Map<String, Long> held = new TreeMap<>();
    for (Declaration.Product each : declared.products()) {
      if (each.database().isPresent() && declared.directory().isPresent()) {
        // each host has a database of its own, and all have one directory
        Census.of(view, each.host()).counts().forEach((what, count) -> held.merge(what, count, what.startsWith("directory:") ? Math::max : Long::sum));
      }
    }
    put(groups, HELD, held);
    if (declared.directory().isPresent()) {
      put(groups, CLASSES, classes(view.directory()));
    }
    put(groups, SIZES, sizes(view));
    return groups;
  }

  private static void put(Map<String, Map<String, Long>> groups, String name, Map<String, Long> counts) {
    if (!counts.isEmpty()) {
      groups.put(name, counts);
    }
  }

  private static Map<String, Long> classes(DirectoryView directory) throws TrekException {
    Map<String, Long> classes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    directory.search(directory.base(), SearchScope.SUB, Filter.createPresenceFilter("objectClass"), entry -> {
      for (String each : entry.getObjectClassValues()) {
        classes.merge(each, 1L, Long::sum);
      }
    }, "objectClass");
    return classes;
  }

  private Map<String, Long> sizes(View view) throws TrekException {
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (Declaration.Product each : declared.products()) {
      Set<HostPath> folders = new LinkedHashSet<>();
      each.places().attachments().ifPresent(folders::add);
      declared.target().flatMap(target -> target.places().attachments()).ifPresent(folders::add);
      for (HostPath folder : folders) {
        count(view.host(each.host()), folder, sizes);
      }
    }
    return sizes;
  }

  private static void count(HostView host, HostPath folder, Map<String, Long> sizes) throws TrekException {
    if (host.stat(folder).filter(state -> state.kind() == FileState.Kind.FOLDER).isEmpty()) {
      return;
    }
    UP_TO.forEach(each -> sizes.putIfAbsent(each.getKey(), 0L));
    boolean listed = host.tree(folder, (facts, path, from, to) -> {
      if (facts.kind() == FileState.Kind.FILE) {
        add(facts.size(), sizes);
      }
    });
    if (!listed) {
      walk(host, folder, sizes);
    }
  }

  private static void walk(HostView host, HostPath folder, Map<String, Long> sizes) throws TrekException {
    for (HostPath each : host.list(folder)) {
      Optional<FileState> state = host.stat(each);
      if (state.filter(found -> found.kind() == FileState.Kind.FOLDER).isPresent()) {
        walk(host, each, sizes);
      } else if (state.filter(found -> found.kind() == FileState.Kind.FILE).isPresent()) {
        add(state.get().size(), sizes);
      }
    }
  }

  private static void add(long bytes, Map<String, Long> sizes) {
    UP_TO.stream().filter(each -> bytes <= each.getValue()).findFirst().ifPresent(each -> sizes.merge(each.getKey(), 1L, Long::sum));
  }
}
