package org.mailtrek.engine.change;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.OwnerRule;
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

  /** Hands over all, in groups of objects that had the same. */
  void groups(OwnerGroups.Taker taker) throws TrekException {
    try (InputStream in = side.open(NAME).orElseThrow()) {
      OwnerGroups.read(in, top, taker);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Writes the side file. */
  static final class Writer implements OwnerRule.Taker {

    private final OutputStream out;
    private final HostPath top;
    private Optional<OwnerRule.Found> last = Optional.empty();
    private byte[] folder = new byte[0];

    Writer(OutputStream out, HostPath top) {
      this.out = out;
      this.top = top;
    }

    @Override
    public void take(HostPath path, FileState state) throws TrekException {
      byte[] below = path.equals(top) ? new byte[0] : path.rebase(top, HostPath.ROOT).bytes();
      take(top, below.length == 0 ? below : Arrays.copyOfRange(below, 1, below.length), new OwnerRule.Found(state.kind(), state.uid(), state.gid(), state.mode(), state.links()));
    }

    @Override
    public void take(HostPath start, byte[] below, OwnerRule.Found found) throws TrekException {
      try {
        group(found);
        int name = below.length;
        while (name > 0 && below[name - 1] != '/') {
          name--;
        }
        if (below.length == 0) {
          write('.', below, 0, 0);
          return;
        }
        int end = Math.max(0, name - 1);
        if (!Arrays.equals(folder, 0, folder.length, below, 0, end)) {
          folder = Arrays.copyOf(below, end);
          write('/', below, 0, end);
        }
        write('n', below, name, below.length);
      } catch (IOException e) {
        throw TrekException.at("journal").found("the old owners can't be saved: " + e.getMessage()).because(e).next("check the estate's folder");
      }
    }

    private void group(OwnerRule.Found found) throws IOException {
      boolean same = last.isPresent() && last.get() == found || last.filter(each -> each.kind() == found.kind() && each.uid() == found.uid() && each.gid() == found.gid() && each.mode() == found.mode()).isPresent();
      if (!same) {
        last = Optional.of(found);
        byte[] text = (found.uid() + ":" + found.gid() + ":" + Integer.toOctalString(found.mode()) + ":" + found.kind()).getBytes(StandardCharsets.US_ASCII);
        write('=', text, 0, text.length);
      }
    }

    private void write(char mark, byte[] text, int from, int to) throws IOException {
      out.write(mark);
      out.write(text, from, to - from);
      out.write(0);
    }
  }
}
