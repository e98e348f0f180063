package org.mailtrek.host;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the files of a machine over SSH by the machine's own tools; each call is one round trip of the one shell that writes ({@link SshWriter}).
 * A request that was cut off on its way is never begun. A call whose answer was lost throws, and what it was to do is done or not; before the
 * next one begins, it is over.
 */
final class SshDisk implements Disk {

  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration LONGEST = Duration.ofHours(12);
  private static final int PIECE = 1 << 20;
  private static final int CANT = 99;

  private final SshWriter writer;
  private final String host;

  SshDisk(SshWriter writer, String host) {
    this.writer = writer;
    this.host = host;
  }

  @Override
  public void create(HostPath file) throws TrekException {
    call(file, "created", file.bytes());
  }

  @Override
  public void append(HostPath file, byte[] bytes, int offset, int length) throws TrekException {
    int done = 0;
    do {
      int count = Math.min(PIECE, length - done);
      byte[] piece = Arrays.copyOfRange(bytes, offset + done, offset + done + count);
      checked(file, writer.ask('p', script("appended", file.bytes()), piece, LIMIT));
      done += count;
    } while (done < length);
  }

  @Override
  public NewFiles files(NewFiles.Mark mark) {
    return new SshNewFiles(this, mark);
  }

  /** Appends a piece that is small enough for one round trip. */
  void appendAtOnce(HostPath file, byte[] bytes) throws TrekException {
    checked(file, writer.ask('p', script("appended", file.bytes()), bytes, LIMIT));
  }

  /** Makes what a tar archive holds. */
  void unpack(HostPath one, byte[] archive) throws TrekException {
    checked(one, writer.ask('p', text("unpacked"), archive, LIMIT));
  }

  /** Passes when files have the digests that sha256sum(1) would print of them. */
  void compare(HostPath one, byte[] lines) throws TrekException {
    ShellWorker.Reply reply = writer.ask('p', text("alike_digests"), lines, LIMIT);
    if (!reply.err().isBlank()) {
      throw TrekException.at(host + ":" + one.parent()).found("did not arrive as it was sent: " + reply.err().strip()).next("look at the machine's disk, then resume or undo");
    }
  }

  @Override
  public void rename(Map<HostPath, HostPath> names) throws TrekException {
    List<HostPath> pairs = new ArrayList<>();
    names.forEach((from, to) -> pairs.addAll(List.of(from, to)));
    many("renamed_all", pairs);
  }

  @Override
  public void delete(Collection<HostPath> files) throws TrekException {
    many("xargs -0 rm -f --", List.copyOf(files));
  }

  private void many(String script, List<HostPath> paths) throws TrekException {
    if (!paths.isEmpty()) {
      ByteArrayOutputStream names = new ByteArrayOutputStream();
      for (HostPath each : paths) {
        names.writeBytes(each.bytes());
        names.write(0);
      }
      checked(paths.get(0), writer.ask('p', text(script), names.toByteArray(), LIMIT));
    }
  }

  @Override
  public void truncate(HostPath file, long size) throws TrekException {
    call(file, "cut_to", file.bytes(), text(Long.toString(size)));
  }

  @Override
  public void fsync(HostPath path) throws TrekException {
    call(path, "durable", path.bytes());
  }

  @Override
  public void rename(HostPath from, HostPath to) throws TrekException {
    call(from, "renamed", from.bytes(), to.bytes(), from.parent().bytes(), to.parent().bytes());
  }

  @Override
  public void link(HostPath existing, HostPath newName) throws TrekException {
    call(newName, "ln", text("-P"), text("-T"), text("--"), existing.bytes(), newName.bytes());
  }

  @Override
  public boolean linkTree(HostPath from, HostPath to) throws TrekException {
    checked(to, writer.ask('q', script("linked_tree", from.bytes(), to.bytes()), new byte[0], LONGEST));
    return true;
  }

  @Override
  public boolean copyTree(HostPath from, HostPath to) throws TrekException {
    ShellWorker.Reply reply = writer.ask('q', script("copied_tree", from.bytes(), to.bytes()), new byte[0], LONGEST);
    if (reply.code() == CANT) {
      return false;
    }
    checked(to, reply);
    return true;
  }

  @Override
  public void symlink(byte[] target, HostPath link) throws TrekException {
    call(link, "ln", text("-s"), text("-T"), text("--"), target, link.bytes());
  }

  @Override
  public void delete(HostPath path) throws TrekException {
    call(path, "deleted", path.bytes());
  }

  @Override
  public void mkdir(HostPath folder, int mode) throws TrekException {
    call(folder, "made", folder.bytes(), octal(mode));
  }

  @Override
  public void chown(HostPath path, int uid, int gid) throws TrekException {
    String numbers = Integer.toUnsignedString(uid) + ":" + Integer.toUnsignedString(gid);
    call(path, "chown", text("-h"), text(numbers), text("--"), path.bytes());
  }

  /** Goes by way of the writer, so that tools that lost their master are ended as all else that writes. */
  @Override
  public Optional<List<HostPath>> own(OwnerBatch batch) throws TrekException {
    OwnerBulk.Runs byWriter =
        (names, command) -> {
          ShellWorker.Reply reply = writer.ask('p', ShellWords.quoteTexts(command), names, LIMIT);
          return new Programs.Ended(reply.code(), reply.out(), reply.err());
        };
    return Optional.of(new OwnerBulk(host, byWriter).own(batch));
  }

  @Override
  public void chmod(HostPath path, int mode) throws TrekException {
    call(path, "mode", path.bytes(), octal(mode));
  }

  @Override
  public void attribute(HostPath path, String name, Optional<byte[]> value) throws TrekException {
    byte[] known = text("user." + name);
    if (value.isEmpty()) {
      call(path, "gone_attribute", path.bytes(), known);
    } else if (value.get().length == 0) {
      call(path, "setfattr", text("-h"), text("-n"), known, text("--"), path.bytes());
    } else {
      String encoded = "0s" + Base64.getEncoder().encodeToString(value.get());
      call(path, "setfattr", text("-h"), text("-n"), known, text("-v"), text(encoded), text("--"), path.bytes());
    }
  }

  @Override
  public void touch(HostPath path, Instant modified) throws TrekException {
    call(path, "touched", path.bytes(), text(TouchTime.of(modified)));
  }

  @Override
  public void copyAttributes(HostPath from, HostPath to) throws TrekException {
    call(to, "alike", from.bytes(), to.bytes());
  }

  @Override
  public void syncAll(HostPath folder) throws TrekException {
    call(folder, "all_durable", folder.bytes());
  }

  private void call(HostPath object, String function, byte[]... words) throws TrekException {
    checked(object, writer.ask('q', script(function, words), new byte[0], LIMIT));
  }

  private void checked(HostPath object, ShellWorker.Reply reply) throws TrekException {
    if (reply.code() != 0) {
      throw SaidError.at(host + ":" + object, reply.err().isBlank() ? ": failed with code " + reply.code() : reply.err());
    }
  }

  private static byte[] script(String function, byte[]... words) {
    List<byte[]> line = new ArrayList<>();
    line.add(text(function));
    line.addAll(List.of(words));
    return ShellWords.quote(line);
  }

  /** Five digits: with fewer, chmod(1) leaves the setgid bit of a folder as it is. */
  private static byte[] octal(int mode) {
    return text(String.format(Locale.ROOT, "%05o", mode & 07777));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
