package org.mailtrek.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The autoresponder's settings: shell variables in {@code autorespond} of old, directives of {@code autorespond.cfg} from Kopano 8.5 on. */
record AutorespondTranslation() implements Translation {

  static final String SHELL = "autorespond";
  static final String SERVICE = "autorespond.cfg";
  private static final Map<String, String> SWITCHES = switches();

  private static Map<String, String> switches() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("AUTORESPOND_CC", "autorespond_cc");
    names.put("AUTORESPOND_BCC", "autorespond_bcc");
    names.put("AUTORESPOND_NORECIP", "autorespond_norecip");
    return names;
  }

  /** Returns the file of the release in which these settings live, where it is another than this one. */
  static Optional<String> elsewhere(Catalogue catalogue, Release to, String name) {
    boolean service = !catalogue.file(to, SERVICE).unknown();
    return switch (name) {
      case SHELL -> service ? Optional.of(SERVICE) : Optional.empty();
      case SERVICE -> service ? Optional.empty() : Optional.of(SHELL);
      default -> Optional.empty();
    };
  }

  @Override
  public boolean applies(CatalogueFile known, CatalogueFile wanted) {
    return known.name().equals(SHELL) && wanted.name().equals(SERVICE) || known.name().equals(SERVICE) && wanted.name().equals(SHELL);
  }

  @Override
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>(List.of("TIMELIMIT", "timelimit"));
    names.addAll(SWITCHES.keySet());
    names.addAll(SWITCHES.values());
    return names;
  }

  @Override
  public List<Decision> decide(OldValues old, CatalogueFile wanted) {
    boolean forward = wanted.name().equals(SERVICE);
    List<Decision> decisions = new ArrayList<>();
    for (Map.Entry<String, String> each : SWITCHES.entrySet()) {
      String from = forward ? each.getKey() : each.getValue();
      boolean on = Meaning.yes(ShellValue.plain(old.inForce(from)));
      say(decisions, old, wanted, from, forward ? each.getValue() : each.getKey(), forward ? on ? "yes" : "no" : on ? "1" : "0");
    }
    String from = forward ? "TIMELIMIT" : "timelimit";
    String limit = ShellValue.plain(old.inForce(from));
    OptionalLong seconds = ShellValue.number(limit);
    if (seconds.isPresent()) {
      say(decisions, old, wanted, from, forward ? "timelimit" : "TIMELIMIT", Long.toString(seconds.getAsLong()));
    } else {
      decisions.add(Decision.give(Verdict.Kind.REMOVED, from, limit, "only a number of seconds can be said there"));
    }
    return decisions;
  }

  private static void say(List<Decision> decisions, OldValues old, CatalogueFile wanted, String from, String to, String value) {
    Optional<Directive> target = wanted.find(to);
    if (old.sets(from) && target.isPresent()) {
      String stock = target.get().stock();
      boolean same = Meaning.same(stock, value) || ShellValue.number(stock).equals(ShellValue.number(value)) && !ShellValue.number(value).isEmpty();
      Verdict.Kind kind = !same ? Verdict.Kind.TRANSLATED : old.changed(from) ? Verdict.Kind.NOW_DEFAULT : Verdict.Kind.SAME;
      decisions.add(Decision.put(kind, from, old.active().get(from), to, same ? stock : value, "another file, another spelling"));
    }
  }
}
