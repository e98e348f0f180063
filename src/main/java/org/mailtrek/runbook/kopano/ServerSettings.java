package org.mailtrek.runbook.kopano;

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

  PluginSettings plugin() throws TrekException {
    return PluginSettings.of(configuration.plugin(), configuration.on("enable_hosted_kopano"));
  }
}
