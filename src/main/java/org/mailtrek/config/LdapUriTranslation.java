package org.mailtrek.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Host, port and protocol of the LDAP server become its URI. */
record LdapUriTranslation() implements Translation {

  private static final String URI = "ldap_uri";

  @Override
  public boolean applies(CatalogueFile known, CatalogueFile wanted) {
    return known.effective("ldap_host") && wanted.effective(URI) && !wanted.effective("ldap_host");
  }

  @Override
  public Set<String> names() {
    return Set.of("ldap_host", "ldap_port", "ldap_protocol", URI);
  }

  @Override
  public List<Decision> decide(OldValues old, CatalogueFile wanted) {
    String given = old.inForce(URI);
    if (!given.isEmpty()) {
      return List.of(Decision.put(Verdict.Kind.KEPT, URI, given, URI, given, ""));
    }
    List<String> servers = new ArrayList<>();
    for (String host : old.inForce("ldap_host").split("[ ,]+")) {
      String name = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
      servers.add(old.inForce("ldap_protocol") + "://" + name + ":" + old.inForce("ldap_port") + "/");
    }
    String said = old.inForce("ldap_protocol") + ", " + old.inForce("ldap_host") + ", " + old.inForce("ldap_port");
    return List.of(
        new Decision(Verdict.Kind.TRANSLATED, "ldap_host", Optional.of(said), URI, Optional.of(String.join(" ", servers)), "host, port and protocol"));
  }
}
