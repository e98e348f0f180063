package org.mailtrek.engine.change;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** The side file of a file's old content: its time of the last write in the first line, then the content. */
final class FilePreImage {

  private static final String NAME = "before";

  private FilePreImage() {}

  static void keep(HostView host, HostPath path, Side side) throws TrekException {
    keep(host, path, side, NAME);
  }

  static void keep(HostView host, HostPath path, Side side, String name) throws TrekException {
    FileState state = host.stat(path).orElseThrow(() -> gone(host, path));
    side.save(
        name,
        out -> {
          out.write((state.modified() + "\n").getBytes(StandardCharsets.US_ASCII));
          try (InputStream in = host.read(path)) {
            in.transferTo(out);
          }
        });
  }

  private static TrekException gone(HostView host, HostPath path) {
    return TrekException.at(host.name() + ":" + path).kind(TrekException.Kind.REFUSED).found("it is gone").next("plan again");
  }

  static Optional<Instant> modified(Side side) throws TrekException {
    return modified(side, NAME);
  }

  /** Returns the time in the first line of a side file. */
  static Optional<Instant> modified(Side side, String name) throws TrekException {
    try (InputStream in = opened(side, name)) {
      return Optional.of(firstLine(in));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  static InputStream content(Side side) throws TrekException {
    try {
      InputStream in = opened(side, NAME);
      firstLine(in);
      return in;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Returns the whole content of a small side file. */
  static Bytes whole(Side side, String name) throws TrekException {
    try (InputStream in = opened(side, name)) {
      firstLine(in);
      return Bytes.of(in.readAllBytes());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static InputStream opened(Side side, String name) throws TrekException {
    return side.open(name).orElseThrow(() -> unreadable(new IOException("there is none")));
  }

  private static Instant firstLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("it ends in its first line");
      }
      line.write(next);
    }
    return Instant.parse(line.toString(StandardCharsets.US_ASCII));
  }

  private static TrekException unreadable(IOException e) {
    return TrekException.at("journal").found("the old content of a file can't be read: " + e.getMessage()).because(e).next("journal verify");
  }
}
