package org.mailtrek.mailbox;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * An append-only file of lines in UTF-8. What a killed process or a full disk left half of is no line: it is passed over, with all behind it, and cut off before the next one
 * is written. Nothing is durable before {@link #sync}, or a sync of its file system. For one thread.
 */
final class LineFile {

  private static final int LONGEST = 1 << 16;
  private static final int SHORT = 1 << 9;

  private final Disk disk;
  private final FilesView files;
  private final HostPath file;
  private long whole;

  LineFile(Disk disk, FilesView files, HostPath file) {
    this.disk = disk;
    this.files = files;
    this.file = file;
  }

  /** Takes lines as they are read. */
  interface Taker {

    /**
     * Takes one.
     *
     * @param place where it begins, for {@link #at}
     * @return whether it is one: reading ends with the first that is not
     */
    boolean take(String line, long place);
  }

  /**
   * Reads the lines from the first; a file that is not there has none.
   *
   * @throws TrekException when the file can't be read
   */
  void read(Taker taker) throws TrekException {
    whole = 0;
    if (files.stat(file).isPresent()) {
      try (BufferedInputStream in = new BufferedInputStream(files.read(file), LONGEST)) {
        ByteLine line = new ByteLine(LONGEST);
        while (line.read(in) && line.whole() && taker.take(text(line), whole)) {
          whole += line.length();
        }
      } catch (IOException e) {
        throw unreadable(e);
      }
    }
  }

  private static String text(ByteLine line) {
    return new String(line.text().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private TrekException unreadable(IOException e) {
    return TrekException.at(files.name() + ":" + file).found("can't be read: " + e.getMessage()).because(e).next("check the file and its file system");
  }

  /** Returns where the next line begins. */
  long end() {
    return whole;
  }

  /** Returns the line that begins at a place. */
  String at(long place) throws TrekException {
    try (InputStream in = files.read(file)) {
      in.skipNBytes(place);
      ByteLine line = new ByteLine(LONGEST);
      line.read(new BufferedInputStream(in, SHORT));
      return text(line);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Writes lines, each with its end; the file is made where there is none. */
  void append(String lines) throws TrekException {
    var there = files.stat(file);
    if (there.isEmpty()) {
      disk.create(file);
    } else if (there.get().size() > whole) {
      disk.truncate(file, whole);
    }
    byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
    disk.append(file, bytes, 0, bytes.length);
    whole += bytes.length;
  }

  /** Makes all that was written durable, and that the file is there, with the folders above it. */
  void syncWithFolders() throws TrekException {
    disk.syncAll(file.parent());
  }

  /** Makes all that was written durable. */
  void sync() throws TrekException {
    disk.fsync(file);
  }
}
