package org.mailtrek.practice;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The entries of the practice directory on disk: {@code entries-N.ldif}, all of them as they were when the server started for the N-th time,
 * and {@code changes-N.ldif}, what happened since, one unit a request, each ended by a line {@code # end}. A unit that a crash cut off was
 * never answered and is dropped. Safe for several threads.
 */
final class DirectoryStore implements Closeable {

  private static final Pattern ENTRIES = Pattern.compile("entries-([0-9]+)\\.ldif");
  private static final String END = "# end";

  private final FileChannel changes;
  private final Collection<Entry> entries;
  private final Object syncing = new Object();
  private long written;
  private long durable;

  private DirectoryStore(FileChannel changes, Collection<Entry> entries) {
    this.changes = changes;
    this.entries = entries;
  }

  /** Makes a new store of these entries. */
  static void create(Path folder, Collection<Entry> entries) throws IOException {
    Files.createDirectories(folder);
    write(folder, 1, entries);
  }

  /** Reads the newest generation, begins the next one and removes the older ones. */
  static DirectoryStore open(Path folder) throws IOException {
    long newest = newest(folder);
    TreeMap<DN, Entry> all = new TreeMap<>();
    try {
      load(folder.resolve("entries-" + newest + ".ldif"), all);
      Path changes = folder.resolve("changes-" + newest + ".ldif");
      if (Files.exists(changes)) {
        replay(Files.readAllBytes(changes), all);
      }
    } catch (LDAPException | LDIFException e) {
      throw new IOException("can't read " + folder + ": " + e.getMessage(), e);
    }
    long next = newest + 1;
    write(folder, next, all.values());
    FileChannel changes =
        FileChannel.open(folder.resolve("changes-" + next + ".ldif"), StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE);
    force(folder);
    for (long old = newest; Files.deleteIfExists(folder.resolve("entries-" + old + ".ldif")); old--) {
      Files.deleteIfExists(folder.resolve("changes-" + old + ".ldif"));
    }
    return new DirectoryStore(changes, List.copyOf(all.values()));
  }

  /** Returns the entries as they were on opening, parents before children. */
  Collection<Entry> entries() {
    return entries;
  }

  /**
   * Writes what a request did: the entries that are gone, and those that are there now. Not durable before {@link #sync}.
   *
   * @return the mark to be given to {@link #sync}
   */
  synchronized long append(List<String> gone, List<? extends Entry> present) throws IOException {
    StringBuilder unit = new StringBuilder();
    for (String dn : gone) {
      unit.append(String.join("\n", new com.unboundid.ldif.LDIFDeleteChangeRecord(dn).toLDIF())).append("\n\n");
    }
    for (Entry entry : present) {
      unit.append(String.join("\n", entry.toLDIF(0))).append("\n\n");
    }
    ByteBuffer bytes = ByteBuffer.wrap(unit.append(END).append("\n\n").toString().getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      written += changes.write(bytes);
    }
    return written;
  }

  /** Makes everything up to a mark durable; several callers share one write to the disk. */
  void sync(long mark) throws IOException {
    synchronized (syncing) {
      if (durable < mark) {
        long upTo;
        synchronized (this) {
          upTo = written;
        }
        changes.force(false);
        durable = upTo;
      }
    }
  }

  @Override
  public void close() throws IOException {
    changes.close();
  }

  private static long newest(Path folder) throws IOException {
    long newest = 0;
    try (var names = Files.list(folder)) {
      for (Path each : (Iterable<Path>) names::iterator) {
        Matcher name = ENTRIES.matcher(each.getFileName().toString());
        if (name.matches()) {
          newest = Math.max(newest, Long.parseLong(name.group(1)));
        }
      }
    }
    if (newest == 0) {
      throw new IOException("no entries in " + folder);
    }
    return newest;
  }

  private static void load(Path file, TreeMap<DN, Entry> all) throws IOException, LDIFException, LDAPException {
    try (LDIFReader reader = reader(Files.readAllBytes(file))) {
      for (Entry entry = reader.readEntry(); entry != null; entry = reader.readEntry()) {
        all.put(entry.getParsedDN(), entry);
      }
    }
  }

  private static void replay(byte[] log, TreeMap<DN, Entry> all) throws IOException, LDIFException, LDAPException {
    List<String> unit = new ArrayList<>();
    BufferedReader lines = new BufferedReader(new StringReader(new String(log, StandardCharsets.UTF_8)));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals(END)) {
        apply(String.join("\n", unit) + "\n", all);
        unit.clear();
      } else {
        unit.add(line);
      }
    }
  }

  private static void apply(String unit, TreeMap<DN, Entry> all) throws IOException, LDIFException, LDAPException {
    try (LDIFReader reader = reader(unit.getBytes(StandardCharsets.UTF_8))) {
      for (var record = reader.readLDIFRecord(); record != null; record = reader.readLDIFRecord()) {
        if (record instanceof Entry entry) {
          all.put(entry.getParsedDN(), entry);
        } else {
          all.remove(record.getParsedDN());
        }
      }
    }
  }

  private static LDIFReader reader(byte[] text) {
    LDIFReader reader = new LDIFReader(new ByteArrayInputStream(text));
    reader.setTrailingSpaceBehavior(com.unboundid.ldif.TrailingSpaceBehavior.RETAIN);
    reader.setDuplicateValueBehavior(com.unboundid.ldif.DuplicateValueBehavior.RETAIN);
    return reader;
  }

  private static void write(Path folder, long generation, Collection<Entry> entries) throws IOException {
    Path unfinished = folder.resolve("entries.new");
    try (FileChannel channel =
            FileChannel.open(unfinished, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        OutputStream out = new java.io.BufferedOutputStream(java.nio.channels.Channels.newOutputStream(channel))) {
      for (Entry entry : entries) {
        out.write((String.join("\n", entry.toLDIF(0)) + "\n\n").getBytes(StandardCharsets.UTF_8));
      }
      out.flush();
      channel.force(true);
    }
    Files.move(unfinished, folder.resolve("entries-" + generation + ".ldif"), StandardCopyOption.ATOMIC_MOVE);
    force(folder);
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
