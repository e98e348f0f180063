package org.mailtrek.discovery;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateText;
import org.mailtrek.host.HostPath;

/** A declaration as single keys, such as {@code products.mail1.database.url}, with their values as text. */
final class DeclaredKeys {

  private final Map<String, String> keys = new LinkedHashMap<>();

  private DeclaredKeys() {}

  static Map<String, String> of(Declaration declared) {
    DeclaredKeys all = new DeclaredKeys();
    declared.directory().ifPresent(all::directory);
    for (Declaration.Product each : declared.products()) {
      String prefix = "products." + each.host() + ".";
      if (!all.keys.containsKey(prefix + "product")) {
        all.product(prefix, each);
      }
    }
    return all.keys;
  }

  /** Returns the keys of what is to be, as if it were what is on a host. */
  static Map<String, String> ofTarget(String host, Declaration.Target target) {
    DeclaredKeys all = new DeclaredKeys();
    String prefix = "products." + host + ".";
    all.keys.put(prefix + "product", target.product());
    all.keys.put(prefix + "version", target.version());
    all.places(prefix, target.places());
    return all.keys;
  }

  private void directory(Declaration.Directory directory) {
    keys.put("directory.url", directory.url());
    directory.encryption().wanted().ifPresent(wanted -> keys.put("directory.starttls", wanted.toString()));
    directory.login().ifPresent(
        login -> {
          keys.put("directory.bind-dn", login.user());
          keys.put("directory.password", EstateText.of(login.password()));
        });
    keys.put("directory.base", directory.base());
    put("directory.host", directory.host());
    if (directory.tunnel()) {
      keys.put("directory.tunnel", "true");
    }
    directory.config().ifPresent(config -> {
      put("directory.config", config.folder().map(each -> "{ folder: " + each + " }"));
      put("directory.config", config.file().map(each -> "{ file: " + each + " }"));
      put("directory.config", config.dn().map(each -> "{ dn: " + each + " }"));
    });
    put("directory.service", directory.service());
    if (!directory.replicas().isEmpty()) {
      keys.put("directory.replicas", "[ " + String.join(", ", directory.replicas().stream().map(EstateText::word).toList()) + " ]");
    }
  }

  private void product(String prefix, Declaration.Product product) {
    keys.put(prefix + "product", product.product());
    keys.put(prefix + "version", product.version());
    places(prefix, product.places());
    product.database().ifPresent(
        database -> {
          keys.put(prefix + "database.url", database.url());
          keys.put(prefix + "database.user", database.login().user());
          keys.put(prefix + "database.password", EstateText.of(database.login().password()));
          put(prefix + "database.host", database.host());
          if (database.tunnel()) {
            keys.put(prefix + "database.tunnel", "true");
          }
          if (database.client()) {
            keys.put(prefix + "database.client", "true");
          }
        });
  }

  private void places(String prefix, Declaration.Places places) {
    put(prefix + "config", places.config().map(HostPath::toString));
    put(prefix + "attachments.path", places.attachments().map(HostPath::toString));
    put(prefix + "index", places.index().map(HostPath::toString));
    places.server().forEach((part, value) -> keys.put(prefix + part, value));
  }

  private void put(String key, Optional<String> value) {
    value.ifPresent(text -> keys.put(key, text));
  }
}
