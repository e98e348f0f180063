package org.mailtrek.directory;

import com.unboundid.util.json.JSONException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.change.EntryChange;
import org.mailtrek.host.JsonText;
import org.mailtrek.host.TrekException;

/** A list of changes that lies in a file for temporary use (0600) but for its end, so that it may have millions. */
final class EntrySpool implements AutoCloseable {

  private final int held;
  private final List<EntryChange> end = new ArrayList<>();
  private Optional<Path> file = Optional.empty();

  /** Makes an empty list of which so many are held in memory at most. */
  EntrySpool(int held) {
    this.held = held;
  }

  /** Takes segments. */
  interface Taker {
    void take(List<EntryChange> segment) throws TrekException;
  }

  void add(EntryChange change) throws TrekException {
    end.add(change);
    if (end.size() >= held) {
      spill();
    }
  }

  private void spill() throws TrekException {
    try {
      if (file.isEmpty()) {
        file = Optional.of(Files.createTempFile("mailtrek", ".changes", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
      }
      try (BufferedWriter out = Files.newBufferedWriter(file.get(), StandardCharsets.UTF_8, StandardOpenOption.APPEND)) {
        for (EntryChange each : end) {
          out.write(each.toJson().toSingleLineString());
          out.write('\n');
        }
      }
      end.clear();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Hands all over, in segments of this size. */
  void give(int size, Taker taker) throws TrekException {
    List<EntryChange> segment = new ArrayList<>();
    if (file.isPresent()) {
      try (BufferedReader in = Files.newBufferedReader(file.get(), StandardCharsets.UTF_8)) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          put(EntryChange.read(JsonText.object(line)), size, segment, taker);
        }
      } catch (IOException | JSONException e) {
        throw failed(e);
      }
    }
    for (EntryChange each : end) {
      put(each, size, segment, taker);
    }
    if (!segment.isEmpty()) {
      taker.take(segment);
    }
  }

  private static void put(EntryChange change, int size, List<EntryChange> segment, Taker taker) throws TrekException {
    segment.add(change);
    if (segment.size() == size) {
      taker.take(segment);
      segment.clear();
    }
  }

  private static TrekException failed(Exception e) {
    return TrekException.at(System.getProperty("java.io.tmpdir")).found("changes can't be kept there for a moment: " + e.getMessage()).because(e).next("make room there, then type it again");
  }

  @Override
  public void close() throws TrekException {
    try {
      if (file.isPresent()) {
        Files.deleteIfExists(file.get());
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
