package org.mailtrek.config;

import java.util.List;
import java.util.Set;

/**
 * The switch for SSL version 2, which three releases had, gives way to lists of protocols; no later release offers that version.
 *
 * @param name the old switch
 * @param successor the list that took its place in this file
 */
record SslSwitchTranslation(String name, String successor) implements Translation {

  static List<Translation> of(String file) {
    return switch (file) {
      case "server.cfg" -> List.of(new SslSwitchTranslation("server_ssl_enable_v2", "server_ssl_protocols"));
      case "gateway.cfg", "ical.cfg" -> List.of(new SslSwitchTranslation("ssl_enable_v2", "ssl_protocols"));
      default -> List.of();
    };
  }

  @Override
  public boolean applies(CatalogueFile known, CatalogueFile wanted) {
    return known.accepts(name) && !wanted.accepts(name);
  }

  @Override
  public Set<String> names() {
    return Set.of(name);
  }

  @Override
  public List<Decision> decide(OldValues old, CatalogueFile wanted) {
    if (!old.sets(name)) {
      return List.of();
    }
    boolean on = Meaning.yes(old.inForce(name));
    String reason = on ? "SSL version 2 is gone; " + successor + " lists what is offered" : successor + " leaves SSL version 2 out by default";
    return List.of(Decision.give(on ? Verdict.Kind.REMOVED : Verdict.Kind.NOW_DEFAULT, name, old.inForce(name), reason));
  }
}
