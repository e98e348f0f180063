package org.mailtrek.engine;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.mailtrek.engine.change.Change;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Takes all changes of a preview before the first is made: a few in memory, many in a file beside the journal, which the next run removes. */
final class Spool implements Step.Preview, Closeable {

  private static final String NAME = "spool";
  private static final long IN_MEMORY_AT_MOST = 20_000;

  private final Home home;
  private final HostPath file;
  private final ChangeReader reader;
  private final Instant planned;
  private final Progress progress;
  private final List<Change> held = new ArrayList<>();
  private DiskOutput out;
  private long items;

  /** Takes the changes of a step; each step has a file of its own. */
  Spool(Home home, String step, ChangeReader reader, Instant planned, Progress progress) {
    this.file = home.journal().resolve(NAME + "." + step);
    this.planned = planned;
    this.home = home;
    this.reader = reader;
    this.progress = progress;
  }

  /** Takes each change in turn. */
  @FunctionalInterface
  interface Sink {
    void change(Change change) throws TrekException;
  }

  @Override
  public void change(Change change) throws TrekException {
    items += change.items().count();
    held.add(change.dated(planned));
    if (out != null || items > IN_MEMORY_AT_MOST) {
      spill();
    }
  }

  private void spill() throws TrekException {
    try {
      if (out == null) {
        out = new DiskOutput(home.disk(), file);
      }
      for (Change each : held) {
        out.write(each.text().getBytes(StandardCharsets.UTF_8));
        out.write('\n');
      }
    } catch (IOException e) {
      throw TrekException.at(file).found("can't be written: " + e.getMessage()).because(e).next("make room, then resume or undo");
    }
    held.clear();
  }

  @Override
  public void note(String sentence) {
    progress.say(sentence);
  }

  @Override
  public String content(byte[] bytes) throws TrekException {
    return new Contents(home).keep(bytes);
  }

  /** Returns how many objects the changes change. */
  long items() {
    return items;
  }

  /** Hands over all changes, in order. */
  void forEach(Sink sink) throws TrekException {
    for (Change each : held) {
      sink.change(each);
    }
    if (out == null) {
      return;
    }
    try {
      out.close();
      try (BufferedReader in =
          new BufferedReader(new InputStreamReader(Packed.unpack(home.view().read(file)), StandardCharsets.UTF_8))) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          sink.change(reader.read(Json.parse(line.getBytes(StandardCharsets.UTF_8), file)));
        }
      }
    } catch (IOException e) {
      throw TrekException.at(file).found("can't be read: " + e.getMessage()).because(e).next("resume, or undo");
    }
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }

  /** Removes its file, when all is done. */
  void remove() throws TrekException {
    home.remove(file);
  }

  /** Removes what crashes have left. */
  static void removeAll(Home home) throws TrekException {
    home.removeWhere(home.journal(), name -> name.equals(NAME) || name.startsWith(NAME + "."));
  }
}
