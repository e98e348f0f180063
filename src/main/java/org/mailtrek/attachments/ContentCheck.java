package org.mailtrek.attachments;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.mailtrek.engine.change.FilesLikeRows;
import org.mailtrek.host.AttachmentRows;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Reads files to their end, some hundred at a time: those whose rows are still in the database are compared with them, compressed ones are unpacked. */
final class ContentCheck {

  private final HostView host;
  private final AttachmentRows rows;
  private final Names damaged;
  private final SortedMap<Long, HostPath> waiting = new TreeMap<>();

  ContentCheck(HostView host, AttachmentRows rows, Names damaged) {
    this.host = host;
    this.rows = rows;
    this.damaged = damaged;
  }

  void add(long id, HostPath file) throws TrekException {
    waiting.put(id, file);
    if (waiting.size() == AttachmentRows.MOST) {
      flush();
    }
  }

  /** Reads those that wait. */
  void flush() throws TrekException {
    Set<Long> held = new HashSet<>();
    rows.chunks(new ArrayList<>(waiting.keySet()), false, chunk -> held.add(chunk.id()));
    SortedMap<Long, HostPath> compared = new TreeMap<>(waiting);
    compared.keySet().retainAll(held);
    Set<Long> same = new FilesLikeRows(host, rows).among(compared);
    for (Map.Entry<Long, HostPath> each : waiting.entrySet()) {
      if (!held.contains(each.getKey())) {
        read(each.getValue());
      } else if (!same.contains(each.getKey())) {
        damaged.add(each.getValue() + ": is not what the database holds");
      }
    }
    waiting.clear();
  }

  private void read(HostPath file) throws TrekException {
    try (InputStream in = host.read(file)) {
      if (file.name().endsWith(".gz")) {
        try (GZIPInputStream unpacked = new GZIPInputStream(in, 1 << 16)) {
          unpacked.transferTo(OutputStream.nullOutputStream());
        }
      } else {
        in.transferTo(OutputStream.nullOutputStream());
      }
    } catch (EOFException | ZipException e) {
      damaged.add(file + ": can't be unpacked, it ends early or is damaged");
    } catch (IOException e) {
      damaged.add(file + ": can't be read: " + e.getMessage());
    }
  }
}
