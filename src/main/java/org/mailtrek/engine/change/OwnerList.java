package org.mailtrek.engine.change;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * The side file of old owners and modes. Records end in NUL: {@code =UID:GID:MODE:KIND} opens a group, {@code /FOLDER} a folder below the top, and
 * {@code nNAME} names an object of both; {@code .} is the top itself.
 */
final class OwnerList {

  static final String NAME = "owners";

  private final Side side;
  private final HostPath top;

  private OwnerList(Side side, HostPath top) {
    this.side = side;
    this.top = top;
  }

  /** What an object had. */
  record Item(HostPath path, FileState.Kind kind, int uid, int gid, int mode) {}

  /** Takes what objects had. */
  interface Taker {
    void take(Item item) throws TrekException;
  }

  static Optional<OwnerList> open(Side side, HostPath top) throws TrekException {
    Optional<InputStream> in = side.open(NAME);
    if (in.isEmpty()) {
      return Optional.empty();
    }
    close(in.get());
    return Optional.of(new OwnerList(side, top));
  }

  private static void close(InputStream in) throws TrekException {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static TrekException unreadable(IOException e) {
    return TrekException.at("journal").found("the old owners can't be read: " + e.getMessage()).because(e).next("journal verify");
  }

  void each(Taker taker) throws TrekException {
    try (InputStream in = new BufferedInputStream(side.open(NAME).orElseThrow(), 1 << 16)) {
      String[] group = {};
      HostPath folder = top;
      for (Optional<byte[]> record = next(in); record.isPresent(); record = next(in)) {
        byte[] bytes = record.get();
        byte[] rest = java.util.Arrays.copyOfRange(bytes, 1, bytes.length);
        switch (bytes[0]) {
          case '=' -> group = new String(rest, StandardCharsets.US_ASCII).split(":");
          case '/' -> folder = rest.length == 0 ? top : top.resolve(rest);
          case 'n' -> taker.take(item(group, folder.resolve(rest)));
          default -> taker.take(item(group, top));
        }
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static Item item(String[] group, HostPath path) {
    return new Item(path, FileState.Kind.valueOf(group[3]), Integer.parseInt(group[0]), Integer.parseInt(group[1]), Integer.parseInt(group[2], 8));
  }

  private static Optional<byte[]> next(InputStream in) throws IOException {
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    for (int next = in.read(); next > 0; next = in.read()) {
      record.write(next);
    }
    return record.size() == 0 ? Optional.empty() : Optional.of(record.toByteArray());
  }

  /** Writes the side file. */
  static final class Writer implements Tree.Visitor {

    private final OutputStream out;
    private final HostPath top;
    private String group = "";
    private HostPath folder;

    Writer(OutputStream out, HostPath top) {
      this.out = out;
      this.top = top;
      this.folder = top;
    }

    @Override
    public void visit(HostPath path, FileState state) throws TrekException {
      try {
        String now = "=" + state.uid() + ":" + state.gid() + ":" + Integer.toOctalString(state.mode()) + ":" + state.kind();
        if (!now.equals(group)) {
          group = now;
          write(now.getBytes(StandardCharsets.US_ASCII), new byte[0]);
        }
        if (path.equals(top)) {
          write(new byte[] {'.'}, new byte[0]);
          return;
        }
        if (!path.parent().equals(folder)) {
          folder = path.parent();
          byte[] below = folder.rebase(top, HostPath.ROOT).bytes();
          write(new byte[] {'/'}, java.util.Arrays.copyOfRange(below, 1, below.length));
        }
        write(new byte[] {'n'}, path.nameBytes());
      } catch (IOException e) {
        throw TrekException.at("journal").found("the old owners can't be saved: " + e.getMessage()).because(e).next("check the estate's folder");
      }
    }

    private void write(byte[] mark, byte[] rest) throws IOException {
      out.write(mark);
      out.write(rest);
      out.write(0);
    }
  }
}
