package org.mailtrek.runbook.kopano;

import com.unboundid.ldap.sdk.Filter;
import java.util.Map;
import org.mailtrek.check.HomeGuard;
import org.mailtrek.check.PluginSettings;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.ServerConfiguration;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** Reads what the new server will find in its configuration. */
final class ServerSettings {

  private final ServerConfiguration configuration;

  private ServerSettings(ServerConfiguration configuration) {
    this.configuration = configuration;
  }

  static ServerSettings read(View view, Catalogue catalogue, Migration move) throws TrekException {
    return new ServerSettings(ServerConfiguration.read(catalogue, view.host(move.host()), move.newConfig(), move.to()));
  }

  /** Returns the account that the daemons run as; root where the configuration sets none. */
  Owner account() {
    return new Owner(account("run_as_user"), account("run_as_group"));
  }

  private String account(String directive) {
    String set = configuration.value(directive).orElse("kopano").strip();
    return set.isEmpty() ? "root" : set;
  }

  /** Returns how the server finds itself among several. */
  HomeGuard.HomeSettings homes() throws TrekException {
    Map<String, String> values = configuration.plugin();
    Filter objects = Filter.createEqualityFilter(set(values, "ldap_object_type_attribute", "objectClass"), set(values, "ldap_server_type_attribute_value", "kopano-server"));
    return new HomeGuard.HomeSettings(configuration.on("enable_distributed_kopano"), configuration.value("server_name").orElse(""), objects,
        set(values, "ldap_server_unique_attribute", "cn"), set(values, "ldap_user_server_attribute", "kopanoUserServer"), plugin());
  }

  private static String set(Map<String, String> values, String directive, String otherwise) {
    String value = values.getOrDefault(directive, "").strip();
    return value.isEmpty() ? otherwise : value;
  }

  PluginSettings plugin() throws TrekException {
    return PluginSettings.of(configuration.plugin(), configuration.on("enable_hosted_kopano"));
  }
}
