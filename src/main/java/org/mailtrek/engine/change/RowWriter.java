package org.mailtrek.engine.change;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.AttachmentRows;
import org.mailtrek.host.Disk;
import org.mailtrek.host.EarlySync;
import org.mailtrek.host.Host;
import org.mailtrek.host.NewFiles;
import org.mailtrek.host.Scratch;
import org.mailtrek.host.TrekException;

/** Writes rows into files under scratch names; several threads may write different attachments side by side. */
final class RowWriter {

  private static final int SLICE = 1 << 12;

  private final Disk disk;
  private final Scratch scratch;
  private final Extraction change;
  private final NewFiles.Mark mark;
  private final EarlySync early;

  RowWriter(Host on, Scratch scratch, Extraction change, EarlySync early) throws TrekException {
    this.early = early;
    this.disk = on.disk();
    this.scratch = scratch;
    this.change = change;
    this.mark =
        new NewFiles.Mark(change.owner().owner().uid(on.view().accounts()), change.owner().owner().gid(on.view().accounts()), change.owner().file(), change.modified());
  }

  /**
   * Writes a share of the attachments.
   *
   * @param items whose rows are asked for in one question
   * @param written takes those whose files are whole
   * @param left takes a sentence for each other one
   */
  void write(List<Extraction.Item> items, AttachmentRows rows, List<Extraction.Item> written, List<String> left) throws TrekException {
    try (NewFiles files = disk.files(mark)) {
      Share share = new Share(files, items, written, left);
      rows.contents(items.stream().map(Extraction.Item::id).toList(), share);
      share.end();
      for (Extraction.Item each : share.waiting()) {
        share.begin(each);
        share.end();
      }
    }
  }

  /** Digests in slices: the virtual machine finds out early then that the processor can do it. */
  private static MessageDigest digested(byte[] bytes) {
    MessageDigest digest = Sha256.start();
    for (int from = 0; from < bytes.length; from += SLICE) {
      digest.update(bytes, from, Math.min(SLICE, bytes.length - from));
    }
    return digest;
  }

  private final class Share implements AttachmentRows.Taker<AttachmentRows.Piece> {

    private final NewFiles files;
    private final Map<Long, Extraction.Item> waiting = new java.util.TreeMap<>();
    private final List<Extraction.Item> written;
    private final List<String> left;
    private Optional<Extraction.Item> current = Optional.empty();
    private boolean whole;
    private long size;
    private int tag;
    private int next;

    Share(NewFiles files, List<Extraction.Item> items, List<Extraction.Item> written, List<String> left) {
      this.files = files;
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
      files.begin(scratch.beside(item.file()));
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
        write(piece, piece.bytes().orElseThrow());
      }
    }

    /** Writes what came, if it is what the server read. */
    private void write(AttachmentRows.Piece piece, byte[] bytes) throws TrekException {
      if (!piece.digest().equals(Optional.of(Sha256.hex(digested(bytes))))) {
        throw TrekException.at(change.host() + ": attachment " + piece.id()).found("row " + piece.number() + " came otherwise than the database server read it").next("resume, which reads it once more");
      }
      size += bytes.length;
      if (bytes.length > 0) {
        files.write(bytes, 0, bytes.length);
      }
    }

    void end() throws TrekException {
      if (current.isEmpty()) {
        return;
      }
      Extraction.Item item = current.get();
      current = Optional.empty();
      if (whole && size == item.size()) {
        files.end();
        early.wrote(size);
        written.add(item);
      } else {
        files.abandon();
        left.add(change.host() + ": attachment " + item.id() + " was not written, since its rows are not what they were when it was planned");
      }
    }
  }
}
