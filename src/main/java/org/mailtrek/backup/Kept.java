package org.mailtrek.backup;

import java.io.IOException;
import java.io.InputStream;
import org.mailtrek.engine.Backups;
import org.mailtrek.host.TrekException;

/** The files of one backup, to be read. */
public interface Kept {

  /** Returns its name, such as {@code run-3/backup}. */
  String name();

  /** Returns whether it holds a file. */
  boolean has(String path) throws TrekException;

  /**
   * Opens a file, after comparing it with the digest that was written down when the backup was made.
   *
   * @throws TrekException when it is gone or was changed
   */
  InputStream open(String path) throws TrekException;

  /**
   * Reads a small file whole.
   *
   * @throws TrekException when it is gone or was changed
   */
  default byte[] bytes(String path) throws TrekException {
    try (InputStream in = open(path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw JsonLines.unreadable(this, path, e);
    }
  }

  /** Returns the digest of a file (SHA-256, hexadecimal). */
  String digest(String path) throws TrekException;

  /** Returns a finished backup of an estate; it is looked for, and its list of files compared with the journal, when it is first read. */
  static Kept of(Backups backups, String name) {
    return new FinishedBackup(backups, name);
  }
}
