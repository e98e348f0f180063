package org.mailtrek.host;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Reads and sets owners and modes of many objects with the machine's own tools: {@code find} names what deviates, {@code chown --from} and
 * {@code chmod} change what is still as it was seen. No link is followed. Names travel as bytes.
 */
final class OwnerTools {

  private static final String SET_MODES =
      "new=$1 old=$2 cleared=$3 uid=$4 gid=$5; shift 5; exec find \"$@\" -maxdepth 0 ! -type l -uid \"$uid\" -gid \"$gid\" \\( -perm \"$old\" -o -perm \"$cleared\" \\) -exec chmod \"$new\" {} +";

  /** How many bytes of names one program is given at most: one request to a remote machine. */
  private static final int PIECE = 1 << 20;

  private final Programs programs;

  /** Runs a program of the machine that reads names, as {@link Programs#run(byte[], List)} does. */
  interface Runs {
    Programs.Ended run(byte[] names, List<String> command) throws TrekException;
  }

  OwnerTools(Programs programs) {
    this.programs = programs;
  }

  /** Hands over what is not as wanted. */
  void deviating(HostPath top, OwnerRule wanted, OwnerRule.Taker taker) throws TrekException {
    List<String> line = new ArrayList<>(List.of("find", programs.word(top), "!", "-type", "l", "("));
    line.addAll(List.of("!", "-uid", Integer.toString(wanted.uid()), "-o", "!", "-gid", Integer.toString(wanted.gid())));
    wanted.folderMode().ifPresent(mode -> line.addAll(List.of("-o", "-type", "d", "!", "-perm", octal(mode))));
    wanted.fileMode().ifPresent(mode -> {
      if (wanted.executable()) {
        line.addAll(List.of("-o", "-type", "f", "-perm", "-0100", "!", "-perm", octal(wanted.withExecution())));
        line.addAll(List.of("-o", "-type", "f", "!", "-perm", "-0100", "!", "-perm", octal(mode)));
      } else {
        line.addAll(List.of("-o", "-type", "f", "!", "-perm", octal(mode)));
      }
    });
    line.addAll(List.of(")", "-printf", "%U:%G:%m:%y:%n:%P\\0"));
    Records records = new Records(top, taker);
    Programs.Ended ended;
    try {
      ended = programs.stream(new ByteArrayInputStream(new byte[0]), records, line);
    } catch (TrekException e) {
      records.rethrow();
      throw e;
    }
    if (!ended.ok()) {
      throw TrekException.at(programs.host() + ":" + top).found("its owners can't all be read: " + ended.lastWords()).next("look at it, then try again");
    }
  }

  /** Changes a batch; what it leaves alone only looking again tells. */
  void own(OwnerBatch batch) throws TrekException {
    own(batch, programs.host(), programs::run);
  }

  /** Changes a batch by way of whoever may write to a machine. */
  static void own(OwnerBatch batch, String host, Runs by) throws TrekException {
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    for (HostPath each : batch.paths()) {
      if (names.size() >= PIECE) {
        own(batch, names.toByteArray(), host, by);
        names.reset();
      }
      names.writeBytes(each.bytes());
      names.write(0);
    }
    own(batch, names.toByteArray(), host, by);
  }

  private static void own(OwnerBatch batch, byte[] names, String host, Runs by) throws TrekException {
    String owner = batch.newUid() + ":" + batch.newGid();
    boolean owned = batch.uid() == batch.newUid() && batch.gid() == batch.newGid();
    if (!owned) {
      List<String> chown = List.of("xargs", "-0", "-r", "-n", "2000", "-P", "2", "chown", "--no-dereference", "--from=" + batch.uid() + ":" + batch.gid(), owner, "--");
      check(by.run(names, chown), batch, host);
    }
    boolean cleared = !owned && (batch.newMode() & 06000) != 0;
    if (batch.kind() != FileState.Kind.LINK && (batch.mode() != batch.newMode() || cleared)) {
      List<String> chmod = new ArrayList<>(List.of("xargs", "-0", "-r", "sh", "-c", SET_MODES, "sh", octal(batch.newMode()), octal(batch.mode()), octal(batch.mode() & ~06000)));
      chmod.addAll(List.of(Integer.toString(batch.newUid()), Integer.toString(batch.newGid())));
      check(by.run(names, chmod), batch, host);
    }
  }

  private static void check(Programs.Ended ended, OwnerBatch batch, String host) throws TrekException {
    if (!ended.ok() && !ended.err().contains("No such file or directory")) {
      throw TrekException.at(host + ":" + batch.paths().get(0)).found("owner and mode can't be set: " + ended.lastWords()).next("mend what it says, then go on with: resume");
    }
  }

  private static String octal(int mode) {
    return String.format(Locale.ROOT, "%04o", mode);
  }

  /** Takes apart what find prints, as it comes. */
  private static final class Records extends OutputStream {

    private final HostPath top;
    private final OwnerRule.Taker taker;
    private byte[] record = new byte[512];
    private int length;
    private TrekException failure;

    Records(HostPath top, OwnerRule.Taker taker) {
      this.top = top;
      this.taker = taker;
    }

    @Override
    public void write(int next) throws IOException {
      write(new byte[] {(byte) next}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      int start = offset;
      for (int at = offset; at < offset + count; at++) {
        if (bytes[at] == 0) {
          add(bytes, start, at - start);
          take();
          start = at + 1;
        }
      }
      add(bytes, start, offset + count - start);
    }

    private void add(byte[] bytes, int offset, int count) {
      if (length + count > record.length) {
        record = java.util.Arrays.copyOf(record, 2 * (length + count));
      }
      System.arraycopy(bytes, offset, record, length, count);
      length += count;
    }

    private void take() throws IOException {
      int[] at = {0};
      int uid = number(at, 10);
      int gid = number(at, 10);
      int mode = number(at, 8);
      char kind = (char) record[at[0]];
      at[0] += 2;
      int links = number(at, 10);
      byte[] below = java.util.Arrays.copyOfRange(record, at[0], length);
      length = 0;
      if (!hidden(below)) {
        try {
          taker.take(below.length == 0 ? top : top.resolve(below), state(kind, uid, gid, mode, links));
        } catch (TrekException e) {
          failure = e;
          throw new IOException(e);
        }
      }
    }

    private int number(int[] at, int radix) {
      int number = 0;
      while (record[at[0]] != ':') {
        number = number * radix + record[at[0]++] - '0';
      }
      at[0]++;
      return number;
    }

    private static boolean hidden(byte[] below) {
      int start = 0;
      for (int at = 0; at <= below.length; at++) {
        if (at == below.length || below[at] == '/') {
          if (start < at && below[start] == '.' && Scratch.hides(java.util.Arrays.copyOfRange(below, start, at))) {
            return true;
          }
          start = at + 1;
        }
      }
      return false;
    }

    private static FileState state(char kind, int uid, int gid, int mode, int links) {
      FileState.Kind of = kind == 'd' ? FileState.Kind.FOLDER : kind == 'f' ? FileState.Kind.FILE : FileState.Kind.OTHER;
      return new FileState(of, uid, gid, mode, 0, java.time.Instant.EPOCH, links, 0, new byte[0], new TreeMap<>());
    }

    void rethrow() throws TrekException {
      if (failure != null) {
        throw failure;
      }
    }
  }
}
