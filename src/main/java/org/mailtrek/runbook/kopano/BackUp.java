package org.mailtrek.runbook.kopano;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.backup.CopyDatabaseFiles;
import org.mailtrek.backup.MakeBackup;
import org.mailtrek.backup.Part;
import org.mailtrek.backup.Site;
import org.mailtrek.check.Census;
import org.mailtrek.engine.Keep;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/**
 * Backs up configuration, directory, database and attachments, with the services stopped: the database first, the attachments after it, so that
 * at worst there are files too many and never too few. Also counts who and what is there, for the checklist.
 */
final class BackUp implements Step {

  /** How the database is backed up. */
  static final Runbook.Option DATABASE =
      new Runbook.Option("database", "backup of the database: a dump, or also the files of the database while it is stopped", List.of("dump", "files"), Optional.of("dump"));

  private final Migration move;
  private final MakeBackup parts;

  BackUp(Migration move) {
    this(move, Part.usual());
  }

  /** Backs up these parts of one server among several. */
  BackUp(Migration move, Set<Part> which) {
    this.move = move;
    Site site = new Site(move.host(), move.oldConfig(), Optional.of(move.oldAttachments()), true);
    this.parts = new MakeBackup("back-up", List.of(site), which, ".before-" + move.to());
  }

  /**
   * Returns the steps that also copy the files of the database, where that is wished.
   *
   * @throws TrekException of kind {@code REFUSED} when the host does not keep them
   */
  static List<Step> ofFiles(View view, String host, Map<String, String> options) throws TrekException {
    return options.getOrDefault(DATABASE.name(), "dump").equals("files") ? CopyDatabaseFiles.all(view, host, view.database(host).url(), false) : List.of();
  }

  @Override
  public String id() {
    return "back-up";
  }

  @Override
  public String title() {
    return "Back up configuration, directory, database and attachments";
  }

  @Override
  public Set<String> procedures() {
    return Set.of("K5", "K12", "Z2");
  }

  @Override
  public boolean keeps() {
    return true;
  }

  @Override
  public void keep(View view, Keep keep) throws TrekException {
    parts.keep(view, keep);
    byte[] census = Census.of(view, move.host()).toJson().toSingleLineString().getBytes(StandardCharsets.UTF_8);
    keep.file("census.json", out -> out.write(census));
  }

  @Override
  public long room(View view) throws TrekException {
    return parts.room(view);
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    parts.preview(view, preview);
  }
}
