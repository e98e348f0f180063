package org.mailtrek.engine.change;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.mailtrek.host.Digests;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Digests as journals, plans and backups hold them: SHA-256, hexadecimal. */
public final class Sha256 {

  private Sha256() {}

  /** Begins a digest. */
  public static MessageDigest start() {
    return Digests.start();
  }

  /** Ends a digest. */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  static String of(byte[] bytes) {
    return HexFormat.of().formatHex(start().digest(bytes));
  }

  /**
   * Returns the digest of a file of a host.
   *
   * @throws TrekException when it can't be read
   */
  public static String of(HostView host, HostPath file) throws TrekException {
    try (InputStream in = host.read(file)) {
      MessageDigest digest = start();
      byte[] buffer = new byte[1 << 16];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
      return hex(digest);
    } catch (IOException e) {
      throw TrekException.at(host.name() + ":" + file).found("can't be read: " + e.getMessage()).because(e).next("check the file and its file system");
    }
  }
}
