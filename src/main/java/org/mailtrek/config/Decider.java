package org.mailtrek.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.config.Verdict.Kind;

/** Compares three ways, directive by directive: what the old release does by itself, what the administrator set, what the new one does. */
final class Decider {

  private static final String PROPMAP = "ldap.propmap.cfg";

  private final Catalogue catalogue;
  private final TakeoverOptions options;
  private final ValueMover mover;
  private final OldValues old;
  private final CatalogueFile wanted;
  private final Set<String> translated = new LinkedHashSet<>();
  private final Set<String> reached = new LinkedHashSet<>();
  private final Map<String, String> successors = new HashMap<>();

  Decider(Catalogue catalogue, TakeoverOptions options, OldValues old, CatalogueFile wanted) {
    this.catalogue = catalogue;
    this.options = options;
    this.mover = new ValueMover(options);
    this.old = old;
    this.wanted = wanted;
    boolean forward = options.from().compareTo(options.to()) <= 0;
    for (Replacement each : catalogue.replacements()) {
      if (each.kind() == Replacement.Kind.PLAIN && each.file().equals(old.known().name())) {
        successors.put(forward ? each.directive() : each.successors().get(0), forward ? each.successors().get(0) : each.directive());
      }
    }
  }

  /** Returns one decision for each directive of either release, in the order: translated, set, written down, new. */
  List<Decision> decide() {
    List<Decision> decisions = new ArrayList<>();
    for (Translation each : translations()) {
      if (each.applies(old.known(), wanted)) {
        translated.addAll(each.names());
        decisions.addAll(each.decide(old, wanted));
      }
    }
    old.active().forEach((name, value) -> add(decisions, set(name, value)));
    old.known().directives().forEach(each -> add(decisions, unset(each)));
    wanted.directives().forEach(each -> add(decisions, fresh(each)));
    return decisions;
  }

  private static void add(List<Decision> decisions, Optional<Decision> decision) {
    decision.ifPresent(decisions::add);
  }

  private List<Translation> translations() {
    List<Translation> all = new ArrayList<>(ListenTranslation.of(wanted.name()));
    all.addAll(BindTranslation.of(wanted.name()));
    all.addAll(SslSwitchTranslation.of(wanted.name()));
    all.addAll(TlsTranslation.of(wanted.name()));
    all.add(new AutorespondTranslation());
    if (wanted.name().startsWith("ldap.")) {
      all.add(new LdapUriTranslation());
    }
    return all;
  }

  /** Returns the names that translations speak for. */
  Set<String> translated() {
    return translated;
  }

  private Optional<Decision> set(String name, String value) {
    if (translated.contains(name)) {
      return Optional.empty();
    }
    String newName = successor(name);
    reached.add(newName);
    if (!wanted.accepts(newName)) {
      return Optional.of(gone(name, value));
    }
    if (!wanted.effective(newName)) {
      return Optional.of(Decision.give(Kind.OBSOLETE, name, value, "accepted by " + options.to() + ", without effect" + instead(name)));
    }
    String moved = decided(newName).orElseGet(() -> moved(name, value, newName));
    return Optional.of(keep(name, value, newName, moved));
  }

  private String moved(String name, String value, String newName) {
    return Meaning.spelt(mover.move(wanted.name(), name, value), wanted.find(newName).map(Directive::form).orElse(Directive.Form.TEXT));
  }

  private Decision keep(String name, String value, String newName, String moved) {
    Optional<Directive> target = wanted.find(newName);
    String stock = target.map(Directive::stock).orElse("");
    boolean changed = old.changed(name) || decided(newName).isPresent();
    String lost = mover.lost(newName, value);
    if (!lost.isEmpty()) {
      return Decision.put(Kind.MOVED, name, value, newName, moved, lost);
    }
    if (target.isPresent() && Meaning.same(moved, stock)) {
      return Decision.put(changed ? Kind.NOW_DEFAULT : newName.equals(name) ? Kind.SAME : Kind.RENAMED, name, value, newName, moved, "");
    }
    boolean keeper = Keepers.keeps(wanted.name(), newName) || target.map(Directive::mandatory).orElse(false);
    if (!changed && !keeper && options.strategy() == Strategy.MERGE) {
      return new Decision(Kind.DEFAULT_CHANGED, name, Optional.of(value), newName, Optional.empty(), "is now " + (stock.isEmpty() ? "(empty)" : stock));
    }
    Kind kind = !newName.equals(name) ? Kind.RENAMED : !moved.equals(value) ? Kind.MOVED : changed ? Kind.KEPT : Kind.WRITTEN_DOWN;
    return Decision.put(kind, name, value, newName, moved, "");
  }

