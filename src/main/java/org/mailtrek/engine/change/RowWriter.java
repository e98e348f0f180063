package org.mailtrek.engine.change;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.AttachmentRows;
import org.mailtrek.host.Disk;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Scratch;
import org.mailtrek.host.TrekException;

/** Writes rows into files under scratch names; several threads may write different attachments side by side. */
final class RowWriter {

  private final Disk disk;
  private final Scratch scratch;
  private final Extraction change;
  private final int uid;
  private final int gid;

  RowWriter(Host on, Scratch scratch, Extraction change) throws TrekException {
    this.disk = on.disk();
    this.scratch = scratch;
    this.change = change;
    this.uid = change.owner().owner().uid(on.view().accounts());
    this.gid = change.owner().owner().gid(on.view().accounts());
  }

  /**
   * Writes a share of the attachments.
   *
   * @param items whose rows are asked for in one question
   * @param written takes those whose files are whole
   * @param left takes a sentence for each other one
   */
  void write(List<Extraction.Item> items, AttachmentRows rows, List<Extraction.Item> written, List<String> left) throws TrekException {
    Share share = new Share(items, written, left);
    rows.contents(items.stream().map(Extraction.Item::id).toList(), share);
    share.end();
    for (Extraction.Item each : share.waiting()) {
      share.begin(each);
      share.end();
    }
  }

  private final class Share implements AttachmentRows.Taker<AttachmentRows.Piece> {

    private final Map<Long, Extraction.Item> waiting = new HashMap<>();
    private final List<Extraction.Item> written;
    private final List<String> left;
    private Optional<Extraction.Item> current = Optional.empty();
    private boolean whole;
    private long size;
    private int tag;
    private int next;

    Share(List<Extraction.Item> items, List<Extraction.Item> written, List<String> left) {
      items.forEach(each -> waiting.put(each.id(), each));
      this.written = written;
      this.left = left;
    }

    /** Returns those of which no row has come. */
    List<Extraction.Item> waiting() {
      return new ArrayList<>(waiting.values());
    }

    void begin(Extraction.Item item) throws TrekException {
      waiting.remove(item.id());
      current = Optional.of(item);
      whole = true;
      size = 0;
      next = 0;
      disk.create(scratch.beside(item.file()));
    }

    @Override
    public void take(AttachmentRows.Piece piece) throws TrekException {
      if (current.map(item -> item.id() != piece.id()).orElse(true)) {
        end();
        begin(waiting.get(piece.id()));
        tag = piece.tag();
      }
      whole &= piece.tag() == tag && piece.number() == next && piece.bytes().isPresent();
      next++;
      if (whole) {
        byte[] bytes = piece.bytes().orElseThrow();
        size += bytes.length;
        if (bytes.length > 0) {
          disk.append(scratch.beside(current.orElseThrow().file()), bytes, 0, bytes.length);
        }
      }
    }

    void end() throws TrekException {
      if (current.isEmpty()) {
        return;
      }
      Extraction.Item item = current.get();
      current = Optional.empty();
      HostPath half = scratch.beside(item.file());
      if (!whole || size != item.size()) {
        disk.delete(half);
        left.add(change.host() + ": attachment " + item.id() + " was not written, since its rows are not what they were when it was planned");
        return;
      }
      disk.chown(half, uid, gid);
      disk.chmod(half, change.owner().file());
      Optional<Instant> time = change.modified();
      if (time.isPresent()) {
        disk.touch(half, time.get());
      }
      written.add(item);
    }
  }
}
