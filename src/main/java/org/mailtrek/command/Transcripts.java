package org.mailtrek.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailtrek.command.Transcript.Entry;
import org.mailtrek.host.TrekException;

/**
 * The transcripts of an estate: one for each session, and those that were kept under a name. Each is two files, {@code NAME.jsonl} with all that came of
 * the lines and {@code NAME.trek} with the lines alone, which is a script. A script that somebody wrote by hand counts too.
 */
public final class Transcripts {

  private static final String DATA = ".jsonl";
  private static final String SCRIPT = ".trek";
  /** How many of the latest sessions are looked at. */
  private static final int SESSIONS = 10;

  private final Path folder;

  /** Takes the estate's folder. */
  public Transcripts(Path estate) {
    this.folder = estate.resolve("transcripts");
  }

  /** Adds an entry; the first one makes the files. */
  void append(String name, Transcript.Head head, Entry entry) throws IOException {
    PrivateFiles.folder(folder);
    Path data = folder.resolve(name + DATA);
    String begin = Files.exists(data) ? "" : head.json() + "\n";
    PrivateFiles.append(data, (begin + entry.json() + "\n").getBytes(StandardCharsets.UTF_8));
    String script = begin.isEmpty() ? "" : "# " + head.started() + ", " + head.user() + ", " + head.versions() + "\n";
    PrivateFiles.append(folder.resolve(name + SCRIPT), (script + script(entry)).getBytes(StandardCharsets.UTF_8));
  }

  private static String script(Entry entry) {
    int exit = entry.came().map(Transcript.Came::exit).orElse(0);
    String line = entry.line();
    if (!entry.repeats() || entry.command().isEmpty()) {
      return "# " + line.replace("\n", "\n# ") + "\n";
    }
    return line + "\n" + (exit == 0 ? "" : "# ended with " + exit + "\n");
  }

  /**
   * Keeps entries under a name.
   *
   * @throws TrekException of kind {@code USAGE} when the name is none or taken
   */
  void keep(String name, Transcript transcript) throws TrekException {
    checked(name);
    if (names().contains(name)) {
      throw TrekException.at(name).kind(TrekException.Kind.USAGE).found("is taken").next("another name, or delete " + folder.resolve(name + SCRIPT) + " and " + name + DATA);
    }
    StringBuilder data = new StringBuilder();
    StringBuilder script = new StringBuilder();
    transcript.head().ifPresent(head -> data.append(head.json()).append('\n'));
    for (Entry entry : transcript.entries()) {
      data.append(entry.json()).append('\n');
      script.append(script(entry));
    }
    try {
      PrivateFiles.folder(folder);
      PrivateFiles.write(folder.resolve(name + SCRIPT), script.toString().getBytes(StandardCharsets.UTF_8));
      PrivateFiles.write(folder.resolve(name + DATA), data.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw TrekException.at(folder).found("can't be written: " + e.getMessage()).because(e).next("check the folder and the space");
    }
  }

  /**
   * Returns the name when it can be one.
   *
   * @throws TrekException of kind {@code USAGE} when it can't
   */
  static String checked(String name) throws TrekException {
    if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")) {
      throw TrekException.at("'" + name + "'").kind(TrekException.Kind.USAGE).found("is no name").next("letters, digits, dot, dash and underscore");
    }
    return name;
  }

  /** Returns whether a name is one that a session gives, so that names in their order are sessions in theirs. */
  static boolean session(String name) {
    return name.matches("[0-9]{8}(-single|T[0-9]{6}Z-[0-9]+)");
  }

  /** Returns the names of all, sorted. */
  List<String> names() throws TrekException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith(".") && (name.endsWith(DATA) || name.endsWith(SCRIPT)))
          .map(name -> name.substring(0, name.lastIndexOf('.'))).distinct().sorted().toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /**
   * Reads one. The script counts: who has changed its lines gets these, with what came of the lines that are still there in order.
   *
   * @throws TrekException of kind {@code USAGE} when there is none of that name
   */
  Transcript named(String name) throws TrekException {
    Path data = folder.resolve(checked(name) + DATA);
    Path script = folder.resolve(name + SCRIPT);
    try {
      Transcript kept = Files.exists(data) ? Transcript.parse(data.toString(), Files.readAllLines(data, StandardCharsets.UTF_8)) : new Transcript(Optional.empty(), List.of());
      if (Files.exists(script)) {
        try (ScriptLines lines = new ScriptLines(Files.newBufferedReader(script, StandardCharsets.UTF_8))) {
          return new Transcript(kept.head(), merged(lines, kept.entries()));
        }
      }
      if (Files.exists(data)) {
        return kept;
      }
    } catch (IOException e) {
      throw unreadable(data, e);
    }
    List<String> near = Near.of(name, names());
    throw TrekException.at(name).kind(TrekException.Kind.USAGE).found("there is no transcript of that name").next(near.isEmpty() ? "record list" : "did you mean: " + String.join(", ", near) + "?");
  }

  /** Returns the entries of the latest sessions in the order of their times. */
  List<Entry> latest() throws TrekException {
    List<String> sessions = names().stream().filter(Transcripts::session).toList();
    List<Entry> entries = new ArrayList<>();
    for (String name : sessions.subList(Math.max(0, sessions.size() - SESSIONS), sessions.size())) {
      Path data = folder.resolve(name + DATA);
      try {
        entries.addAll(Files.exists(data) ? Transcript.parse(data.toString(), Files.readAllLines(data, StandardCharsets.UTF_8)).entries() : List.of());
      } catch (IOException e) {
        throw unreadable(data, e);
      }
    }
    entries.sort(Comparator.comparing(Entry::at));
    return entries;
  }

  private static List<Entry> merged(ScriptLines script, List<Entry> kept) throws IOException {
    List<Entry> entries = new ArrayList<>();
    int from = 0;
    for (Optional<ScriptLines.Line> next = script.next(); next.isPresent(); next = script.next()) {
      String line = next.get().text();
      int at = from;
      while (at < kept.size() && !kept.get(at).line().equals(line)) {
        at++;
      }
      if (at < kept.size()) {
        entries.add(kept.get(at));
        from = at + 1;
      } else {
        entries.add(Entry.written(line));
      }
    }
    return entries;
  }

  private static TrekException unreadable(Path path, IOException e) {
    return TrekException.at(path).found("can't be read: " + e.getMessage()).because(e).next("check the file");
  }
}
