package org.mailtrek.command;

import java.util.Optional;
import java.util.function.Supplier;
import org.mailtrek.check.IdentityGuard;
import org.mailtrek.check.PluginSettings;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.ServerConfiguration;
import org.mailtrek.engine.Guard;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** Looks, before a mail server is started by name, whom it would take for gone under the configuration in force. */
final class PeopleGuard implements Guard {

  private final String host;
  private final Declaration declared;
  private final Supplier<Catalogue> catalogue;

  PeopleGuard(String host, Declaration declared, Supplier<Catalogue> catalogue) {
    this.host = host;
    this.declared = declared;
    this.catalogue = catalogue;
  }

  @Override
  public String name() {
    return "identity";
  }

  @Override
  public String check(View view) throws TrekException {
    Optional<EstateConfig.Place> place = EstateConfig.places(view, declared).stream().filter(each -> each.host().equals(host)).findFirst();
    if (place.isEmpty() || declared.directory().isEmpty() || declared.database(host).isEmpty()) {
      return "not compared: no mail server with its directory and database is declared on " + host;
    }
    ServerConfiguration read = ServerConfiguration.read(catalogue.get(), view.host(host), place.get().folder(), place.get().release());
    if (!read.value("user_plugin").orElse("").equals("ldap")) {
      return "not compared: the server's people are not in a directory";
    }
    if (read.on("user_safe_mode")) {
      return "the server is in safe mode, and deletes nobody";
    }
    boolean several = read.on("enable_hosted_kopano") || read.on("enable_hosted_zarafa");
    return new IdentityGuard(host, looked -> PluginSettings.of(read.plugin(), several)).check(view);
  }
}
