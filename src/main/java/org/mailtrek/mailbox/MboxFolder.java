package org.mailtrek.mailbox;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.mailtrek.host.BlockStream;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * One mbox file. A message begins behind a line {@code From SENDER DATE} at the start of the file or after an empty line, and ends before the empty line
 * in front of the next one; a line {@code From} without a date divides nothing.
 */
final class MboxFolder implements MailFolder {

  private static final int LONGEST_HEADER = 1 << 16;

  private final FilesView files;
  private final HostPath file;
  private final FolderName name;

  MboxFolder(FilesView files, HostPath file, FolderName name) {
    this.files = files;
    this.file = file;
    this.name = name;
  }

  @Override
  public FolderName name() {
    return name;
  }

  @Override
  public OptionalLong uidValidity() {
    return OptionalLong.empty();
  }

  @Override
  public void messages(Taker taker) throws TrekException {
    try (BufferedInputStream in = new BufferedInputStream(files.read(file), 1 << 16)) {
      Splitting splitting = new Splitting(taker);
      ByteLine line = new ByteLine(LONGEST_HEADER);
      while (line.read(in)) {
        splitting.take(line);
      }
      splitting.end();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Finds where messages begin and end, and gathers what the mbox says of each. */
  private static final class Splitting {

    private final Taker taker;
    private long at;
    private long begin = -1;
    private boolean gap = true;
    private long gapLength;
    private MboxMarks marks = new MboxMarks("");

    private Splitting(Taker taker) {
      this.taker = taker;
    }

    private void take(ByteLine line) throws TrekException, IOException {
      if (gap && line.startsWith("From ") && (begin < 0 || MboxMarks.delivered(line.text()).isPresent())) {
        flush(at - gapLength);
        marks = new MboxMarks(line.text());
        begin = at + line.length();
      } else if (begin < 0) {
        throw new IOException("it does not begin with a line 'From ', so it is no mbox");
      } else {
        marks.take(line);
      }
      gap = line.blank();
      gapLength = gap ? line.length() : 0;
      at += line.length();
    }

    private void end() throws TrekException {
      flush(at - gapLength);
    }

    private void flush(long end) throws TrekException {
      if (begin >= 0) {
        long length = Math.max(0, end - begin);
        taker.take(new Message(begin + "+" + length, marks.uid(), length, marks.arrived(), marks.marks()));
      }
    }
  }

  @Override
  public InputStream open(Message message) throws TrekException {
    long begin = Long.parseLong(message.id().substring(0, message.id().indexOf('+')));
    InputStream in = files.read(file);
    try {
      in.skipNBytes(begin);
      return new Part(in, message.size());
    } catch (IOException e) {
      try (in) {
        throw unreadable(e);
      } catch (IOException closing) {
        throw unreadable(closing);
      }
    }
  }

  private TrekException unreadable(IOException e) {
    String what = e instanceof EOFException ? "is shorter than it was when it was looked through" : "can't be read: " + e.getMessage();
    return TrekException.at(files.name() + ":" + file).found(what).because(e).next("check the file; leave it out, or deliver into it only when it has been moved");
  }

  /** The next bytes of a stream, as many as a message has. */
  private static final class Part extends BlockStream {

    private final InputStream in;
    private long left;

    private Part(InputStream in, long left) {
      this.in = in;
      this.left = left;
    }

    @Override
    public int read(byte[] into, int start, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int got = in.read(into, start, (int) Math.min(length, left));
      if (got < 0) {
        throw new EOFException("it ends " + left + " bytes early");
      }
      left -= got;
      return got;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
