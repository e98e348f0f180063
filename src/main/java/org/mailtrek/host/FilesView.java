package org.mailtrek.host;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The files of a machine as those see them who may only read.
 *
 * <p>Scratch names of Mailtrek ({@link Scratch#hides}) are hidden from {@link #list}. Implementations are safe for use by several threads.
 */
public interface FilesView {

  /** Returns the name of the host in {@code estate.yaml}. */
  String name();

  /**
   * Returns what is at a path, not following a link at its end; empty when there is nothing.
   *
   * @throws TrekException when the host can't be asked
   */
  Optional<FileState> stat(HostPath path) throws TrekException;

  /**
   * Returns where a path leads: with the links on its way, and at its end, followed. What is not there follows nothing, and of a circle of links the last one is told.
   *
   * @throws TrekException when the host can't be asked
   */
  default HostPath followed(HostPath path) throws TrekException {
    return Links.followed(this, path, 0);
  }

  /**
   * Opens a regular file. The stream throws {@link IOException} when reading fails.
   *
   * @throws TrekException when there is no such file, or it can't be opened
   */
  InputStream read(HostPath file) throws TrekException;

  /**
   * Returns what lies directly in a folder, sorted by bytes.
   *
   * @throws TrekException when it is no folder, or can't be listed
   */
  List<HostPath> list(HostPath folder) throws TrekException;

  /**
   * Returns the space of the file system that holds a path (or its nearest existing parent).
   *
   * @throws TrekException when the host can't be asked
   */
  HostView.Space space(HostPath path) throws TrekException;

  /**
   * Returns how many files the file system of a path that is there still has room for.
   *
   * @return empty where it makes inodes as they are needed, or nobody tells
   * @throws TrekException when the host can't be asked
   */
  default OptionalLong freeFiles(HostPath path) throws TrekException {
    return OptionalLong.empty();
  }

  /**
   * Hands over every object of a tree, its top among them, that is not as a rule wants it, but for links, by the machine's own tools.
   *
   * @return false where that can't be had: nothing was handed over, and walking the tree tells the same
   * @throws TrekException when something can't be read, or the taker refuses
   */
  default boolean deviating(HostPath top, OwnerRule wanted, OwnerRule.Taker taker) throws TrekException {
    return false;
  }

  /**
   * Returns what is at those of the paths at which there is something, in their order.
   *
   * @throws TrekException when the host can't be asked
   */
  default Map<HostPath, Glimpse> present(Collection<HostPath> paths) throws TrekException {
    Map<HostPath, Glimpse> found = new LinkedHashMap<>();
    for (HostPath each : paths) {
      stat(each).ifPresent(state -> found.put(each, new Glimpse(state.kind(), state.size())));
    }
    return found;
  }

  /**
   * What can be told of many objects at little cost.
   *
   * @param kind what it is
   * @param size in bytes; 0 for all but files
   */
  record Glimpse(FileState.Kind kind, long size) {}

  /**
   * Hands over everything below a folder, in no order, by the machine's own tools and at a fraction of what it costs to look at each.
   *
   * @return false where that can't be had: nothing was handed over, and walking the tree tells the same
   * @throws TrekException when something can't be read, or the taker refuses
   */
  default boolean tree(HostPath top, Sight sight) throws TrekException {
    return false;
  }

  /**
   * Hands over the names of everything below a folder, in no order, without a look at each object: much cheaper still than {@link #tree}.
   *
   * @return false where that can't be had: nothing was handed over, and walking the tree tells the same
   * @throws TrekException when something can't be read, or the taker refuses
   */
  default boolean names(HostPath top, NameSight sight) throws TrekException {
    return false;
  }

  /** Takes names of what lies in a tree. */
  @FunctionalInterface
  interface NameSight {

    /**
     * Takes one.
     *
     * @param bytes hold its path below the top, without a slash before; they may not be kept
     * @param from where the path begins
     * @param to where it ends
     * @param kind what it is; links and all that is neither file nor folder are {@code OTHER}
     */
    void take(byte[] bytes, int from, int to, FileState.Kind kind) throws TrekException;
  }

  /** Takes what lies in a tree. */
  @FunctionalInterface
  interface Sight {

    /**
     * Takes one object.
     *
     * @param facts what a look at it tells
     * @param bytes hold its path below the top, without a slash before; they may not be kept
     * @param from where the path begins
     * @param to where it ends
     */
    void take(Facts facts, byte[] bytes, int from, int to) throws TrekException;
  }

  /**
   * What a look at an object tells.
   *
   * @param kind what it is
   * @param uid number of the owner
   * @param gid number of the group
   * @param mode permission bits, {@code 07777} at most
   * @param size in bytes; 0 for all but files
   * @param modified time of the last write of the content
   */
  record Facts(FileState.Kind kind, int uid, int gid, int mode, long size, Instant modified) {

    /** Returns what is needed of a state. */
    public static Facts of(FileState state) {
      return new Facts(state.kind(), state.uid(), state.gid(), state.mode(), state.size(), state.modified());
    }
  }

  /**
   * Returns, of the files of a tree that have several names in it, each further name with the first one. Takes memory for these only.
   *
   * @throws TrekException when the host can't be asked
   */
  default Map<HostPath, HostPath> twins(HostPath top) throws TrekException {
    return Map.of();
  }

  /**
   * Tells which objects of a batch have not the owner, mode and kind that it gives, by the machine's own tools.
   *
   * @return their paths, the missing ones among them; empty where that can't be had, and looking at each tells the same
   */
  default Optional<List<HostPath>> unlike(OwnerBatch batch) throws TrekException {
    return Optional.empty();
  }

  /**
   * Says which files will be read next, so that a machine far away is asked for all of them at once: those that are regular files and small. What can't be
   * read is told when it is asked for by itself. Costs nothing elsewhere.
   *
   * @throws TrekException when the host can't be asked
   */
  default void ahead(Collection<HostPath> files) throws TrekException {}

  /**
   * Says which paths will be looked at next, so that a machine far away is asked for all of them at once. Costs nothing elsewhere.
   *
   * @throws TrekException when the host can't be asked
   */
  default void glance(Collection<HostPath> paths) throws TrekException {}

  /**
   * Reads a whole file into memory; for configuration files and the like.
   *
   * @throws TrekException when there is no such file, or it can't be read
   */
  default byte[] readAll(HostPath file) throws TrekException {
    try (InputStream in = read(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw TrekException.at(name() + ":" + file).found("can't be read: " + e.getMessage()).because(e).next("check the file and its file system");
    }
  }
}
