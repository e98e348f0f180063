package org.mailtrek.host;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Remembers a server's configuration for as long as none of its files changes, so that a command which asks several things of it starts the server's tool once. Safe for several
 * threads.
 */
final class SlapdMemory {

  /** Remembers nothing: for machines where a look at the files takes as long as the tool. */
  static final SlapdMemory NONE = new SlapdMemory(Optional.empty());

  private final Optional<FilesView> files;
  private final AtomicReference<Optional<Known>> last = new AtomicReference<>(Optional.empty());

  private record Known(List<Stamp> stamps, HostPath configuration, Told told) {}

  /** What the tool wrote of a configuration, as it is and as it is understood. */
  record Told(byte[] ldif, SlapdSettings settings) {

    static Told of(byte[] ldif) {
      return new Told(ldif, SlapdSettings.ofEntries(new String(ldif, StandardCharsets.UTF_8)));
    }
  }

  /** What changes with a file. */
  private record Stamp(HostPath path, long size, Instant modified) {}

  private SlapdMemory(Optional<FilesView> files) {
    this.files = files;
  }

  /** Remembers what these files say. */
  static SlapdMemory of(FilesView files) {
    return new SlapdMemory(Optional.of(files));
  }

  /** Reads a configuration. */
  @FunctionalInterface
  interface Reading {
    byte[] read() throws TrekException;
  }

  /** Returns whether anything is remembered, so that it may be asked for before it is needed. */
  boolean remembers() {
    return files.isPresent();
  }

  /** Returns what is known of the configuration in a folder, or reads it. */
  Told of(HostPath configuration, Reading reading) throws TrekException {
    if (files.isEmpty()) {
      return Told.of(reading.read());
    }
    List<Stamp> now = new ArrayList<>();
    stamps(files.get(), configuration, now);
    Optional<Known> known = last.get().filter(each -> each.configuration().equals(configuration) && each.stamps().equals(now));
    if (known.isPresent()) {
      return known.get().told();
    }
    Told read = Told.of(reading.read());
    last.set(Optional.of(new Known(now, configuration, read)));
    return read;
  }

  /** Looked at before the reading, so that a change between the two is found at the next look. */
  private static void stamps(FilesView files, HostPath path, List<Stamp> stamps) throws TrekException {
    Optional<FileState> state = files.stat(path);
    if (state.isPresent()) {
      stamps.add(new Stamp(path, state.get().size(), state.get().modified()));
      if (state.get().kind() == FileState.Kind.FOLDER) {
        for (HostPath each : files.list(path)) {
          stamps(files, each, stamps);
        }
      }
    }
  }
}
