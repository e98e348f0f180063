package org.mailtrek.host;

/**
 * A machine as those see it who may only read: files, accounts, services and packages. Implementations are safe for use by several threads.
 */
public interface HostView extends FilesView {

  /** Returns the users and groups of the machine. */
  AccountsView accounts();

  /** Returns the services of the machine. */
  ServicesView services();

  /** Returns the packages of the machine. */
  PackagesView packages();

  /** Returns the files of an OpenLDAP server, as its own tools read them; refuses every call where that can't be done. */
  default SlapdView slapd() {
    return new NoSlapd(name());
  }

  /** Returns the face that runs programs which only look. */
  default Inspection inspection() {
    return new FileInspection(this);
  }

  /** Returns whether the machine is shown as changes will leave it that are not made yet: its programs then know nothing of them. */
  default boolean foreseen() {
    return false;
  }

  /**
   * Space on a file system.
   *
   * @param freeBytes bytes free for the user that Mailtrek runs as
   * @param totalBytes size of the file system in bytes
   * @param mount the mount point
   * @param mountKey tells mounts apart where device numbers don't (bind mounts)
   */
  record Space(long freeBytes, long totalBytes, HostPath mount, String mountKey) {}
}
