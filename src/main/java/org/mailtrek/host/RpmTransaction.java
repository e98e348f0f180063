package org.mailtrek.host;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A transaction of rpm, as one that can be finished after a crash: what it is to do is noted before, in a folder of ours. Meanwhile the services of
 * packages that come can't start, and afterwards they do not start at boot, whatever scripts and presets say; rpm has nothing like a policy-rc.d, so it
 * is their units that are held ({@link HeldUnits}). Configuration files follow {@link RpmConfiguration}.
 */
final class RpmTransaction {

  /** Words: the folder, the name of a file in it. Standard input: its lines. */
  private static final String NOTE = "mkdir -p -- \"$1/left\" && chmod 700 \"$1\" && cat >\"$1/$2.new\" && sync \"$1/$2.new\" && mv -f -- \"$1/$2.new\" \"$1/$2\"";

  private static final String READ = "cat -- \"$1/$2\" 2>/dev/null || :";

  /** Words: the root, the file. Standard input: a line a file {@code DIGEST PATH}, {@code / PATH} for folders. Takes away what nobody has changed. */
  private static final String FORGET =
      """
      digest() { case ${#1} in 32) md5sum;; 40) sha1sum;; 128) sha512sum;; *) sha256sum;; esac <"$2" 2>/dev/null | cut -d' ' -f1; }
      while read -r was path; do
        for end in '' .rpmnew; do
          [ ! -f "$1$path$end" ] || [ -L "$1$path$end" ] || [ "$(digest "$was" "$1$path$end")" != "$was" ] || rm -f -- "$1$path$end" || exit
        done
      done <"$2"
      sort -r "$2" | while read -r was path; do [ "$was" != / ] || rmdir -- "$1$path" 2>/dev/null; done
      rm -f -- "$2"
      """;

  private final Programs programs;
  private final RpmTool rpm;
  private final RpmStore store;
  private final HostPath kept;
  private final RpmConfiguration configuration;
  private final HeldUnits units;

  RpmTransaction(Programs programs, RpmTool rpm, RpmStore store, HostPath kept) {
    this.programs = programs;
    this.rpm = rpm;
    this.store = store;
    this.kept = kept;
    this.configuration = new RpmConfiguration(rpm, programs, kept);
    this.units = new HeldUnits(programs);
  }

  /** Returns the names of packages of a transaction that has been begun and not finished. */
  Set<String> unfinished() throws TrekException {
    Set<String> names = new HashSet<>();
    for (String[] each : pending()) {
      if (!each[0].equals("service")) {
        names.add(each[1]);
      }
    }
    return names;
  }

  private List<String[]> pending() throws TrekException {
    return read("pending").stream().map(each -> each.split(" ")).toList();
  }

  /** Installs archives in the place of what is departing; none of the services starts, and those that are new, for which there is {@code true}, do not at boot. */
  void install(List<RpmStore.Archive> archives, List<PackagesView.Installed> departing, Map<String, Boolean> services) throws TrekException {
    Map<String, String> files = new TreeMap<>();
    Set<String> known = new HashSet<>();
    List<String> notes = new ArrayList<>();
    for (RpmStore.Archive each : archives) {
      notes.add("come " + each.name() + " " + each.version());
      boolean again = !read("left/" + each.name() + "=" + each.version()).isEmpty();
      for (HostPath path : RpmArchive.read(each.file(), programs).configuration()) {
        files.put(path.toString(), "-");
        if (again) {
          known.add(path.toString());
        }
      }
      for (String line : read("left/" + each.name())) {
        if (!line.startsWith("/ ")) {
          files.put(line.substring(line.indexOf(' ') + 1), line.substring(0, line.indexOf(' ')));
        }
      }
    }
    for (PackagesView.Installed each : departing) {
      files.putAll(configuration.brought(each.name()));
      leave(each);
    }
    services.forEach((service, fresh) -> notes.add("service " + service + (fresh ? " new" : " old")));
    configuration.before(files, known, true);
    note("pending", notes);
    perform(services.keySet());
  }

