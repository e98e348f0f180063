package org.mailtrek.runbook.kopano;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.backup.MakeBackup;
import org.mailtrek.backup.Part;
import org.mailtrek.backup.Site;
import org.mailtrek.check.Census;
import org.mailtrek.engine.Keep;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/**
 * Backs up configuration, directory, database and attachments, with the services stopped: the database first, the attachments after it, so that
 * at worst there are files too many and never too few. Also counts who and what is there, for the checklist.
 */
final class BackUp implements Step {

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
