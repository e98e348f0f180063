package org.mailtrek.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.NewFiles;
import org.mailtrek.host.TrekException;

/** Messages that wait for their names, as files {@code mailtrek.KEY} of a folder where no reader looks. For one thread. */
final class StagedFiles {

  private static final int PIECE = 1 << 16;
  private static final String PREFIX = "mailtrek.";

  private final Disk disk;
  private final FilesView files;
  private final HostPath folder;
  private final byte[] buffer = new byte[PIECE];
  private final MessageDigest digest = Sha.begin();

  StagedFiles(Disk disk, FilesView files, HostPath folder) {
    this.disk = disk;
    this.files = files;
    this.folder = folder;
  }

  /** Takes away what was never published. */
  void clear() throws TrekException {
    for (HostPath each : files.list(folder)) {
      if (each.name().startsWith(PREFIX)) {
        disk.delete(each);
      }
    }
  }

  HostPath file(long key) {
    return folder.resolve(PREFIX + Long.toHexString(key));
  }

  /** Writes a message; nothing is left of one that can't be read to its end. */
  Placed stage(long key, Message message, InputStream content, TargetOwner owner) throws IOException, TrekException {
    digest.reset();
    long size = 0;
    try (NewFiles making = disk.files(owner.mark(message.arrived()))) {
      making.begin(file(key));
      boolean whole = false;
      try {
        for (int got = content.readNBytes(buffer, 0, PIECE); got > 0; got = got < PIECE ? 0 : content.readNBytes(buffer, 0, PIECE)) {
          digest.update(buffer, 0, got);
          making.write(buffer, 0, got);
          size += got;
        }
        whole = true;
      } finally {
        if (!whole) {
          making.abandon();
        }
      }
      making.end();
    }
    return new Placed(key, message.uid().orElse(0), message.arrived().getEpochSecond(), size, Sha.text(digest), message.marks());
  }
}
