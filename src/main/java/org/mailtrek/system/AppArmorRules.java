package org.mailtrek.system;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.mailtrek.engine.Step.Preview;
import org.mailtrek.engine.change.Content;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Lets AppArmor's profiles allow the new paths where they allow the old ones: by added lines in the administrator's part of each profile
 * (apparmor.d(5), {@code local/}); a profile itself is its package's, and never changed. What was allowed stays so, for the way back.
 */
final class AppArmorRules {

  private static final HostPath FOLDER = HostPath.of("/etc/apparmor.d");
  private static final HostPath LOCAL = FOLDER.resolve("local");
  private static final HostPath SWITCH = HostPath.of("/sys/module/apparmor/parameters/enabled");

  private final View view;
  private final String host;
  private final HostView machine;
  private final MovedPaths moved;
  private final Map<HostPath, Set<String>> wanted = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();

  AppArmorRules(View view, String host, MovedPaths moved) throws TrekException {
    this.view = view;
    this.host = host;
    this.machine = view.host(host);
    this.moved = moved;
  }

  static boolean concerns(HostView machine) throws TrekException {
    return machine.stat(FOLDER).isPresent();
  }

  void preview(Preview preview) throws TrekException {
    List<HostPath> profiles = files(FOLDER);
    List<HostPath> locals = files(LOCAL);
    machine.ahead(profiles);
    machine.ahead(locals);
    for (HostPath each : locals) {
      gather(each, true);
    }
    for (HostPath each : profiles) {
      gather(each, false);
    }
    boolean changed = false;
    for (Map.Entry<HostPath, Set<String>> each : wanted.entrySet()) {
      changed |= add(each.getKey(), each.getValue(), preview);
    }
    notes.forEach(preview::note);
    if (changed && on()) {
      preview.note("AppArmor goes by what is loaded: load each profile whose part in " + LOCAL + " has changed, before its program needs the new path: apparmor_parser -r " + FOLDER + "/NAME");
    }
  }

  private List<HostPath> files(HostPath folder) throws TrekException {
    List<HostPath> found = new ArrayList<>();
    if (machine.stat(folder).filter(state -> state.kind() == FileState.Kind.FOLDER).isPresent()) {
      for (HostPath each : machine.list(folder)) {
        boolean file = machine.stat(each).filter(state -> state.kind() == FileState.Kind.FILE && state.size() < 1 << 20).isPresent();
        if (file && !each.name().matches("\\..*|.*(\\.dpkg-[a-z]+|\\.rpm[a-z]+|~)|README")) {
          found.add(each);
        }
      }
    }
    return found;
  }

  /** Gathers the lines to be added for one file. */
  private void gather(HostPath file, boolean local) throws TrekException {
    Set<String> lines = new LinkedHashSet<>();
    for (String line : text(file).lines().toList()) {
      boolean rule = !line.strip().startsWith("#") && line.strip().endsWith(",");
      moved.in(line).filter(each -> rule).ifPresent(each -> lines.add("  " + each.strip()));
    }
    if (lines.isEmpty()) {
      return;
    }
    HostPath profile = FOLDER.resolve(file.name());
    HostPath successor = FOLDER.resolve(file.name().replace("zarafa", "kopano"));
    if (!profile.equals(successor)) {
      if (!local) {
        return; // what it allows, the new program's own profile does, or nothing confines that
      }
      profile = successor;
    }
    if (machine.stat(profile).isEmpty()) {
      notes.add("AppArmor: " + file + " has rules for paths that move, and there is no profile " + profile + " that would read them");
    } else if (!text(profile).matches("(?s).*\\binclude (if exists )?[<\"](/etc/apparmor\\.d/)?local/" + java.util.regex.Pattern.quote(profile.name()) + "[>\"].*")) {
      notes.add("AppArmor: " + profile + " allows paths that move and has no part of the administrator's: add to it what allows " + String.join(" ", lines));
    } else {
      wanted.computeIfAbsent(LOCAL.resolve(profile.name()), each -> new LinkedHashSet<>()).addAll(lines);
    }
  }

  private String text(HostPath file) throws TrekException {
    return machine.stat(file).isPresent() ? new String(machine.readAll(file), StandardCharsets.ISO_8859_1) : "";
  }

  private boolean add(HostPath file, Set<String> lines, Preview preview) throws TrekException {
    String before = text(file);
    Set<String> there = new LinkedHashSet<>(before.lines().map(String::strip).toList());
    List<String> missing = lines.stream().filter(each -> !there.contains(each.strip())).toList();
    if (missing.isEmpty()) {
      return false;
    }
    String gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
    byte[] after = (before + gap + String.join("\n", missing) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    Optional<FileState> state = machine.stat(file);
    preview.change(
        state.isEmpty()
            ? FileContent.create(view, host, file, Content.of(after), Owner.of(0, 0), 0644)
            : FileContent.of(view, host, file, before.getBytes(StandardCharsets.ISO_8859_1), after));
    return true;
  }

  private boolean on() throws TrekException {
    return text(SWITCH).startsWith("Y");
  }
}