  /** Removes packages; their configuration files stay. */
  void remove(List<PackagesView.Installed> departing) throws TrekException {
    Map<String, String> files = new TreeMap<>();
    for (PackagesView.Installed each : departing) {
      files.putAll(configuration.brought(each.name()));
      leave(each);
    }
    configuration.before(files, Set.of(), false);
    note("pending", departing.stream().map(each -> "go " + each.name() + " " + each.version()).toList());
    perform(List.of());
  }

  /** Notes what a package leaves behind: its configuration files with their digests, and its folders. */
  private void leave(PackagesView.Installed one) throws TrekException {
    List<String> lines = new ArrayList<>();
    configuration.brought(one.name()).forEach((path, digest) -> lines.add(digest + " " + path));
    for (String line : rpm.ask("--queryformat", "[%{FILEMODES:perms}\\t%{FILENAMES}\\n]", one.name()).text().lines().toList()) {
      if (line.startsWith("d")) {
        lines.add("/ " + line.substring(line.indexOf('\t') + 1));
      }
    }
    note("left/" + one.name(), lines);
    note("left/" + one.name() + "=" + one.version(), List.of("was here"));
  }

  /** Finishes what was begun; does nothing where nothing was. */
  void finish() throws TrekException {
    List<String> services = pending().stream().filter(each -> each[0].equals("service")).map(each -> each[1]).toList();
    perform(services);
  }

  private void perform(Collection<String> services) throws TrekException {
    if (rpm.real()) {
      units.duringAndAfter(services, this::carryOut);
    } else {
      carryOut();
    }
  }

  private void carryOut() throws TrekException {
    Map<String, PackagesView.Installed> present = RpmQueries.installed(rpm);
    List<String> come = new ArrayList<>();
    List<String> go = new ArrayList<>();
    List<String> quiet = new ArrayList<>();
    for (String[] each : pending()) {
      PackagesView.Installed there = present.get(each[1]);
      if (each[0].equals("service")) {
        quiet.addAll(each[2].equals("new") ? List.of(each[1]) : List.of());
      } else if (each[0].equals("go") && there != null) {
        go.add(each[1]);
      } else if (each[0].equals("come") && !new PackagesView.Installed(each[1], each[2], true).equals(there)) {
        store.find(each[1], each[2]).ifPresent(archive -> come.add(archive.file()));
      }
    }
    if (!go.isEmpty()) {
      run("--erase", List.of("--allmatches"), go);
    }
    if (!come.isEmpty()) {
      run("--upgrade", List.of("--oldpackage", "--replacepkgs"), come);
    }
    settle(quiet);
  }

  private void run(String act, List<String> options, List<String> words) throws TrekException {
    List<String> line = new ArrayList<>(List.of(act));
    line.addAll(options);
    line.addAll(words);
    Programs.Ended ended = rpm.transact(line);
    if (!ended.ok() || ended.err().contains("scriptlet failed")) {
      if (!PackageTrouble.locked(ended)) {
        settle(List.of());
      }
      throw PackageTrouble.of(programs.host(), "rpm", ended);
    }
  }

  private void settle(List<String> quiet) throws TrekException {
    configuration.after();
    if (rpm.real()) {
      units.hush(quiet);
    }
    checked(programs.run("rm", "-f", "--", programs.word(kept.resolve("pending"))));
  }

  /** Takes away what a removed package left, but what somebody has changed. */
  void forget(String name) throws TrekException {
    if (!read("left/" + name).isEmpty()) {
      String root = programs.word(HostPath.ROOT);
      checked(programs.run("sh", "-c", FORGET, "sh", root.equals("/") ? "" : root, programs.word(kept.resolve("left").resolve(name))));
    }
  }

  private List<String> read(String file) throws TrekException {
    return programs.run("sh", "-c", READ, "sh", programs.word(kept), file).text().lines().toList();
  }

  private void note(String file, List<String> lines) throws TrekException {
    byte[] text = lines.isEmpty() ? new byte[0] : (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    checked(programs.run(text, List.of("sh", "-c", NOTE, "sh", programs.word(kept), file)));
  }

  private void checked(Programs.Ended ended) throws TrekException {
    if (!ended.ok()) {
      throw PackageTrouble.of(programs.host(), "rpm", ended);
    }
  }
}
