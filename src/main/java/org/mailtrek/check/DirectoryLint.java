package org.mailtrek.check;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.config.Finding;
import org.mailtrek.config.Finding.Effect;
import org.mailtrek.config.ServerConfiguration;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * Holds the settings of the user plugin against the directory: do base, filters and attributes answer, and do the server objects name the socket
 * that the server listens on? Counts only, so that a directory of any size passes through.
 */
public final class DirectoryLint {

  private static final List<String> SOCKETS = List.of("zarafaFilePath", "kopanoFilePath");

  private final DirectoryView directory;
  private final ServerConfiguration server;
  private final Map<String, String> plugin;
  private final List<Finding> findings = new ArrayList<>();

  private DirectoryLint(DirectoryView directory, ServerConfiguration server) {
    this.directory = directory;
    this.server = server;
    this.plugin = server.plugin();
  }

  /**
   * Returns what is wrong; nothing where the server has its users elsewhere.
   *
   * @throws TrekException when the directory can't be asked
   */
  public static List<Finding> check(DirectoryView directory, ServerConfiguration server) throws TrekException {
    DirectoryLint lint = new DirectoryLint(directory, server);
    if (server.value("user_plugin").orElse("").startsWith("ldap")) {
      lint.people();
      lint.sockets();
    }
    return lint.findings;
  }

  private void people() throws TrekException {
    PluginSettings settings;
    try {
      settings = PluginSettings.of(plugin, server.on("enable_hosted_kopano") || server.on("enable_hosted_zarafa"));
    } catch (TrekException e) {
      add(Effect.PLUGIN_VOID, "ldap_search_base", e.what(), e.next());
      return;
    }
    if (!DN.isValidDN(settings.searchBase()) || base(settings.searchBase()).isEmpty()) {
      add(Effect.BROKEN, "ldap_search_base", "the directory has no entry " + settings.searchBase() + ": the server would find nobody, and delete the users of the database", "correct ldap_search_base");
      return;
    }
    for (PluginSettings.Source each : settings.sources()) {
      source(settings.searchBase(), each);
    }
  }

  private Optional<Entry> base(String dn) throws TrekException {
    return directory.entry(dn);
  }

  private void source(String base, PluginSettings.Source source) throws TrekException {
    long[] counts = new long[2];
    directory.search(
        base,
        SearchScope.SUB,
        source.filter(),
        entry -> {
          counts[0]++;
          counts[1] += entry.hasAttribute(source.uniqueAttribute()) ? 0 : 1;
        },
        source.uniqueAttribute());
    String kind = source.kind().toString().toLowerCase(java.util.Locale.ROOT);
    if (counts[0] == 0 && source.kind() == ObjectKind.PERSON && source.nameAttribute().equals(plugin.getOrDefault("ldap_loginname_attribute", "uid"))) {
      add(Effect.BROKEN, "ldap_user_search_filter", "no entry below " + base + " fits " + source.filter(), "correct the filter, or ldap_user_type_attribute_value");
    } else if (counts[1] > 0) {
      String of = counts[1] + " of " + counts[0] + " entries that the server takes for a " + kind;
      add(Effect.BROKEN, "ldap_user_unique_attribute", of + " have no " + source.uniqueAttribute() + ": it would not see them", "correct the unique attribute");
    }
  }

  private void sockets() throws TrekException {
    String pipe = server.value("server_pipe_name").orElse("");
    List<Filter> any = SOCKETS.stream().map(Filter::createPresenceFilter).toList();
    directory.search(
        directory.base(),
        SearchScope.SUB,
        Filter.createORFilter(any),
        entry -> {
          for (String name : SOCKETS) {
            for (String value : Optional.ofNullable(entry.getAttributeValues(name)).orElse(new String[0])) {
              String path = value.replaceFirst("^file://", "");
              if (path.startsWith("/") && !path.equals(pipe)) {
                add(Effect.BROKEN, "server_pipe_name", entry.getDN() + " says " + path + " in the directory, the server listens on " + pipe, "ldap sockets");
              }
            }
          }
        },
        SOCKETS.toArray(String[]::new));
  }

  private void add(Effect effect, String directive, String what, String next) {
    String file = directive.startsWith("ldap_") ? server.pluginFile().toString() : server.files().stream().findFirst().map(Object::toString).orElse("server.cfg");
    findings.add(new Finding(effect, file, 0, directive, what, next));
  }
}
