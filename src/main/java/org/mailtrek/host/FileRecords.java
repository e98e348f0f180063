package org.mailtrek.host;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads what {@code find -printf} and {@code getfattr} say of files, as {@code worker.sh} asks them: triples of facts, path and target of a link,
 * each ended by NUL, a dot when nothing was left out, three NULs, and extended attributes as getfattr(1) dumps them.
 */
final class FileRecords {

  private static final byte[] DOT = {'.'};

  private final byte[] bytes;
  private final Map<HostPath, SortedMap<String, byte[]>> attributes = new HashMap<>();
  private final List<HostPath> order = new ArrayList<>();
  private final Map<HostPath, FileState> states = new HashMap<>();
  private boolean whole;

  private FileRecords(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads them.
   *
   * @throws TrekException when they are not what the questions make a machine answer
   */
  static FileRecords of(String host, byte[] bytes) throws TrekException {
    FileRecords records = new FileRecords(bytes);
    try {
      records.read();
    } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException | ArithmeticException e) {
      throw TrekException.at(host).found("its find or getfattr answers what can't be read: " + e.getMessage()).because(e).next("check that both are GNU's, and that nothing is printed at the start of a shell there");
    }
    return records;
  }

  /** Returns the states, by path. */
  Map<HostPath, FileState> states() {
    return states;
  }

  /** Returns the paths in the order in which they came, each once: a question for a file and its neighbours names the file twice. */
  List<HostPath> order() {
    return List.copyOf(new LinkedHashSet<>(order));
  }

  /** Returns whether all was said, rather than cut off where it became too much. */
  boolean whole() {
    return whole;
  }

  private void read() {
    int facts = facts();
    List<byte[]> fields = fields(facts);
    whole = fields.size() % 3 == 1 && Arrays.equals(fields.get(fields.size() - 1), DOT);
    for (int index = 0; index + 2 < fields.size(); index += 3) {
      order.add(HostPath.ofBytes(fields.get(index + 1)));
    }
    dump(facts);
    for (int index = 0; index < order.size(); index++) {
      HostPath path = order.get(index);
      String[] words = new String(fields.get(3 * index), StandardCharsets.US_ASCII).split(" ");
      states.put(path, state(words, fields.get(3 * index + 2), attributes.getOrDefault(path, new TreeMap<>())));
    }
  }

  /** Returns where the facts end: before the last three of the first NULs in a row that are more than two, since only the target of a link may be empty. */
  private int facts() {
    int row = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (row > 2 && bytes[at] != 0) {
        return at - 3;
      }
      row = bytes[at] == 0 ? row + 1 : 0;
    }
    return row > 2 ? bytes.length - 3 : 0;
  }

  /** Returns the fields that are complete. */
  private List<byte[]> fields(int end) {
    List<byte[]> fields = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < end; at++) {
      if (bytes[at] == 0) {
        fields.add(Arrays.copyOfRange(bytes, start, at));
        start = at + 1;
      }
    }
    return fields;
  }

  static FileState state(String[] facts, byte[] target, SortedMap<String, byte[]> attributes) {
    FileState.Kind kind = switch (facts[0]) {
      case "f" -> FileState.Kind.FILE;
      case "d" -> FileState.Kind.FOLDER;
      case "l" -> FileState.Kind.LINK;
      default -> FileState.Kind.OTHER;
    };
    return new FileState(
        kind,
        Integer.parseUnsignedInt(facts[1]),
        Integer.parseUnsignedInt(facts[2]),
        Integer.parseInt(facts[3], 8),
        kind == FileState.Kind.FILE ? Long.parseLong(facts[4]) : 0,
        time(facts[5]),
        Integer.parseInt(facts[6]),
        Long.parseLong(facts[7]),
        target,
        attributes);
  }

  /** Reads seconds with a fraction of at least nine digits; the fraction counts upwards also before 1970. */
  static Instant time(String text) {
    int point = text.indexOf('.');
    String seconds = point < 0 ? text : text.substring(0, point);
    String fraction = point < 0 ? "0" : (text.substring(point + 1) + "000000000").substring(0, 9);
    return Instant.ofEpochSecond(Long.parseLong(seconds), Long.parseLong(fraction));
  }

  private void dump(int from) {
    HostPath path = HostPath.ROOT;
    for (String line : new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1).replace("\0", "").split("\n")) {
      int equals = line.lastIndexOf('=');
      if (line.startsWith("# file: /")) {
        path = HostPath.ofBytes(unescaped(line.substring(8)));
      } else if (line.startsWith("user.") && !line.contains("=")) {
        put(path, line, new byte[0]);
      } else if (line.startsWith("user.") && line.startsWith("0x", equals + 1)) {
        put(path, line.substring(0, equals), HexFormat.of().parseHex(line.substring(equals + 3)));
      } else if (line.startsWith("user.") && line.endsWith("=\"\"")) {
        put(path, line.substring(0, equals), new byte[0]);
      }
    }
  }

  private void put(HostPath path, String name, byte[] value) {
    String known = new String(unescaped(name.substring("user.".length())), StandardCharsets.UTF_8);
    attributes.computeIfAbsent(path, each -> new TreeMap<>()).put(known, value);
  }

  /** Reads the octal escapes of getfattr. */
  private static byte[] unescaped(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int index = 0; index < text.length(); index++) {
      boolean escape = text.charAt(index) == '\\' && index + 3 < text.length();
      plain.append(escape ? (char) Integer.parseInt(text.substring(index + 1, index + 4), 8) : text.charAt(index));
      index += escape ? 3 : 0;
    }
    return plain.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * What is known from a question.
   *
   * @param states what is at a path; empty where nothing is
   * @param lists what lies directly in a folder, sorted, without scratch names
   */
  record Read(Map<HostPath, Optional<FileState>> states, Map<HostPath, List<HostPath>> lists) {

    static Read empty() {
      return new Read(new HashMap<>(), new HashMap<>());
    }

    void add(Map<HostPath, FileState> found) {
      found.forEach((path, state) -> states.put(path, Optional.of(state)));
    }

    /** Adds the list of a folder all of whose names are among these. */
    void list(HostPath folder, List<HostPath> among) {
      SortedSet<HostPath> children = new TreeSet<>();
      for (HostPath each : among) {
        if (!each.root() && each.parent().equals(folder) && !Scratch.hides(each.nameBytes())) {
          children.add(each);
        }
      }
      lists.put(folder, List.copyOf(children));
    }
  }
}
