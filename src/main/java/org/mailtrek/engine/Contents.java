package org.mailtrek.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** The contents that plans refer to, by digest, below {@code plans/content/}. */
final class Contents {

  private final Home home;

  Contents(Home home) {
    this.home = home;
  }

  /** Keeps content, durably, and returns its digest. */
  String keep(byte[] bytes) throws TrekException {
    String digest = Digests.hex(bytes);
    if (home.view().stat(file(digest)).isEmpty()) {
      home.write(file(digest), Packed.pack(bytes));
    }
    return digest;
  }

  /** Returns whether there is content of this digest. */
  boolean has(String digest) throws TrekException {
    return home.view().stat(file(digest)).isPresent();
  }

  /**
   * Opens content.
   *
   * @throws TrekException when it is not there or is not what its name says
   */
  InputStream open(String digest) throws TrekException {
    if (!digest.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a digest: " + digest);
    }
    try (InputStream in = home.view().read(file(digest))) {
      byte[] bytes = Packed.unpack(in).readAllBytes();
      if (!Digests.hex(bytes).equals(digest)) {
        throw TrekException.at(file(digest)).found("is not what its name says: the file was changed").next("plan again");
      }
      return new ByteArrayInputStream(bytes);
    } catch (IOException e) {
      throw TrekException.at(file(digest)).found("can't be read: " + e.getMessage()).because(e).next("plan again");
    }
  }

  private HostPath file(String digest) {
    return home.plans().resolve("content").resolve(digest);
  }
}
