package org.mailtrek.host;

/**
 * A machine that can be changed: {@link #view} reads, the others write. Only changes, performed by the runner, may hold one.
 */
public interface Host extends AutoCloseable {

  /** Returns the name of the host in {@code estate.yaml}. */
  String name();

  /** Returns the face that can't write. It sees what the writing faces did at once. */
  HostView view();

  /** Returns the sole writer of files. */
  Disk disk();

  /** Returns the services, to be started and stopped. */
  Services services();

  /** Returns the packages, to be installed and removed. */
  Packages packages();

  /** Returns the programs of the machine that change it, such as a vendor's installer; refuses every call where none can be run. */
  default Programs programs() {
    return new NoPrograms(name());
  }

  /** Returns the files of an OpenLDAP server, to be filled anew; refuses every call where that can't be done. */
  default Slapd slapd() {
    return new NoSlapd(name());
  }

  /**
   * Says that what comes, until {@link #release}, changes the machine. Before the next look at it, whatever a lost connection of ours was still
   * writing there is over. Nothing is asked yet.
   */
  default void claim() {}

  /** Ends what {@link #claim} began. */
  default void release() {}

  /**
   * Says that what is seen of the machine from now on may be taken for true until {@link #forget}, so that one preview asks nothing twice of a machine
   * far away; what was seen before is looked at anew. What we do to the machine ends that for all that was seen before. Each is ended by one {@link #forget}.
   */
  default void remember() {}

  /** Ends one {@link #remember}. */
  default void forget() {}

  /** Returns whether a connection to it has been lost since it was last used; asks nothing. */
  default boolean lost() {
    return false;
  }

  @Override
  void close();
}
