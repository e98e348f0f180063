package org.mailtrek.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.mailtrek.engine.JournalView;
import org.mailtrek.engine.Line;
import org.mailtrek.engine.Phase;
import org.mailtrek.host.TrekException;

/** The files in an estate's folder that hold the estate's own configuration, directory or database as they were, and so passwords too: images beside the journal, contents of plans, backups. */
final class PrivateListing {

  /** What is kept beside the journal and holds names, numbers and times only. */
  private static final Set<String> NONE = Set.of("owners", "digests", "highest", "services", "plan", "moved-before", "link-time");

  private final Path estate;
  private final List<String> open = new ArrayList<>();
  private final Rows rows = Rows.of("private").text("File").id("Mode").bytes("Size").text("What it holds");

  private PrivateListing(Path estate) {
    this.estate = estate;
  }

  /**
   * Lists them.
   *
   * @throws TrekException when the journal or a folder can't be read
   */
  static PrivateListing of(Path estate, JournalView journal) throws TrekException {
    PrivateListing listing = new PrivateListing(estate);
    Map<String, String> images = images(journal);
    listing.below("journal/side", path -> {
      String name = path.getFileName().toString();
      int dot = name.indexOf('.');
      boolean harmless = dot > 0 && NONE.stream().anyMatch(each -> name.startsWith(each, dot + 1));
      return harmless ? "" : images.getOrDefault(dot > 0 ? name.substring(0, dot) : name, "an image of what was there before a change");
    });
    listing.below("plans/content", path -> "what a plan writes into a file");
    listing.below("snapshots", path -> "a backup");
    return listing;
  }

  private static Map<String, String> images(JournalView journal) throws TrekException {
    List<Line> intents = new ArrayList<>();
    journal.lines(line -> {
      if (line.phase() == Phase.INTENT && line.body().hasField("sides")) {
        intents.add(line);
      }
    });
    Map<String, String> images = new HashMap<>();
    for (Line each : intents) {
      Long reserved = each.body().getFieldAsLong("record");
      images.put(String.valueOf(reserved == null ? each.sequence() : reserved), "run " + each.run() + ", before: " + journal.describe(each));
    }
    return images;
  }

  /** Says what a file holds; empty where that is no secret. */
  private interface Holding {
    String of(Path file);
  }

  private void below(String folder, Holding holding) throws TrekException {
    Path top = estate.resolve(folder);
    if (!Files.isDirectory(top, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(top)) {
      for (Path each : (Iterable<Path>) all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).sorted()::iterator) {
        String what = holding.of(each);
        if (!what.isEmpty()) {
          add(each, what);
        }
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      throw TrekException.at(top).found("can't be read: " + e.getMessage()).because(e).next("an estate's folder is for its owner alone: sign in as that one");
    }
  }

  private void add(Path file, String what) throws IOException {
    String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    String name = estate.relativize(file).toString();
    rows.row(name, mode, Files.size(file), what);
    if (!mode.endsWith("------")) {
      open.add("! " + name + " may be read by others: chmod 600 " + name);
    }
  }

  /** Returns the files. */
  Rows rows() {
    return rows;
  }

  /** Returns a sentence for each that others may read. */
  List<String> open() {
    return List.copyOf(open);
  }
}
