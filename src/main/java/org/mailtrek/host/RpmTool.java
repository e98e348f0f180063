package org.mailtrek.host;

import java.util.ArrayList;
import java.util.List;

/** Runs rpm: it asks rpm's database, and changes it, after a while of waiting for another that holds its lock. */
final class RpmTool {

  /** Words: seconds to wait, and the transaction. rpm itself would wait for the lock without end; it has done nothing yet when it is ended then. */
  private static final String WAIT =
      """
      tries=$1; shift
      out=$(mktemp) || exit
      "$@" </dev/null >"$out" 2>&1 &
      while kill -0 $! 2>/dev/null; do
        if tail -n 1 "$out" | grep -q 'waiting for .*transaction lock'; then
          [ "$tries" -gt 0 ] || { kill $!; echo "error: can't create transaction lock: another is at work" >>"$out"; }
          tries=$((tries - 1)); sleep 1
        else
          sleep 0.05
        fi
      done
      wait $!; code=$?
      cat "$out" >&2; rm -f "$out"
      exit $code
      """;

  private final Programs programs;
  private final int patience;

  /** Makes the tool; waits for so many seconds for another package manager. */
  RpmTool(Programs programs, int patience) {
    this.programs = programs;
    this.patience = patience;
  }

  /** Returns whether this is a machine, rather than a folder that acts as its root. */
  boolean real() throws TrekException {
    return programs.word(HostPath.ROOT).equals("/");
  }

  /** Returns the words that begin a call of rpm. */
  List<String> words() throws TrekException {
    List<String> line = new ArrayList<>(List.of("rpm"));
    if (!real()) {
      line.addAll(List.of("--root", programs.word(HostPath.ROOT), "--dbpath", "/var/lib/rpm"));
    }
    return line;
  }

  /**
   * Asks the database of what is installed.
   *
   * @throws TrekException when the database can't be read
   */
  Programs.Ended ask(String... question) throws TrekException {
    List<String> line = words();
    line.add("--query");
    line.addAll(List.of(question));
    Programs.Ended ended = programs.run(new byte[0], line);
    if (damaged(ended)) {
      throw TrekException.at(programs.host())
          .kind(TrekException.Kind.REFUSED)
          .found("rpm's database can't be read: " + PackageTrouble.words(ended.err()))
          .next("rpm --rebuilddb on " + programs.host() + " (keep a copy of its folder, see rpm --eval %_dbpath), then try again");
    }
    return ended;
  }

  private static boolean damaged(Programs.Ended ended) {
    return ended.err().lines().anyMatch(each -> each.matches("error: .*(rpmdb|[Pp]ackages (index|database)|db[0-9] error|sqlite|malformed|damaged|is not a database).*"));
  }

  /** Runs a transaction. */
  Programs.Ended transact(List<String> act) throws TrekException {
    List<String> line = new ArrayList<>(List.of("sh", "-c", WAIT, "sh", Integer.toString(patience)));
    line.addAll(words());
    line.addAll(act);
    return programs.run(new byte[0], line);
  }
}
