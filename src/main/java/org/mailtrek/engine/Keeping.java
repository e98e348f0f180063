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
 * Keeps what a step wants kept, in {@code snapshots/run-N/NAME/}, with a list of names, sizes and digests that is written last: a folder
 * without it was not finished, and is made anew. The journal names it. An undo leaves it: a backup is never in the way.
 */
final class Keeping implements Keep {

  private final Session session;
  private final long run;
  private final String name;
  private final HostPath folder;
  private final List<JSONObject> files = new ArrayList<>();

  /** Keeps in the run's folder of this name: that of the step, for most. */
  Keeping(Session session, long run, String what) {
    this.session = session;
    this.run = run;
    this.name = "run-" + run + "/" + what;
    this.folder = session.home().snapshots().resolve(name);
  }

  /** What is to be kept. */
  @FunctionalInterface
  interface Content {
    void give(Keep keep) throws TrekException;
  }

  void keep(String step, Content content) throws TrekException {
    HostPath manifest = folder.resolve(Backups.MANIFEST);
    boolean whole = session.home().view().stat(manifest).isPresent();
    if (whole && session.history().tally(run).kept().contains(name)) {
      return;
    }
    if (!whole) {
      clear(folder);
      session.home().makeFolder(folder);
      content.give(this);
      session.home().write(manifest, Json.bytes(Json.object("format", 1, "run", run, "step", step, "made", session.engine().clock().instant().toString(), "files", files)));
    }
    byte[] list = session.home().view().readAll(manifest);
    session
        .journal()
        .appendDurably(run, step, Phase.NOTE, Json.object("text", "backup " + name + " is made, in snapshots/" + name, "kept", name, "digest", Digests.hex(list)));
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
  public void file(String path, Side.Writer content) throws TrekException {
    HostPath file = folder.resolve(path);
    session.home().makeFolder(file.parent());
    session.progress().doing("keep " + path);
    session.home().disk().create(file);
    MessageDigest digest = Digests.sha256();
    try (OutputStream out = new DigestOutputStream(new DiskOutput.Pieces(session.home().disk(), file), digest)) {
      content.writeTo(out);
    } catch (DiskOutput.Refused e) {
      throw e.refusal();
    } catch (IOException e) {
      throw TrekException.at(path).found("can't be kept: " + e.getMessage()).because(e).next("make room, then resume or undo");
    }
    session.home().disk().fsync(file.parent());
    long size = session.home().view().stat(file).map(FileState::size).orElse(0L);
    files.add(Json.object("name", path, "bytes", size, "sha256", Digests.hex(digest)));
  }
}
