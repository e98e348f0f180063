package org.mailtrek.practice;

import java.util.stream.Stream;
import org.mailtrek.config.Release;

/**
 * A storage server that is played.
 *
 * @param release its release
 * @param revision what it writes as revision into table {@code versions}
 * @param schema the schema that it raises a database to
 * @param oldest the oldest schema that it can raise
 * @param needsFile whether it refuses to start without its configuration file
 */
record ServerKind(Release release, int revision, int schema, int oldest, boolean needsFile) {

  static final ServerKind ZARAFA = new ServerKind(Release.of("zcp-7.2.6"), 52189, 64, 63, true);
  static final ServerKind KOPANO_8_1 = new ServerKind(Release.of("kc-8.1.0"), 0, 66, 1, false);
  static final ServerKind KOPANO = new ServerKind(Release.of("kc-8.7.25"), 0, 118, 63, false);
  static final ServerKind KOPANO_11 = new ServerKind(Release.of("kc-11.0.2"), 0, 118, 63, false);

  /** Returns the server that a package of this version brings: the newest that is not newer than it. */
  static ServerKind packaged(String version) {
    Release release = Release.of("kc-" + version.replaceFirst("^[0-9]+:", "").replaceFirst("[^0-9.].*", ""));
    return Stream.of(KOPANO_11, KOPANO, KOPANO_8_1).filter(each -> each.release().compareTo(release) <= 0).findFirst().orElse(KOPANO_8_1);
  }

  /** Returns its name, such as {@code kopano-server}. */
  String program() {
    return release.account() + "-server";
  }
}
