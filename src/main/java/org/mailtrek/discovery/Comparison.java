package org.mailtrek.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.estate.Declaration;

/**
 * Holds a draft against what is declared. Where a password comes from is a person's choice, and so is a declared host of a server; on machines
 * that have become what the target says, the target counts.
 */
public final class Comparison {

  private final Map<String, String> declared;
  private final Map<String, String> target = new LinkedHashMap<>();
  private final EstateDraft draft;

  /** Takes both sides. */
  public Comparison(Declaration declared, EstateDraft draft) {
    this.declared = DeclaredKeys.of(declared);
    this.draft = draft;
    draft.products().keySet().forEach(host -> declared.target().filter(each -> reached(declared, host, each)).ifPresent(each -> target.putAll(DeclaredKeys.ofTarget(host, each))));
  }

  private boolean reached(Declaration estate, String host, Declaration.Target to) {
    Map<String, Setting> found = draft.settings();
    boolean there = Optional.ofNullable(found.get("products." + host + ".product")).map(each -> each.value().equals(to.product())).orElse(false);
    boolean version = Optional.ofNullable(found.get("products." + host + ".version")).map(each -> each.value().equals(to.version())).orElse(false);
    boolean before = estate.product(host).map(each -> each.product().equals(to.product()) && each.version().equals(to.version())).orElse(false);
    return there && version && !before;
  }

  /** Returns every key of either side, in the order of the draft. */
  public List<Difference> all() {
    List<Difference> all = new ArrayList<>();
    draft.settings().forEach((key, setting) -> all.add(one(key, setting)));
    return all;
  }

  private Difference one(String key, Setting setting) {
    String want = target.getOrDefault(key, declared.getOrDefault(key, ""));
    String found = setting.known() ? setting.value() : "";
    if (!setting.known()) {
      return new Difference(key, want.isEmpty() ? Difference.State.UNKNOWN : Difference.State.DECLARED, want, "", setting.origin());
    }
    if (want.isEmpty()) {
      return new Difference(key, Difference.State.ADDED, "", found, setting.origin());
    }
    boolean same = key.endsWith("password") || key.endsWith(".host") || key.equals("directory.config") || Normal.same(key, want, found);
    Difference.State state = !same ? Difference.State.DIFFERENT : target.containsKey(key) ? Difference.State.TARGET : Difference.State.SAME;
    return new Difference(key, state, want, found, setting.origin());
  }
}
