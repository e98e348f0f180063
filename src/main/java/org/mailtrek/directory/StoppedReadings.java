package org.mailtrek.directory;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.Pipe;
import org.mailtrek.host.TrekException;

/**
 * What was found in a database by reading all of it, kept for as long as nobody commits anything to it. So a command that plans and looks again before it applies reads a
 * large directory once. A database of another kind is read each time. Safe for several threads.
 */
public final class StoppedReadings {

  private final AtomicReference<Optional<Reading>> last = new AtomicReference<>(Optional.empty());

  private final AtomicReference<Optional<Glance>> first = new AtomicReference<>(Optional.empty());

  private record Glance(SlapdPlace place, MdbPages pages, boolean some) {}

  private record Reading(SlapdPlace place, Policy.OnConflict conflicts, MdbPages pages, Found found) {}

  /**
   * What is in a database.
   *
   * @param report what a rewrite would change
   * @param renames whether it would rename entries
   */
  record Found(LdifReport report, boolean renames) {}

  /**
   * Returns what is in a database.
   *
   * @throws TrekException when it can't be read, or holds no LDIF
   */
  Found of(HostView host, SlapdPlace place, HostPath folder, Policy.OnConflict conflicts) throws TrekException {
    Optional<MdbPages> pages = MdbPages.of(host, folder);
    Optional<Found> known = last.get().filter(each -> each.place().equals(place) && each.conflicts() == conflicts && pages.filter(each.pages()::same).isPresent())
        .map(Reading::found);
    if (known.isPresent()) {
      return known.get();
    }
    LdifRewrite rewrite = new LdifRewrite(SchemaMap.standard(), new Policy(conflicts, Policy.Mode.MOVE));
    Found found = read(host, place, entries -> {
      LdifPass pass = rewrite.look(entries, place.toString());
      return new Found(pass.report(false), pass.renames());
    });
    last.set(pages.map(each -> new Reading(place, conflicts, each, found)));
    return found;
  }

  /**
   * Returns whether entries have old names, or conflict; reads no further than needed.
   *
   * @throws TrekException as {@link #of}
   */
  boolean some(HostView host, SlapdPlace place, HostPath folder, Policy.OnConflict conflicts) throws TrekException {
    Optional<MdbPages> pages = MdbPages.of(host, folder);
    Optional<Glance> known = first.get().filter(each -> each.place().equals(place) && pages.filter(each.pages()::same).isPresent());
    if (known.isPresent()) {
      return known.get().some();
    }
    LdifRewrite rewrite = new LdifRewrite(SchemaMap.standard(), new Policy(conflicts, Policy.Mode.MOVE));
    boolean some = read(host, place, entries -> rewrite.changes(entries, place.toString()));
    first.set(pages.map(each -> new Glance(place, each, some)));
    return some;
  }

  /** Asks something of entries. */
  @FunctionalInterface
  interface Asked<T> {
    T of(InputStream entries) throws IOException, TrekException;
  }

  /** Asks something of all entries of a database while the server's tool writes them; one who has heard enough stops it. */
  static <T> T read(HostView host, SlapdPlace place, Asked<T> asked) throws TrekException {
    try (Pipe entries = Pipe.from(out -> host.slapd().export(place.configuration(), place.suffix(), out))) {
      try {
        return asked.of(entries.in());
      } catch (IOException e) {
        throw entries.refusal().orElseGet(() -> TrekException.at(place).found("can't be read: " + e.getMessage()).because(e).next("start again"));
      }
    }
  }
}
