package org.mailtrek.engine.change;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.OwnerBatch;
import org.mailtrek.host.OwnerRule;
import org.mailtrek.host.TrekException;

/**
 * Reads the side file of {@link OwnerList} into groups of objects that had the same, some ten thousand at a time. There may be millions, so a
 * path is never more than bytes here.
 */
final class OwnerGroups {

  private static final int GATHERED_AT_MOST = 50_000;

  private final Taker taker;
  private final byte[] top;
  private final Map<Had, Group> groups = new LinkedHashMap<>();
  private Group group = new Group();
  private byte[] folder;
  private byte[] record = new byte[512];
  private int length;
  private int waiting;

  /** What objects have in common that are changed at once. */
  record Had(FileState.Kind kind, int uid, int gid, int mode) {

    static Had parse(String text) {
      String[] parts = text.split(":");
      return new Had(FileState.Kind.valueOf(parts[3]), Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2], 8));
    }

    OwnerList.Item item(HostPath path) {
      return new OwnerList.Item(path, kind, uid, gid, mode);
    }

    /** Returns what gives objects that had this what a rule wants. */
    OwnerBatch batch(OwnerRule wanted, byte[] names) {
      return new OwnerBatch(kind, uid, gid, mode, wanted.uid(), wanted.gid(), wanted.mode(kind, mode), names);
    }
  }

  /** Takes objects that had the same. */
  @FunctionalInterface
  interface Taker {

    /** Takes the paths of so many objects, each with a NUL at its end. */
    void take(Had had, byte[] names, int count) throws TrekException;
  }

  private static final class Group {
    private final ByteArrayOutputStream names = new ByteArrayOutputStream();
    private int count;
  }

  private OwnerGroups(HostPath top, Taker taker) {
    this.top = top.bytes();
    this.folder = inside(this.top);
    this.taker = taker;
  }

  /** Hands over all groups of a side file. */
  static void read(InputStream in, HostPath top, Taker taker) throws IOException, TrekException {
    OwnerGroups groups = new OwnerGroups(top, taker);
    byte[] piece = new byte[1 << 16];
    for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
      groups.add(piece, count);
    }
    groups.flush();
  }

  private void add(byte[] piece, int count) throws TrekException {
    int start = 0;
    for (int at = 0; at < count; at++) {
      if (piece[at] == 0) {
        append(piece, start, at - start);
        take();
        length = 0;
        start = at + 1;
      }
    }
    append(piece, start, count - start);
  }

  private void append(byte[] bytes, int offset, int count) {
    if (length + count > record.length) {
      record = Arrays.copyOf(record, 2 * (length + count));
    }
    System.arraycopy(bytes, offset, record, length, count);
    length += count;
  }

  private void take() throws TrekException {
    switch (record[0]) {
      case '=' -> group = groups.computeIfAbsent(Had.parse(new String(record, 1, length - 1, StandardCharsets.US_ASCII)), had -> new Group());
      case '/' -> folder = length == 1 ? inside(top) : inside(joined(inside(top), record, length));
      case 'n' -> {
        group.names.write(folder, 0, folder.length);
        group.names.write(record, 1, length - 1);
        taken();
      }
      default -> {
        group.names.write(top, 0, top.length);
        taken();
      }
    }
  }

  private void taken() throws TrekException {
    group.names.write(0);
    group.count++;
    waiting++;
    if (waiting == GATHERED_AT_MOST) {
      flush();
    }
  }

  /** Hands over what was gathered; a group that goes on is the same one, empty. */
  private void flush() throws TrekException {
    for (Map.Entry<Had, Group> each : groups.entrySet()) {
      Group full = each.getValue();
      if (full.count > 0) {
        taker.take(each.getKey(), full.names.toByteArray(), full.count);
        full.names.reset();
        full.count = 0;
      }
    }
    waiting = 0;
  }

  private static byte[] inside(byte[] folder) {
    boolean slash = folder[folder.length - 1] == '/';
    byte[] inside = Arrays.copyOf(folder, folder.length + (slash ? 0 : 1));
    inside[inside.length - 1] = '/';
    return inside;
  }

  private static byte[] joined(byte[] before, byte[] record, int length) {
    byte[] all = Arrays.copyOf(before, before.length + length - 1);
    System.arraycopy(record, 1, all, before.length, length - 1);
    return all;
  }
}
