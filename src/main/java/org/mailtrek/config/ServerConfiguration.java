package org.mailtrek.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * What a mail server would find in its configuration: the value of each directive in force, from its files with all that they include, else
 * built in.
 */
public final class ServerConfiguration {

  private final Catalogue catalogue;
  private final Release release;
  private final HostPath folder;
  private final ConfigTree tree;
  private final Effective server;

  private ServerConfiguration(Catalogue catalogue, Release release, HostPath folder, ConfigTree tree) {
    this.catalogue = catalogue;
    this.release = release;
    this.folder = folder;
    this.tree = tree;
    this.server = Effective.of(tree, folder.resolve("server.cfg"), Dialect.DAEMON);
  }

  /**
   * Reads the configuration of a server.
   *
   * @param folder where its files are
   * @throws TrekException when they can't be read
   */
  public static ServerConfiguration read(Catalogue catalogue, HostView host, HostPath folder, Release release) throws TrekException {
    return new ServerConfiguration(catalogue, release, folder, HostTree.read(host, folder, release));
  }

  /** Returns the value of a directive of {@code server.cfg} in force; empty when the release does not know it and the file does not set it. */
  public Optional<String> value(String directive) {
    Optional<String> set = server.value(directive);
    return set.isPresent() ? set : catalogue.file(release, "server.cfg").find(directive).map(Directive::builtIn);
  }

  /** Returns whether a directive of {@code server.cfg} is switched on. */
  public boolean on(String directive) {
    return value(directive).map(Meaning::yes).orElse(false);
  }

  /** Returns the folder of the search index, as {@code search.cfg} says, {@code indexer.cfg} before ZCP 7.1.0, or the program that is built to. */
  public HostPath index() {
    String file = release.atLeast("zcp-7.1.0") ? "search.cfg" : "indexer.cfg";
    Optional<String> set = Effective.of(tree, folder.resolve(file), Dialect.SERVICE).value("index_path").filter(each -> each.startsWith("/"));
    return HostPath.of(set.orElse("/var/lib/" + release.account() + (release.atLeast("zcp-7.2.0") ? "/search" : "/index")));
  }

  /** Returns the files that say so: {@code server.cfg} and all that it includes. */
  public Set<HostPath> files() {
    return Collections.unmodifiableSet(server.read());
  }

  /** Returns the file of the user plugin, such as {@code /etc/kopano/ldap.cfg}. */
  public HostPath pluginFile() {
    String named = value("user_plugin_config").orElse("");
    return named.startsWith("/") ? Effective.resolve(HostPath.ROOT, named) : folder.resolve("ldap.cfg");
  }

  /** Returns the directives of the user plugin in force, by name, built-in ones among them. */
  public Map<String, String> plugin() {
    Effective set = Effective.of(tree, pluginFile(), Dialect.DAEMON);
    Map<String, String> values = new LinkedHashMap<>();
    for (Directive each : catalogue.file(release, "ldap.cfg").directives()) {
      values.put(each.name(), each.builtIn());
    }
    values.putAll(set.values());
    return values;
  }
}
