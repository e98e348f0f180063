package org.mailtrek.discovery;

import org.mailtrek.config.ConfigFile;
import org.mailtrek.host.HostPath;

/** Paths as configuration files write them: one character a byte, with {@code .}, {@code ..} and doubled slashes. */
final class ConfigPaths {

  private ConfigPaths() {}

  /** Returns the path of a text that begins with a slash. */
  static HostPath path(String text) {
    return ConfigFile.resolve(HostPath.ROOT, text);
  }

  static boolean absolute(String text) {
    return text.startsWith("/");
  }
}
