package org.mailtrek.engine.change;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.mailtrek.host.AttachmentRows;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Finds the files that hold just what the rows of their attachments hold, byte for byte: the database digests its rows where they lie, and each
 * file is read once, piece by piece as its rows are long. A name in {@code .gz} is unpacked. Rows with a gap, of two tags, or without a value
 * are like no file.
 */
public final class FilesLikeRows {

  private static final int BUFFER = 1 << 16;
  private static final int AHEAD = 50;

  private final HostView host;
  private final AttachmentRows rows;

  /** Prepares to compare files of a host with rows. */
  public FilesLikeRows(HostView host, AttachmentRows rows) {
    this.host = host;
    this.rows = rows;
  }

  /**
   * Compares.
   *
   * @param files regular files by the ids of their attachments
   * @return the ids of those that are the same; an attachment without rows is the same as an empty file
   * @throws TrekException when the database can't be asked or a file can't be read
   */
  public Set<Long> among(SortedMap<Long, HostPath> files) throws TrekException {
    Set<Long> same = new TreeSet<>();
    List<Long> ids = new ArrayList<>(files.keySet());
    for (int from = 0; from < ids.size(); from += AttachmentRows.MOST) {
      List<Long> asked = ids.subList(from, Math.min(ids.size(), from + AttachmentRows.MOST));
      Pass pass = new Pass(files, asked);
      try {
        rows.chunks(asked, true, pass);
        same.addAll(pass.ended());
      } finally {
        pass.close();
      }
      for (Long id : asked) {
        if (!pass.met.contains(id) && empty(files.get(id))) {
          same.add(id);
        }
      }
    }
    return same;
  }

  private boolean empty(HostPath file) throws TrekException {
    Optional<InputStream> in = open(file);
    if (in.isEmpty()) {
      return false;
    }
    try (InputStream open = in.get()) {
      return open.read() < 0;
    } catch (EOFException | ZipException damaged) {
      return false;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Opens a file; empty where it is no gzip stream though its name says so. */
  private Optional<InputStream> open(HostPath file) throws TrekException {
    InputStream in = host.read(file);
    if (!file.name().endsWith(".gz")) {
      return Optional.of(in);
    }
    try {
      return Optional.of(new GZIPInputStream(in, BUFFER));
    } catch (EOFException | ZipException damaged) {
      shut(in, file);
      return Optional.empty();
    } catch (IOException e) {
      shut(in, file);
      throw unreadable(file, e);
    }
  }

  private void shut(InputStream in, HostPath file) throws TrekException {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private TrekException unreadable(HostPath file, IOException e) {
    return TrekException.at(host.name() + ":" + file).found("can't be read: " + e.getMessage()).because(e).next("check the file and its file system");
  }

  /** Goes along the rows, with the file of the attachment at hand open. */
  private final class Pass implements AttachmentRows.Taker<AttachmentRows.Chunk> {

    private final Map<Long, HostPath> files;
    private final List<Long> order;
    private final Set<Long> met = new TreeSet<>();
    private final Set<Long> same = new TreeSet<>();
    private final byte[] buffer = new byte[BUFFER];
    private Optional<InputStream> file = Optional.empty();
    private long id = -1;
    private int tag;
    private int next;

    Pass(Map<Long, HostPath> files, List<Long> order) {
      this.files = files;
      this.order = order;
    }

    /** Has the next files asked for at once, where they lie far away. */
    private void ahead() throws TrekException {
      if (met.size() % AHEAD == 0) {
        int at = Collections.binarySearch(order, id);
        host.ahead(order.subList(at, Math.min(order.size(), at + AHEAD)).stream().map(files::get).toList());
      }
    }

    @Override
    public void take(AttachmentRows.Chunk chunk) throws TrekException {
      if (chunk.id() != id) {
        end();
        id = chunk.id();
        ahead();
        met.add(id);
        tag = chunk.tag();
        next = 0;
        file = open(files.get(id));
      }
      boolean whole = chunk.tag() == tag && chunk.number() == next && chunk.digest().isPresent();
      if (file.isPresent() && !(whole && digest(chunk.length().getAsLong()).filter(chunk.digest().get()::equals).isPresent())) {
        close();
      }
      next++;
    }

    /** Digests as many bytes of the file; empty when it has not so many. */
    private Optional<String> digest(long length) throws TrekException {
      MessageDigest digest = Sha256.start();
      try {
        for (long left = length; left > 0; ) {
          int count = file.orElseThrow().read(buffer, 0, (int) Math.min(left, buffer.length));
          if (count < 0) {
            return Optional.empty();
          }
          digest.update(buffer, 0, count);
          left -= count;
        }
      } catch (EOFException | ZipException damaged) {
        return Optional.empty();
      } catch (IOException e) {
        throw unreadable(files.get(id), e);
      }
      return Optional.of(Sha256.hex(digest));
    }

    private void end() throws TrekException {
      if (file.isPresent()) {
        try {
          if (file.get().read() < 0) {
            same.add(id);
          }
        } catch (EOFException | ZipException damaged) {
          same.remove(id);
        } catch (IOException e) {
          throw unreadable(files.get(id), e);
        }
        close();
      }
    }

    private void close() throws TrekException {
      if (file.isPresent()) {
        InputStream open = file.get();
        file = Optional.empty();
        shut(open, files.get(id));
      }
    }

    private Set<Long> ended() throws TrekException {
      end();
      return same;
    }
  }
}
