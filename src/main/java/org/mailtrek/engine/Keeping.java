package org.mailtrek.engine;

import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.change.Side;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * Keeps what a step wants kept, in {@code snapshots/run-N/STEP/}, with a list of names, sizes and digests that is written last: a folder without it
 * was not finished, and is made anew. An undo leaves it: a backup is never in the way.
 */
final class Keeping implements Keep {

  private static final String MANIFEST = "manifest.json";

  private final Session session;
  private final long run;
  private final Step step;
  private final HostPath folder;
  private final List<JSONObject> files = new ArrayList<>();

  Keeping(Session session, long run, Step step) {
    this.session = session;
    this.run = run;
    this.step = step;
    this.folder = session.home().snapshots().resolve("run-" + run).resolve(step.id());
  }

  void keep() throws TrekException {
    if (session.home().view().stat(folder.resolve(MANIFEST)).isPresent()) {
      return;
    }
    clear(folder);
    session.home().makeFolder(folder);
    step.keep(session.estate().view(), this);
    JSONObject manifest = Json.object("format", 1, "run", run, "step", step.id(), "made", session.engine().clock().instant().toString(), "files", files);
    byte[] bytes = Json.bytes(manifest);
    session.home().write(folder.resolve(MANIFEST), bytes);
    session
        .journal()
        .append(run, step.id(), Phase.NOTE, Json.object("text", "kept " + files.size() + " files in snapshots/run-" + run + "/" + step.id(), "digest", Digests.hex(Digests.sha256().digest(bytes))));
  }

  private void clear(HostPath path) throws TrekException {
    Optional<FileState> found = session.home().view().stat(path);
    if (found.isEmpty()) {
      return;
    }
    if (found.get().kind() == FileState.Kind.FOLDER) {
      for (HostPath each : session.home().view().list(path)) {
        clear(each);
      }
    }
    session.home().disk().delete(path);
  }

  @Override
  public void file(String name, Side.Writer content) throws TrekException {
    HostPath file = folder.resolve(name);
    session.home().makeFolder(file.parent());
    session.progress().doing("keep " + name);
    session.home().disk().create(file);
    MessageDigest digest = Digests.sha256();
    try (OutputStream out = new DigestOutputStream(new DiskOutput.Pieces(session.home().disk(), file), digest)) {
      content.writeTo(out);
    } catch (DiskOutput.Refused e) {
      throw e.refusal();
    } catch (IOException e) {
      throw TrekException.at(name).found("can't be kept: " + e.getMessage()).because(e).next("make room, then resume or undo");
    }
    session.home().disk().fsync(file.parent());
    long size = session.home().view().stat(file).map(FileState::size).orElse(0L);
    files.add(Json.object("name", name, "bytes", size, "sha256", Digests.hex(digest)));
  }
}
