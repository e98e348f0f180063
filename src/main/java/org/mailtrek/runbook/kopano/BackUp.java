package org.mailtrek.runbook.kopano;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldif.LDIFWriter;
import com.unboundid.util.json.JSONField;
import com.unboundid.util.json.JSONNumber;
import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.mailtrek.check.Census;
import org.mailtrek.engine.Keep;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.LinkedCopy;
import org.mailtrek.estate.View;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Backs up configuration, directory, database and attachments, with the services stopped: the database first, the attachments after it, so that
 * at worst there are files too many and never too few. Also counts who and what is there, for the checklist.
 */
final class BackUp implements Step {

  private final Migration move;

  BackUp(Migration move) {
    this.move = move;
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
    HostView host = view.host(move.host());
    if (host.stat(move.oldConfig()).isPresent()) {
      List<JSONObject> states = new ArrayList<>();
      files(host, move.oldConfig(), keep, states);
      byte[] list = lines(states);
      keep.file("config.jsonl", out -> out.write(list));
    }
    keep.file("directory.ldif", out -> entries(view.directory(), new LDIFWriter(out)));
    keep.file(
        "database.gz",
        out -> {
          GZIPOutputStream packed = new GZIPOutputStream(out, 1 << 16);
          view.database(move.host()).dump(packed);
          packed.finish();
        });
    byte[] census = Census.of(view, move.host()).toJson().toSingleLineString().getBytes(StandardCharsets.UTF_8);
    keep.file("census.json", out -> out.write(census));
  }

  private static void entries(DirectoryView directory, LDIFWriter ldif) throws TrekException, IOException {
    Filter all = Filter.createPresenceFilter("objectClass");
    List<IOException> refused = new ArrayList<>();
    directory.search(
        directory.base(),
        SearchScope.SUB,
        all,
        entry -> {
          try {
            ldif.writeEntry(entry);
          } catch (IOException e) {
            refused.add(e);
          }
        },
        "*",
        "+");
    ldif.flush();
    if (!refused.isEmpty()) {
      throw refused.get(0);
    }
  }

  private void files(HostView host, HostPath path, Keep keep, List<JSONObject> states) throws TrekException {
    Optional<FileState> found = host.stat(path);
    if (found.isEmpty()) {
      return;
    }
    states.add(line(path, found.get()));
    if (found.get().kind() == FileState.Kind.FOLDER) {
      for (HostPath each : host.list(path)) {
        files(host, each, keep, states);
      }
    } else if (found.get().kind() == FileState.Kind.FILE) {
      keep.file(
          "config" + path,
          out -> {
            try (InputStream in = host.read(path)) {
              in.transferTo(out);
            }
          });
    }
  }

  private static JSONObject line(HostPath path, FileState state) {
    return new JSONObject(
        new JSONField("path", path.toString()),
        new JSONField("type", state.kind().name()),
        new JSONField("uid", new JSONNumber(state.uid())),
        new JSONField("gid", new JSONNumber(state.gid())),
        new JSONField("mode", Integer.toOctalString(state.mode())),
        new JSONField("modified", state.modified().toString()),
        new JSONField("target", new JSONString(new String(state.target(), StandardCharsets.ISO_8859_1))));
  }

  private static byte[] lines(List<JSONObject> states) {
    StringBuilder text = new StringBuilder();
    states.forEach(each -> text.append(each.toSingleLineString()).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    if (view.host(move.host()).stat(move.oldAttachments()).isEmpty()) {
      preview.note("there are no attachments at " + move.oldAttachments() + " to back up");
      return;
    }
    HostView host = view.host(move.host());
    if (!host.space(move.oldAttachments()).mountKey().equals(host.space(move.attachmentsBackup().parent()).mountKey())) {
      preview.note(move.oldAttachments() + " is a mount of its own, where no hard links protect it: take a snapshot of its file system before");
      return;
    }
    Optional<Change> linked = LinkedCopy.of(view, move.host(), move.oldAttachments(), move.attachmentsBackup());
    if (linked.isPresent()) {
      preview.change(linked.get());
      preview.note("hard links protect the attachments from deletion, not from a write into them; the owner of both names is one");
    }
    preview.note("configuration, directory, database and a census are kept in the estate's snapshots/, an undo leaves them there");
  }
}
