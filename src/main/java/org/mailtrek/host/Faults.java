package org.mailtrek.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The faults that were ordered for a simulated machine, so that people can train on them: a file each in {@code faults/} beside its root. They come
 * into force at once, in every process that works on the machine.
 */
public final class Faults {

  /** What can be ordered. */
  public enum Kind {
    /** A service goes on running when it is told to stop; its name, or all. */
    SERVICE_STAYS("service-stays", "the service doesn't stop"),
    /** A service does not come up; its name, or all. */
    SERVICE_FAILS("service-fails", "the service doesn't start"),
    /** The installation of a package ends half-way; its name, or all. */
    PACKAGE_FAILS("package-fails", "the package's installation ends half-way"),
    /** A program of the vendor's ends with an error before it does anything; its name, or all. */
    COMMAND_FAILS("command-fails", "the vendor's program ends with an error"),
    /** The file system takes no more bytes, files or folders. */
    DISK_FULL("disk-full", "no space is left on the machine's disk"),
    /** The directory's server drops the connection of whoever writes, after so many writes. */
    LDAP_DROPS("ldap-drops", "the directory drops connections after N writes");

    private final String word;
    private final String meaning;

    Kind(String word, String meaning) {
      this.word = word;
      this.meaning = meaning;
    }

    /** Returns its name as it is typed. */
    public String word() {
      return word;
    }

    /** Returns what happens, in a few words. */
    public String meaning() {
      return meaning;
    }

    /** Returns the kind that is typed so; empty when there is none. */
    public static Optional<Kind> typed(String word) {
      for (Kind each : values()) {
        if (each.word.equals(word)) {
          return Optional.of(each);
        }
      }
      return Optional.empty();
    }
  }

  private final Path folder;

  private Faults(Path folder) {
    this.folder = folder;
  }

  /** Returns the faults of the simulated machine whose root is a folder. */
  public static Faults of(Path root) {
    return new Faults(SimulatedHost.beside(root).resolve("faults"));
  }

  /**
   * Orders a fault; one of the same kind that was ordered before is over.
   *
   * @param about which service or package, or how many writes; empty for all of them, or at once
   * @throws TrekException when it can't be written
   */
  public void order(Kind kind, String about) throws TrekException {
    try {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.writeString(folder.resolve(kind.word), about + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    } catch (IOException e) {
      throw Refusal.of(folder.toString(), e);
    }
  }

  /**
   * Ends all faults.
   *
   * @return how many there were
   * @throws TrekException when one can't be removed
   */
  public int clear() throws TrekException {
    int count = 0;
    try {
      for (Kind each : Kind.values()) {
        count += Files.deleteIfExists(folder.resolve(each.word)) ? 1 : 0;
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw Refusal.of(folder.toString(), e);
    }
    return count;
  }

  /**
   * Returns the faults that are in force, each with what it is about.
   *
   * @throws TrekException when they can't be read
   */
  public SortedMap<Kind, String> ordered() throws TrekException {
    SortedMap<Kind, String> all = new TreeMap<>();
    for (Kind each : Kind.values()) {
      about(each).ifPresent(about -> all.put(each, about));
    }
    return all;
  }

  /**
   * Returns what a fault is about; empty when it was not ordered.
   *
   * @throws TrekException when it can't be read
   */
  public Optional<String> about(Kind kind) throws TrekException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(folder.resolve(kind.word), StandardCharsets.UTF_8).strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw Refusal.of(folder.toString(), e);
    }
  }

  /** Returns whether a fault hits a service or package. */
  boolean hits(Kind kind, String name) throws TrekException {
    Optional<String> about = about(kind);
    return about.isPresent() && (about.get().isEmpty() || about.get().equals(name));
  }
}
