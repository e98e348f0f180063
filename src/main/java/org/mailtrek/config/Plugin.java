package org.mailtrek.config;

import java.util.Optional;
import org.mailtrek.host.HostPath;

/**
 * The configuration of the user plugin, as {@code server.cfg} names it.
 *
 * @param file the file; empty when no file in the folder is in use
 * @param catalogueName the name under which the catalogue knows its kind
 */
record Plugin(Optional<HostPath> file, String catalogueName) {

  private static final String OPENLDAP = "ldap.openldap.cfg";
  private static final String ACTIVE_DIRECTORY = "ldap.active-directory.cfg";

  static Plugin of(TakeoverOptions options, Catalogue catalogue, ConfigTree source) {
    Effective server = Effective.of(source, options.source().resolve("server.cfg"), Dialect.DAEMON);
    OldValues values = new OldValues(catalogue.file(options.from(), "server.cfg"), server.values());
    String plugin = values.inForce("user_plugin");
    String path = values.inForce("user_plugin_config");
    if (!path.startsWith("/") || !(plugin.startsWith("ldap") || plugin.equals("unix"))) {
      return new Plugin(Optional.empty(), "");
    }
    HostPath file = Effective.resolve(HostPath.ROOT, path);
    if (!source.has(file) || !file.parent().equals(options.source())) {
      return new Plugin(Optional.empty(), "");
    }
    boolean unix = plugin.equals("unix");
    return new Plugin(Optional.of(file), unix ? "unix.cfg" : flavour(catalogue, options.from(), Effective.of(source, file, Dialect.DAEMON)));
  }

  /** Returns which of the two shipped templates a file comes from: the one with more of its values. */
  static String flavour(Catalogue catalogue, Release release, Effective file) {
    return alike(catalogue.file(release, ACTIVE_DIRECTORY), file) > alike(catalogue.file(release, OPENLDAP), file) ? ACTIVE_DIRECTORY : OPENLDAP;
  }

  private static long alike(CatalogueFile template, Effective file) {
    return template.directives().stream().filter(each -> file.value(each.name()).map(each.stock()::equals).orElse(false)).count();
  }
}
