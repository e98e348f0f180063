package org.mailtrek.engine.change;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.Beside;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Pipe;
import org.mailtrek.host.Slapd;
import org.mailtrek.host.SlapdView;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.TwoStreams;

/** What an LDAP server's tools read and load for a {@link LoadedDatabase}: streams of entries, of which only the sum is kept. */
record DatabaseLoading(SlapdView slapd, LoadedDatabase change) {

  /**
   * Fills an empty database with what becomes of the entries in use, while they are read; then reads it back, and compares.
   *
   * @param lead makes the configuration that leads to the new one, while the first entries are read
   * @param meanwhile what is done with its files while they are read back
   * @return as {@link Rewriting#rewrite}; where it is not empty the new database is of no use
   * @throws TrekException of kind DIFFERENT when the new database does not hold what was to be loaded
   */
  Optional<Rewriting> load(Slapd tools, Lead lead, Rewriting how, Act meanwhile) throws TrekException {
    Rewritten wanted = new Rewritten(how);
    HostPath leading;
    try (Pipe entries = Pipe.from(out -> slapd.export(change.configuration(), change.suffix(), out)); Pipe rewritten = Pipe.from(out -> wanted.write(entries, out))) {
      leading = lead.made();
      try {
        if (how.renumbers()) {
          tools.loadAnew(leading, change.suffix(), slapd.number(change.configuration()), rewritten.in());
        } else {
          tools.load(leading, change.suffix(), rewritten.in());
        }
        rewritten.finish();
      } catch (TrekException e) {
        throw rewritten.refusal().or(() -> refusal(how)).orElse(e);
      }
    }
    if (wanted.again().isEmpty()) {
      try (Beside<LdifSum> loaded = Beside.of("the entries of slapd", "resume, or undo", () -> summed(leading))) {
        meanwhile.run();
        compare(wanted.sum(), loaded.result());
      }
    }
    return wanted.again();
  }

  /** Returns why the entries can't be rewritten; a tool that refuses one of them may have ended before that was found. */
  private Optional<TrekException> refusal(Rewriting how) {
    try (Pipe entries = Pipe.from(out -> slapd.export(change.configuration(), change.suffix(), out))) {
      how.rewrite(entries.in(), OutputStream.nullOutputStream());
      return Optional.empty();
    } catch (TrekException refused) {
      return Optional.of(refused);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private LdifSum summed(HostPath configuration) throws IOException, TrekException {
    try (LdifSum sum = new LdifSum()) {
      slapd.export(configuration, change.suffix(), sum);
      return sum;
    }
  }

  private void compare(LdifSum wanted, LdifSum loaded) throws TrekException {
    if (!loaded.agrees(wanted)) {
      throw TrekException.at(change.host() + ": " + change.suffix()).kind(TrekException.Kind.DIFFERENT)
          .found("the new database holds " + loaded.entries() + " entries of " + wanted.entries() + (loaded.entries() == wanted.entries() ? ", and not the same" : ""))
          .next("undo; the database in use was not touched");
    }
  }

  /** Returns the sum of the entries in use, where they are what was made of those in the old database; empty when somebody has changed some. */
  Optional<LdifSum> loaded() throws TrekException {
    Rewritten wanted = new Rewritten(change.rewriting());
    for (Optional<Rewriting> again = wanted.read(this); again.isPresent(); again = wanted.read(this)) {
      wanted = new Rewritten(again.get());
    }
    LdifSum expected = wanted.sum();
    return Optional.of(inUse()).filter(expected::agrees);
  }

  /** Returns the sum of the entries in use. */
  LdifSum inUse() throws TrekException {
    LdifSum now = new LdifSum();
    slapd.export(change.configuration(), change.suffix(), now);
    now.close();
    return now;
  }

  /** Makes what leads to the new database. */
  @FunctionalInterface
  interface Lead {
    HostPath made() throws TrekException;
  }

  /** Does something that may be refused. */
  @FunctionalInterface
  interface Act {
    void run() throws TrekException;
  }

  /** A stream of rewritten entries, and their sum. */
  private static final class Rewritten {
    private final Rewriting how;
    private final LdifSum sum = new LdifSum();
    private List<Rewriting> again = List.of();

    Rewritten(Rewriting how) {
      this.how = how;
    }

    void write(Pipe entries, OutputStream out) throws IOException, TrekException {
      again = how.rewrite(entries.in(), new TwoStreams(out, sum)).stream().toList();
      entries.finish();
      sum.close();
    }

    Optional<Rewriting> read(DatabaseLoading from) throws TrekException {
      try (Pipe entries = Pipe.from(out -> from.slapd.export(from.change.configuration(), from.change.suffix(), from.change.old(), out))) {
        write(entries, OutputStream.nullOutputStream());
      } catch (IOException e) {
        throw TrekException.at(from.change.host() + ":" + from.change.old()).found("can't be read: " + e.getMessage()).because(e).next("start again");
      }
      return again();
    }

    Optional<Rewriting> again() {
      return again.stream().findFirst();
    }

    LdifSum sum() {
      return sum;
    }
  }
}
