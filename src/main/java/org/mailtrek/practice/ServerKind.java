package org.mailtrek.practice;

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
  static final ServerKind KOPANO = new ServerKind(Release.of("kc-8.7.25"), 0, 118, 63, false);

  /** Returns its name, such as {@code kopano-server}. */
  String program() {
    return release.account() + "-server";
  }
}
