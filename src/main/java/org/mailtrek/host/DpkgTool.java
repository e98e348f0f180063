package org.mailtrek.host;

import java.util.ArrayList;
import java.util.List;

/** Runs dpkg and apt-get so that no service starts by itself, waiting a while for another that holds their lock. */
final class DpkgTool {

  static final HostPath DATABASE = HostPath.of("/var/lib/dpkg");

  /** Conffile questions: an administrator's file stays, one that nobody changed is replaced (dpkg(1), --force-confdef). */
  private static final List<String> ANSWERS = List.of("--force-confold", "--force-confdef");

  private static final String WAIT =
      """
      tries=$1; shift
      out=$(mktemp) || exit
      while :; do
        "$@" </dev/null >"$out" 2>&1; code=$?
        [ "$code" != 0 ] && [ "$tries" -gt 0 ] && grep -qE 'locked by another|Could not get lock|held by process' "$out" || break
        tries=$((tries - 1)); sleep 1
      done
      cat "$out" >&2; rm -f "$out"
      exit $code
      """;

  private final Programs programs;
  private final QuietServices quiet;
  private final int patience;

  /** Makes the tool; waits for so many seconds for another package manager. */
  DpkgTool(Programs programs, QuietServices quiet, int patience) {
    this.programs = programs;
    this.quiet = quiet;
    this.patience = patience;
  }

  /** Returns whether this is a machine, rather than a folder that acts as its root. */
  boolean real() throws TrekException {
    return programs.word(HostPath.ROOT).equals("/");
  }

  /** Runs dpkg. */
  Programs.Ended dpkg(String act, List<String> words) throws TrekException {
    List<String> line = new ArrayList<>(List.of("dpkg"));
    if (!real()) {
      line.add("--root=" + programs.word(HostPath.ROOT));
    }
    line.addAll(ANSWERS);
    line.add(act);
    line.addAll(words);
    return quietly(line);
  }

  /** Lets apt-get mend unmet dependencies. */
  Programs.Ended mend() throws TrekException {
    List<String> line = new ArrayList<>(List.of("apt-get", "-y", "--no-remove"));
    ANSWERS.forEach(each -> line.addAll(List.of("-o", "Dpkg::Options::=" + each)));
    line.addAll(List.of("--fix-broken", "install"));
    return quietly(line);
  }

  private Programs.Ended quietly(List<String> line) throws TrekException {
    List<String> waiting = new ArrayList<>(List.of("sh", "-c", WAIT, "sh", Integer.toString(patience)));
    waiting.addAll(line);
    boolean left = quiet.begin();
    Programs.Ended ended = ran(waiting);
    if (!left || !PackageTrouble.locked(ended)) {
      quiet.end(); // who holds the lock may be the one of a lost connection: then ours stays for it
    }
    return ended;
  }

  /** Runs; when the machine is lost, the tool may still be at work there: services stay quiet until the next contact has waited for it. */
  private Programs.Ended ran(List<String> line) throws TrekException {
    try {
      return programs.run(new byte[0], line);
    } catch (TrekException e) {
      throw HeldUnits.putRight(e, quiet::end);
    }
  }

  /** Asks dpkg's database, a line a package, fields separated by tabs; nothing for names that it does not know. */
  List<String[]> query(String format, String... names) throws TrekException {
    List<String> line = new ArrayList<>(List.of("dpkg-query", "--admindir=" + programs.word(DATABASE), "--show", "--showformat=" + format));
    line.addAll(List.of(names));
    Programs.Ended ended = programs.run(new byte[0], line);
    if (!ended.ok() && names.length == 0 && !ended.err().contains("no packages found")) {
      throw PackageTrouble.of(programs.host(), "dpkg-query", ended);
    }
    return ended.text().lines().map(each -> each.split("\t", -1)).toList();
  }
}
