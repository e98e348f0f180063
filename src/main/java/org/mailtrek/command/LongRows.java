package org.mailtrek.command;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Rows of a table, of which only the first thousand are in memory: the others wait in a temporary file that nobody else can read or name, however many they are.
 * Rows are added at the end only. Reading them in order costs one read of the file for each piece of it. For one thread at a time.
 */
public final class LongRows extends AbstractList<List<Object>> {

  private static final int MEMORY = 1000;
  private static final int PIECE = 1 << 16;

  private final List<List<Object>> first = new ArrayList<>();
  private final ByteArrayOutputStream tail = new ByteArrayOutputStream();
  private Optional<RandomAccessFile> file = Optional.empty();
  private long[] starts = new long[MEMORY];
  private int later;
  private long written;
  private long end;
  private long pieceAt = -1;
  private byte[] piece = new byte[0];

  /** Makes it empty. */
  public LongRows() {}

  /**
   * Adds a row.
   *
   * @throws UncheckedIOException when there is no room for it
   */
  @Override
  public boolean add(List<Object> row) {
    if (first.size() < MEMORY) {
      return first.add(List.copyOf(row));
    }
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      for (Object each : row) {
        write(out, each);
      }
      if (later == starts.length) {
        starts = Arrays.copyOf(starts, 2 * later);
      }
      starts[later++] = end;
      bytes.writeTo(tail);
      end += bytes.size();
      if (tail.size() >= PIECE) {
        flush();
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(DataOutputStream out, Object cell) throws IOException {
    if (cell instanceof Number number && (cell instanceof Long || cell instanceof Integer)) {
      out.writeByte('n');
      out.writeLong(number.longValue());
    } else if (cell instanceof Boolean yes) {
      out.writeByte(yes ? 'y' : 'f');
    } else {
      byte[] text = cell.toString().getBytes(StandardCharsets.UTF_8);
      out.writeByte(cell instanceof Instant ? 'i' : 's');
      out.writeInt(text.length);
      out.write(text);
    }
  }

  private void flush() throws IOException {
    if (file.isEmpty()) {
      Path path = Files.createTempFile("mailtrek-", ".rows");
      try {
        file = Optional.of(new RandomAccessFile(path.toFile(), "rw"));
      } finally {
        Files.delete(path);
      }
    }
    file.get().seek(written);
    file.get().write(tail.toByteArray());
    written += tail.size();
    tail.reset();
  }

  @Override
  public int size() {
    return first.size() + later;
  }

  @Override
  public List<Object> get(int index) {
    if (index < first.size()) {
      return first.get(index);
    }
    int at = index - first.size();
    if (at >= later) {
      throw new IndexOutOfBoundsException(index);
    }
    try {
      return row(starts[at], at + 1 < later ? starts[at + 1] : end);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Object> row(long from, long to) throws IOException {
    if (to > written) {
      flush();
    }
    if (pieceAt < 0 || from < pieceAt || to > pieceAt + piece.length) {
      piece = new byte[(int) Math.min(Math.max(PIECE, to - from), written - from)];
      pieceAt = from;
      file.orElseThrow().seek(from);
      file.get().readFully(piece);
    }
    List<Object> row = new ArrayList<>();
    ByteArrayInputStream bytes = new ByteArrayInputStream(piece, (int) (from - pieceAt), (int) (to - from));
    DataInputStream in = new DataInputStream(bytes);
    while (bytes.available() > 0) {
      row.add(read(in));
    }
    return row;
  }

  private static Object read(DataInputStream in) throws IOException {
    byte kind = in.readByte();
    if (kind == 'n') {
      return in.readLong();
    }
    if (kind == 'y' || kind == 'f') {
      return kind == 'y';
    }
    String text = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    return kind == 'i' ? Instant.parse(text) : text;
  }
}
