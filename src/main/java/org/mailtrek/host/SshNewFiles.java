package org.mailtrek.host;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Sends new files packed together, and the machine's own tools unpack them and compare their digests: some round trips for hundreds of files. What is larger
 * than a pack follows piece by piece.
 */
final class SshNewFiles implements NewFiles {

  /** How much goes in one round trip, in bytes. */
  private static final int PACK = 1 << 21;

  private final SshDisk disk;
  private final Mark mark;
  private final TarBytes pack;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private final ByteArrayOutputStream digests = new ByteArrayOutputStream();
  private final MessageDigest digest = Digests.start();
  private HostPath file = HostPath.ROOT;
  private boolean sent;

  SshNewFiles(SshDisk disk, Mark mark) {
    this.disk = disk;
    this.mark = mark;
    this.pack = new TarBytes(mark);
  }

  @Override
  public void folder(HostPath folder) {
    pack.folder(folder);
  }

  @Override
  public void begin(HostPath next) {
    file = next;
    sent = false;
    content.reset();
    digest.reset();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws TrekException {
    digest.update(bytes, offset, length);
    content.write(bytes, offset, length);
    if (content.size() >= PACK) {
      send();
    }
  }

  private void send() throws TrekException {
    byte[] piece = content.toByteArray();
    content.reset();
    if (sent) {
      disk.appendAtOnce(file, piece);
    } else {
      pack.file(file, piece, piece.length);
      flush();
      sent = true;
    }
  }

  private void flush() throws TrekException {
    if (pack.size() > 0) {
      disk.unpack(file, pack.take());
    }
  }

  @Override
  public void end() throws TrekException {
    if (sent) {
      if (content.size() > 0) {
        send();
      }
      if (mark.modified().isPresent()) {
        disk.touch(file, mark.modified().get());
      }
    } else {
      pack.file(file, content.toByteArray(), content.size());
      if (pack.size() >= PACK) {
        flush();
      }
    }
    digests.writeBytes(line(HexFormat.of().formatHex(digest.digest())));
  }

  /** Returns a line for sha256sum(1), which has its own way to write names with line breaks. */
  private byte[] line(String hex) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    byte[] name = file.bytes();
    boolean escaped = false;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    for (byte each : name) {
      escaped |= each == '\n' || each == '\\';
      if (each == '\n') {
        written.writeBytes(new byte[] {'\\', 'n'});
      } else if (each == '\\') {
        written.writeBytes(new byte[] {'\\', '\\'});
      } else {
        written.write(each);
      }
    }
    line.writeBytes(((escaped ? "\\" : "") + hex + "  ").getBytes(StandardCharsets.US_ASCII));
    line.writeBytes(written.toByteArray());
    line.write('\n');
    return line.toByteArray();
  }

  @Override
  public void abandon() throws TrekException {
    content.reset();
    if (sent) {
      disk.delete(file);
    }
  }

  @Override
  public void close() throws TrekException {
    flush();
    if (digests.size() > 0) {
      disk.compare(file, digests.toByteArray());
      digests.reset();
    }
  }
}
