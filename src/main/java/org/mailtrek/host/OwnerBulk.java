package org.mailtrek.host;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sets owners and modes of many objects with the machine's own tools: {@link OwnerScript}, and where there is no Perl {@code chown --from} and
 * {@code chmod}, which change what is still as it was seen; {@code find} tells what is not as it should be. No link is followed. Names travel as bytes on standard input.
 */
final class OwnerBulk {

  /**
   * Words: what to change from (or nothing), owner to give, its user, its group, mode to give (or nothing), old mode, the same without special bits, what
   * find shall find before. A dot is printed for each object that was as it was seen, and is told to the last tool: if that says that all went well,
   * it has been changed, and need not be looked at again.
   */
  private static final String SET =
      """
      from=$1 owner=$2 uid=$3 gid=$4 new=$5 old=$6 cleared=$7 was=$8; shift 8
      code=0 told=
      [ -n "$new" ] || told='-printf .'
      [ -z "$from" ] || find "$@" -maxdepth 0 $was -uid "${from%:*}" -gid "${from#*:}" $told -exec chown --no-dereference --from="$from" "$owner" -- {} + || code=1
      [ -z "$new" ] || find "$@" -maxdepth 0 ! -type l -uid "$uid" -gid "$gid" \\( -perm "$old" -o -perm "$cleared" \\) -printf . -exec chmod "$new" {} + || code=1
      exit $code
      """;

  /** Words: what find shall find. Only one at a time writes names, so that none is cut by another. */
  private static final String UNLIKE =
      """
      like=$1; shift
      find "$@" -maxdepth 0 ! \\( $like \\) -print0 && exit
      for each do [ -e "$each" ] || [ -L "$each" ] || printf '%s\\0' "$each"; done
      """;

  /** How many bytes of names are given at once: one request to a remote machine, from which programs side by side take a share each. */
  private static final int PIECE = 1 << 22;

  private final String host;
  private final Runs by;

  /** Runs a program of the machine that reads names, as {@link Programs#run(byte[], List)} does. */
  interface Runs {
    Programs.Ended run(byte[] names, List<String> command) throws TrekException;
  }

  /** Works on a host by way of whoever may read it, or write to it. */
  OwnerBulk(String host, Runs by) {
    this.host = host;
    this.by = by;
  }

  /** Changes a batch and returns what is not as it should be now. */
  List<HostPath> own(OwnerBatch batch) throws TrekException {
    List<HostPath> left = new ArrayList<>();
    for (byte[] piece : pieces(batch.names())) {
      Optional<List<HostPath>> told = OwnerScript.left(by.run(piece, OwnerScript.line(batch)));
      left.addAll(told.isPresent() ? told.get() : ownByTools(batch, piece));
    }
    return left;
  }

  /** As the script does, where there is none; and where it ended too early, what it has done is found to be so. */
  private List<HostPath> ownByTools(OwnerBatch batch, byte[] piece) throws TrekException {
    Programs.Ended ended = by.run(piece, side(2, SET, words(batch)));
    return ended.ok() && ended.out().length == count(piece) ? List.of() : unlike(batch, piece);
  }

  private static int count(byte[] names) {
    int count = 0;
    for (byte each : names) {
      count += each == 0 ? 1 : 0;
    }
    return count;
  }

  /** Returns what of a batch is not as the batch gives it. */
  List<HostPath> unlike(OwnerBatch batch) throws TrekException {
    List<HostPath> found = new ArrayList<>();
    for (byte[] piece : pieces(batch.names())) {
      found.addAll(unlike(batch, piece));
    }
    return found;
  }

  private List<HostPath> unlike(OwnerBatch batch, byte[] piece) throws TrekException {
    Programs.Ended ended = by.run(piece, side(1, UNLIKE, List.of(like(batch))));
    return OwnerBatch.paths(ended.ok() ? ended.out() : piece);
  }

  private static List<byte[]> pieces(byte[] names) {
    List<byte[]> pieces = new ArrayList<>();
    ByteArrayOutputStream piece = new ByteArrayOutputStream();
    int start = 0;
    for (int at = 0; at < names.length; at++) {
      if (names[at] == 0 && (at + 1 - start >= PIECE || at + 1 == names.length)) {
        piece.write(names, start, at + 1 - start);
        pieces.add(piece.toByteArray());
        piece.reset();
        start = at + 1;
      }
    }
    return pieces;
  }

  private static List<String> side(int bySide, String script, List<String> words) {
    List<String> line = new ArrayList<>(List.of("xargs", "-0", "-r", "-s", "500000", "-P", Integer.toString(bySide), "sh", "-c", script, "sh"));
    line.addAll(words);
    return line;
  }

  private static List<String> words(OwnerBatch batch) {
    boolean owned = batch.uid() == batch.newUid() && batch.gid() == batch.newGid();
    boolean cleared = !owned && (batch.newMode() & 06000) != 0;
    boolean moded = batch.kind() != FileState.Kind.LINK && (batch.mode() != batch.newMode() || cleared);
    String uid = Integer.toUnsignedString(batch.newUid());
    String gid = Integer.toUnsignedString(batch.newGid());
    String from = owned ? "" : Integer.toUnsignedString(batch.uid()) + ":" + Integer.toUnsignedString(batch.gid());
    return List.of(from, uid + ":" + gid, uid, gid, moded ? octal(batch.newMode()) : "", octal(batch.mode()), octal(batch.mode() & ~06000), was(batch));
  }

  /** An object of another kind, or whose mode is none of ours, is somebody else's by now: its owner is not touched either. */
  private static String was(OwnerBatch batch) {
    if (batch.kind() == FileState.Kind.LINK) {
      return type(batch.kind());
    }
    String modes = Stream.of(batch.mode(), batch.newMode(), batch.mode() & ~06000, batch.newMode() & ~06000).map(OwnerBulk::octal).distinct().collect(Collectors.joining(" -o -perm "));
    return type(batch.kind()) + " ( -perm " + modes + " )";
  }

  private static String type(FileState.Kind kind) {
    return switch (kind) {
      case FILE -> "-type f";
      case FOLDER -> "-type d";
      case LINK -> "-type l";
      case OTHER -> "! -type f ! -type d ! -type l";
    };
  }

  private static String like(OwnerBatch batch) {
    String mode = batch.kind() == FileState.Kind.LINK ? "" : " -perm " + octal(batch.newMode());
    return type(batch.kind()) + " -uid " + Integer.toUnsignedString(batch.newUid()) + " -gid " + Integer.toUnsignedString(batch.newGid()) + mode;
  }

  private static String octal(int mode) {
    return String.format(Locale.ROOT, "%04o", mode);
  }
}
