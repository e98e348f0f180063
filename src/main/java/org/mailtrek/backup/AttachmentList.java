package org.mailtrek.backup;

import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.mailtrek.engine.Keep;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.engine.change.Sha256;
import org.mailtrek.host.FileState;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.JsonText;
import org.mailtrek.host.TrekException;

/**
 * The list of a backup's attachments: size, owner, mode and time of each, and the digest of its content where that was read. What a later write into a file,
 * or a change of owner, did to second names shows against it. Read and written in constant memory.
 */
final class AttachmentList {

  private static final int SHOWN = 20;

  private final String host;

  AttachmentList(String host) {
    this.host = host;
  }

  /** A line of it; {@code path} is below the attachments' folder, and begins with a slash. */
  record Line(HostPath path, FileState.Kind kind, Owner owner, int mode, long size, Instant modified, Optional<String> digest) {}

  /** Takes lines. */
  @FunctionalInterface
  interface Taker {
    void take(Line line) throws TrekException;
  }

  String name() {
    return host + "/attachments.jsonl.gz";
  }

  /** Writes the list of what lies in a folder: as the host's own tools tell it, elsewhere object by object. */
  void keep(HostView on, HostPath folder, boolean digests, Keep keep) throws TrekException {
    Optional<FileState> top = on.stat(folder);
    keep.packed(name(), out -> {
      if (top.isEmpty()) {
        return;
      }
      BufferedOutputStream lines = new BufferedOutputStream(out, 1 << 16);
      Written listed = (facts, below) -> lines.write(line(below, facts, digest(on, folder, below, facts, digests)).getBytes(StandardCharsets.UTF_8));
      listed.take(FilesView.Facts.of(top.get()), HostPath.ROOT);
      boolean told = top.get().kind() == FileState.Kind.FOLDER && on.tree(folder, (facts, bytes, from, to) -> taken(listed, facts, HostPath.ROOT.resolve(Arrays.copyOfRange(bytes, from, to))));
      if (!told && top.get().kind() == FileState.Kind.FOLDER) {
        walk(on, folder, folder, listed);
      }
      lines.flush();
    });
  }

  /** Takes an object, and may fail to write it down. */
  @FunctionalInterface
  private interface Written {
    void take(FilesView.Facts facts, HostPath below) throws TrekException, IOException;
  }

  private void taken(Written listed, FilesView.Facts facts, HostPath below) throws TrekException {
    try {
      listed.take(facts, below);
    } catch (IOException e) {
      if (e.getCause() instanceof TrekException refused) {
        throw refused;
      }
      throw TrekException.at(name()).found("can't be kept: " + e.getMessage()).because(e).next("make room, then resume or undo");
    }
  }

  private static void walk(HostView on, HostPath top, HostPath folder, Written listed) throws TrekException, IOException {
    for (HostPath each : on.list(folder)) {
      Optional<FileState> found = on.stat(each);
      if (found.isPresent()) {
        listed.take(FilesView.Facts.of(found.get()), each.rebase(top, HostPath.ROOT));
        if (found.get().kind() == FileState.Kind.FOLDER) {
          walk(on, top, each, listed);
        }
      }
    }
  }

  private static Optional<String> digest(HostView on, HostPath folder, HostPath below, FilesView.Facts facts, boolean digests) throws TrekException {
    return digests && facts.kind() == FileState.Kind.FILE ? Optional.of(Sha256.of(on, below.rebase(HostPath.ROOT, folder))) : Optional.empty();
  }

  /** There may be millions of them: nothing but the path needs more than to be strung together. */
  private static String line(HostPath below, FilesView.Facts facts, Optional<String> digest) {
    StringBuilder line = new StringBuilder(200);
    line.append("{ \"path\":").append(new JSONString(below.toString()).toSingleLineString());
    line.append(", \"type\":\"").append(facts.kind().name());
    line.append("\", \"uid\":").append(facts.uid());
    line.append(", \"gid\":").append(facts.gid());
    line.append(", \"mode\":\"").append(Integer.toOctalString(facts.mode()));
    line.append("\", \"bytes\":").append(facts.size());
    line.append(", \"modified\":\"").append(facts.modified()).append('"');
    digest.ifPresent(each -> line.append(", \"sha256\":\"").append(each).append('"'));
    return line.append(" }\n").toString();
  }

