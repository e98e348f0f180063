package org.mailtrek.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.zip.GZIPOutputStream;
import org.mailtrek.host.Disk;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * Writes a new file through the sole writer, packed as {@link Packed} says, in pieces of 64 kB. Durable when it is closed, but for the
 * file's name.
 */
final class DiskOutput extends OutputStream {

  private final byte[] small = new byte[Packed.PLAIN_AT_MOST];
  private final MessageDigest digest = Digests.sha256();
  private final Pieces pieces;
  private OutputStream packed;
  private int held;
  private boolean closed;

  DiskOutput(Disk disk, HostPath file) throws TrekException {
    disk.create(file);
    this.pieces = new Pieces(disk, file);
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (packed == null && held + length <= small.length) {
      System.arraycopy(bytes, offset, small, held, length);
      held += length;
      return;
    }
    if (packed == null) {
      OutputStream raw = new DigestOutputStream(pieces, digest);
      raw.write(Packed.COMPRESSED);
      packed = new GZIPOutputStream(raw, 1 << 13);
      packed.write(small, 0, held);
    }
    packed.write(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (packed == null) {
      OutputStream raw = new DigestOutputStream(pieces, digest);
      raw.write(Packed.PLAIN);
      raw.write(small, 0, held);
      raw.close();
    } else {
      packed.close();
    }
  }

  /** Returns the digest of the file's bytes; after {@link #close} only. */
  String digest() {
    return Digests.hex(digest);
  }

  /** The file itself, in pieces. */
  static final class Pieces extends OutputStream {
    private final byte[] piece = new byte[1 << 16];
    private final Disk disk;
    private final HostPath file;
    private int filled;

    Pieces(Disk disk, HostPath file) {
      this.disk = disk;
      this.file = file;
    }

    @Override
    public void write(int one) throws IOException {
      if (filled == piece.length) {
        flushPiece();
      }
      piece[filled++] = (byte) one;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int at = offset;
      while (at < offset + length) {
        if (filled == piece.length) {
          flushPiece();
        }
        int part = Math.min(piece.length - filled, offset + length - at);
        System.arraycopy(bytes, at, piece, filled, part);
        filled += part;
        at += part;
      }
    }

    private void flushPiece() throws IOException {
      if (filled > 0) {
        try {
          disk.append(file, piece, 0, filled);
        } catch (TrekException e) {
          throw new Refused(e);
        }
        filled = 0;
      }
    }

    @Override
    public void close() throws IOException {
      flushPiece();
      try {
        disk.fsync(file);
      } catch (TrekException e) {
        throw new Refused(e);
      }
    }
  }

  /** Carries the host's refusal through {@link OutputStream}. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient TrekException refusal;

    Refused(TrekException refusal) {
      super(refusal.getMessage(), refusal);
      this.refusal = refusal;
    }

    TrekException refusal() {
      return refusal;
    }
  }
}
