package org.mailtrek.backup;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.mailtrek.engine.change.Seen;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * What of a backup lies on the machines, held against what was written down when it was made.
 *
 * @param wrong one sentence for each difference
 * @param noted what is worth knowing, and no difference
 */
public record Verification(List<String> wrong, List<String> noted) {

  /** Loads a dump somewhere and forgets it. */
  @FunctionalInterface
  public interface Loading {

    /**
     * Loads one.
     *
     * @return the digest of each table as it came in
     */
    SortedMap<String, String> load(InputStream dump) throws TrekException, IOException;
  }

  /** Copies the lists. */
  public Verification {
    wrong = List.copyOf(wrong);
    noted = List.copyOf(noted);
  }

  /**
   * Compares the attachments of one host in a backup: every name, its size and time, and its content where the backup has digests.
   *
   * @throws TrekException when the host can't be reached, or the backup not be read
   */
  public static Verification attachments(View view, String host, Kept kept) throws TrekException {
    List<String> wrong = new ArrayList<>();
    List<String> noted = new ArrayList<>();
    if (!kept.has(new AttachmentCopy(host).name())) {
      return new Verification(wrong, noted); // files of the backup itself
    }
    AttachmentCopy.Places places = new AttachmentCopy(host).read(kept);
    HostPath copy = places.to();
    if (places.volume().isPresent() && places.volume().get().look(view.host(host), copy) != Seen.AFTER) {
      wrong.add(kept.name() + ": " + host + ":" + copy + ": does not show the snapshot " + places.volume().get().snapshot());
    } else if (view.host(host).stat(copy).isEmpty()) {
      wrong.add(kept.name() + ": " + host + ":" + copy + ": is gone");
    } else if (!kept.has(new AttachmentList(host).name())) {
      noted.add(kept.name() + ": " + host + ":" + copy + ": has no list of its files, so that they can't be compared");
    } else {
      new AttachmentList(host).compare(view.host(host), copy, kept, wrong, noted);
    }
    return new Verification(wrong, noted);
  }

  /**
   * Loads the dump of one host's database, and compares every table with the digest that was written down.
   *
   * @param server loads it where nothing else is
   */
  public static Verification dump(Loading server, String host, Kept kept) throws TrekException {
    DatabaseCopy copy = new DatabaseCopy(host);
    List<String> wrong = new ArrayList<>();
    List<String> noted = new ArrayList<>();
    String where = kept.name() + ": " + copy.dump() + ": ";
    try (InputStream dump = new GZIPInputStream(kept.open(copy.dump()))) {
      SortedMap<String, String> found = server.load(dump);
      SortedMap<String, String> wanted = copy.read(kept).tables();
      noted.add(where + "was loaded into a server of our own, " + found.size() + " tables" + (wanted.isEmpty() ? "; the mail server wrote while it was made, so that they were not compared" : ""));
      Set<String> all = new TreeSet<>(found.keySet());
      all.addAll(wanted.keySet());
      all.removeIf(table -> wanted.isEmpty() || wanted.getOrDefault(table, "").equals(found.getOrDefault(table, "")));
      all.forEach(table -> wrong.add(where + "table " + table + " does not come back as it was"));
    } catch (IOException e) {
      wrong.add(where + "can't be unpacked: " + e.getMessage());
    } catch (TrekException e) {
      if (e.kind() == TrekException.Kind.INTERRUPTED) {
        throw e;
      }
      wrong.add(where + "can't be loaded: " + e.what());
    }
    return new Verification(wrong, noted);
  }
}