  /** Hands every line over, each folder before what it holds; nothing where the backup has no list. */
  void read(Kept kept, Taker taker) throws TrekException {
    if (!kept.has(name())) {
      return;
    }
    try (BufferedReader in = new BufferedReader(new InputStreamReader(new GZIPInputStream(kept.open(name())), StandardCharsets.UTF_8))) {
      for (String text = in.readLine(); text != null; text = in.readLine()) {
        JSONObject line = JsonText.object(text);
        taker.take(new Line(
            HostPath.parse(line.getFieldAsString("path")),
            FileState.Kind.valueOf(line.getFieldAsString("type")),
            Owner.of(line.getFieldAsInteger("uid"), line.getFieldAsInteger("gid")),
            Integer.parseInt(line.getFieldAsString("mode"), 8),
            line.getFieldAsLong("bytes"),
            Instant.parse(line.getFieldAsString("modified")),
            Optional.ofNullable(line.getFieldAsString("sha256"))));
      }
    } catch (IOException | JSONException e) {
      throw JsonLines.unreadable(kept, name(), e);
    }
  }

  /** Returns the one owner of all files; empty where they had several, or there is no list. */
  Optional<Owner> owner(Kept kept) throws TrekException {
    List<Owner> owners = new ArrayList<>();
    read(kept, line -> {
      if (line.kind() == FileState.Kind.FILE && owners.size() < 2 && !owners.contains(line.owner())) {
        owners.add(line.owner());
      }
    });
    return owners.size() == 1 ? Optional.of(owners.get(0)) : Optional.empty();
  }

  /**
   * Compares a copy with the list.
   *
   * @param wrong takes a sentence for each of the first differences, and their count when there are more
   * @param noted takes what a restore will put right by itself
   */
  void compare(HostView on, HostPath copy, Kept kept, List<String> wrong, List<String> noted) throws TrekException {
    long[] counts = new long[2];
    read(kept, line -> {
      HostPath path = line.path().rebase(HostPath.ROOT, copy);
      Optional<FileState> found = on.stat(path);
      Optional<String> difference = found.isEmpty() ? Optional.of("is gone") : difference(on, path, found.get(), line);
      if (difference.isPresent() && ++counts[0] <= SHOWN) {
        wrong.add(kept.name() + ": " + host + ":" + path + ": " + difference.get());
      }
      counts[1] += found.isPresent() && !line.owner().equals(Owner.of(found.get().uid(), found.get().gid())) ? 1 : 0;
    });
    if (counts[0] > SHOWN) {
      wrong.add(kept.name() + ": " + host + ":" + copy + ": " + (counts[0] - SHOWN) + " more differ");
    }
    if (counts[1] > 0) {
      noted.add(kept.name() + ": " + host + ":" + copy + ": " + counts[1] + " objects have another owner than when the backup was made; what is restored gets the one of then");
    }
  }

  private static Optional<String> difference(HostView on, HostPath path, FileState state, Line line) throws TrekException {
    if (state.kind() != line.kind()) {
      return Optional.of("is a " + state.kind().name().toLowerCase(java.util.Locale.ROOT) + " now");
    }
    if (line.kind() != FileState.Kind.FILE) {
      return Optional.empty();
    }
    boolean same = line.digest().isEmpty() ? state.size() == line.size() && state.modified().equals(line.modified()) : state.size() == line.size() && line.digest().get().equals(Sha256.of(on, path));
    return same ? Optional.empty() : Optional.of("was written to since; a hard link does not protect from that");
  }
}
