package org.mailtrek.command;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.mailtrek.host.Digests;
import org.mailtrek.host.TrekException;

/** SHA-256 sums, in hexadecimal. */
final class Sums {

  private static final int BLOCK = 1 << 16;

  private Sums() {}

  static String of(byte[] bytes) {
    return Digests.sha256(bytes);
  }

  /** Returns the sum of a stream, which is closed. */
  static String of(InputStream stream, Object where) throws TrekException {
    MessageDigest sha = Digests.start();
    byte[] block = new byte[BLOCK];
    try (stream) {
      for (int read = stream.read(block); read >= 0; read = stream.read(block)) {
        sha.update(block, 0, read);
      }
    } catch (IOException e) {
      throw TrekException.at(where).found("can't be read: " + e.getMessage()).because(e).next("check the file and its file system");
    }
    return HexFormat.of().formatHex(sha.digest());
  }
}
