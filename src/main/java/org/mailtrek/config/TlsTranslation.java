package org.mailtrek.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which versions of TLS a program offers: a list of protocols until Kopano 8.7, the lowest version from 9.0 on.
 *
 * @param list the directive with the list
 * @param least the directive with the lowest version
 */
record TlsTranslation(String list, String least) implements Translation {

  private static final List<String> LISTED = List.of("SSLv2", "SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2");
  private static final List<String> NAMED = List.of("tls1.0", "tls1.0", "tls1.0", "tls1.1", "tls1.2");

  static List<Translation> of(String file) {
    return switch (file) {
      case "server.cfg" -> List.of(new TlsTranslation("server_ssl_protocols", "server_tls_min_proto"));
      case "gateway.cfg", "ical.cfg" -> List.of(new TlsTranslation("ssl_protocols", "tls_min_proto"));
      default -> List.of();
    };
  }

  @Override
  public boolean applies(CatalogueFile known, CatalogueFile wanted) {
    return forward(known, wanted) || known.effective(least) && !wanted.effective(least) && wanted.effective(list);
  }

  private boolean forward(CatalogueFile known, CatalogueFile wanted) {
    return known.effective(list) && !wanted.effective(list) && wanted.effective(least);
  }

  @Override
  public Set<String> names() {
    return Set.of(list, least);
  }

  @Override
  public List<Decision> decide(OldValues old, CatalogueFile wanted) {
    boolean forward = forward(old.known(), wanted);
    String from = forward ? list : least;
    String to = forward ? least : list;
    String stock = wanted.find(to).map(Directive::stock).orElse("");
    if (!old.changed(from)) {
      return List.of(new Decision(Verdict.Kind.DEFAULT_CHANGED, from, Optional.of(old.inForce(from)), to, Optional.empty(), "is now " + stock));
    }
    String value = forward ? lowest(old.inForce(list)) : listed(old.inForce(least));
    if (Meaning.same(value, stock)) {
      return List.of(Decision.put(Verdict.Kind.NOW_DEFAULT, from, old.inForce(from), to, value, ""));
    }
    return List.of(Decision.put(Verdict.Kind.TRANSLATED, from, old.inForce(from), to, value, remark(forward, old.inForce(from), stock)));
  }

  private static String remark(boolean forward, String old, String stock) {
    if (forward) {
      return "the new release by itself: " + stock + "; look whether clients still need it otherwise";
    }
    return old.equals("tls1.3") ? "TLS 1.2 can't be shut out there" : "the same versions as a list";
  }

  /** A word with {@code !} shuts a protocol out; one without it shuts out all that are not named. */
  private static String lowest(String value) {
    List<String> out = new ArrayList<>();
    List<String> in = new ArrayList<>();
    for (String each : value.split("[ ,]+")) {
      String name = each.replaceFirst("^[!+]", "").replace("TLSv1.0", "TLSv1");
      (each.startsWith("!") ? out : in).add(name);
    }
    in.remove("");
    for (int at = 0; at < LISTED.size(); at++) {
      if (!out.contains(LISTED.get(at)) && (in.isEmpty() || in.contains(LISTED.get(at)))) {
        return NAMED.get(at);
      }
    }
    return "tls1.2";
  }

  private static String listed(String value) {
    int lowest = NAMED.contains(value) ? NAMED.lastIndexOf(value) : NAMED.size() - 1;
    List<String> out = new ArrayList<>();
    LISTED.subList(0, lowest).forEach(each -> out.add("!" + each));
    return String.join(" ", out);
  }
}
