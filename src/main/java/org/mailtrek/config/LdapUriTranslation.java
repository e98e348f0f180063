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
    return forward(known, wanted) || known.effective(URI) && !wanted.effective(URI) && wanted.effective("ldap_host");
  }

  private static boolean forward(CatalogueFile known, CatalogueFile wanted) {
    return known.effective("ldap_host") && wanted.effective(URI) && !wanted.effective("ldap_host");
  }

  @Override
  public Set<String> names() {
    return Set.of("ldap_host", "ldap_port", "ldap_protocol", URI);
  }

  @Override
  public List<Decision> decide(OldValues old, CatalogueFile wanted) {
    String given = old.inForce(URI);
    if (!forward(old.known(), wanted)) {
      return given.isEmpty() ? parts(old) : back(given);
    }
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

  private static List<Decision> parts(OldValues old) {
    List<Decision> decisions = new ArrayList<>();
    for (String name : List.of("ldap_host", "ldap_port", "ldap_protocol")) {
      decisions.add(Decision.put(Verdict.Kind.KEPT, name, old.inForce(name), name, old.inForce(name), ""));
    }
    return decisions;
  }

  /** The first address in three parts; where there are more, they are lost. */
  private static List<Decision> back(String given) {
    String[] all = given.strip().split("[ \t]+");
    String protocol = all[0].startsWith("ldaps:") ? "ldaps" : "ldap";
    String rest = all[0].replaceFirst("^[a-z]+://", "").replaceFirst("/.*$", "");
    ListenPlaces.Place place = ListenPlaces.Place.parse(rest);
    String port = place.port().isEmpty() ? protocol.equals("ldaps") ? "636" : "389" : place.port();
    String host = place.address().isEmpty() ? "localhost" : place.address();
    List<Decision> decisions = new ArrayList<>();
    decisions.add(Decision.put(Verdict.Kind.TRANSLATED, URI, given, "ldap_host", host, "host, port and protocol"));
    decisions.add(Decision.put(Verdict.Kind.TRANSLATED, URI, given, "ldap_port", port, "host, port and protocol"));
    decisions.add(Decision.put(Verdict.Kind.TRANSLATED, URI, given, "ldap_protocol", protocol, "host, port and protocol"));
    if (all.length > 1) {
      decisions.add(Decision.give(Verdict.Kind.REMOVED, URI, given, "one server is all that can be said: the others are given up"));
    }
    return decisions;
  }
}