  private Optional<Decision> unset(Directive directive) {
    String name = directive.name();
    String newName = successor(name);
    boolean concerned = !old.sets(name) && !translated.contains(name) && !name.startsWith("!") && directive.status() != Directive.Status.ALIAS;
    Optional<Directive> found = wanted.find(newName);
    if (!concerned || !old.known().effective(name) || !wanted.effective(newName) || found.isEmpty() || !reached.add(newName)) {
      return Optional.empty();
    }
    Directive target = found.orElseThrow();
    Optional<String> decided = decided(newName);
    String value = decided.orElseGet(() -> mover.move(wanted.name(), name, directive.builtIn()));
    String lost = mover.lost(newName, directive.builtIn());
    if (Meaning.same(value, target.stock())) {
      return Optional.of(Decision.put(lost.isEmpty() ? Kind.SAME : Kind.MOVED, name, directive.builtIn(), newName, value, lost));
    }
    boolean writable = !(value.isEmpty() && target.needsValue());
    boolean needed = target.mandatory() && !value.isEmpty();
    if (writable && (decided.isPresent() || needed || Keepers.keeps(wanted.name(), newName))) {
      return Optional.of(Decision.put(Kind.WRITTEN_DOWN, name, directive.builtIn(), newName, value, lost.isEmpty() ? "nothing was set" : lost));
    }
    String now = target.stock().isEmpty() ? "(empty)" : target.stock();
    return Optional.of(new Decision(Kind.DEFAULT_CHANGED, name, Optional.of(directive.builtIn()), newName, Optional.empty(), "is now " + now));
  }

  private Optional<Decision> fresh(Directive directive) {
    String name = directive.name();
    if (!directive.effective() || old.known().accepts(name) || translated.contains(name) || !reached.add(name)) {
      return Optional.empty();
    }
    if (decided(name).isPresent()) {
      return Optional.of(new Decision(Kind.WRITTEN_DOWN, name, Optional.empty(), name, decided(name), "decided with the plan"));
    }
    String now = "is " + (directive.stock().isEmpty() ? "(empty)" : directive.stock());
    boolean look = catalogue.worthALook(name);
    return Optional.of(new Decision(look ? Kind.WORTH_A_LOOK : Kind.NEW, name, Optional.empty(), name, Optional.empty(), look ? now + ". " + catalogue.remark(name).orElseThrow() : now));
  }

  private Optional<String> decided(String name) {
    return Optional.ofNullable(options.decided().get(new TakeoverOptions.Directive(wanted.name(), name)));
  }

  private Decision gone(String name, String value) {
    if (old.known().accepts(name)) {
      return Decision.give(Kind.REMOVED, name, value, lastKnown(name) + instead(name));
    }
    String nearest = wanted.nearest(name).map(each -> "; did you mean " + each + "?").orElse("");
    return Decision.give(Kind.UNKNOWN, name, value, "neither " + options.from() + " nor " + options.to() + " knows it" + nearest);
  }

  private String lastKnown(String name) {
    return catalogue.history(codeFile(), name).ended(Rows.Source.CODE, Release.Product.KC, catalogue.boundaries()).stream()
        .filter(until -> until.compareTo(options.to()) < 0)
        .max(Release::compareTo)
        .map(until -> "not in " + options.to() + ", last in " + until)
        .orElse("not in " + options.to());
  }

  private String instead(String name) {
    return catalogue.replacements().stream()
        .filter(each -> each.file().equals(codeFile()) && each.directive().equals(name) && each.since().compareTo(options.to()) <= 0)
        .reduce((first, second) -> second)
        .map(each -> "; see " + String.join(", ", each.successors()))
        .orElse("");
  }

  private String codeFile() {
    return wanted.name().startsWith("ldap.") && !wanted.name().equals(PROPMAP) ? "ldap.cfg" : wanted.name();
  }

  /** Follows plain renames from the old release to the new one, forwards or backwards. */
  private String successor(String name) {
    if (old.known().name().equals(PROPMAP)) {
      return name;
    }
    if (wanted.effective(name)) {
      return name;
    }
    String next = successors.get(name);
    return next != null && wanted.effective(next) ? next : name;
  }
}
