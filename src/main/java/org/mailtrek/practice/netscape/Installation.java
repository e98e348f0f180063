package org.mailtrek.practice.netscape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A simulated machine's installation of 3.x and, beside it, of 4.1.
 *
 * @param root the folder that acts as the machine's root
 */
public record Installation(Path root) {

  /** Where 4.1 is installed. */
  public static final String SERVER = "/usr/netscape/server4";

  /** The instance of 4.1. */
  public static final String INSTANCE = SERVER + "/msg-lab1";

  /** Where the vendor's programs for a move lie. */
  public static final String TOOLS = SERVER + "/bin/msg/admin/bin";

  /** Where 3.x is installed. */
  public static final String OLD = "/usr/netscape/suitespot/mail-lab1";

  /** The configuration of 3.x: {@code name|value}; form and names are ours. */
  public static final String OLD_SETTINGS = OLD + "/config/mail.conf";

  /** What {@code configutil} reads and writes; its place and form are ours. */
  public static final String SETTINGS = INSTANCE + "/config/configdb";

  /** Returns a path of the machine. */
  Path at(String path) {
    return root.resolve(path.substring(1));
  }

  /** Returns what the machine keeps outside its disk. */
  Path beside() {
    return root.resolveSibling(root.getFileName() + ".machine");
  }

  String host() throws IOException {
    return Files.readString(at("/etc/hostname")).strip();
  }

  Settings settings() {
    return new Settings(at(SETTINGS));
  }

  Settings oldSettings() {
    return new Settings(at(OLD_SETTINGS));
  }

  /** Returns the default mailbox directory of 3.x, where {@code upgrade} keeps its status files. */
  String oldStore() throws IOException {
    return oldSettings().require("mailstore");
  }

  Path status(String name) throws IOException {
    return at(oldStore()).resolve(name);
  }
}
