package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Plans what a transplant does to one entry: one modify with exact old values, so that a value somebody else changes meanwhile is refused by
 * the server and not lost. An entry that has nothing to move yields nothing. Immutable.
 */
public final class EntryPlanner {

  private final SchemaMap names;
  private final Policy policy;
  private final boolean mendReferences;
  private final ValueRewrite rewrite;

  /**
   * Makes a planner.
   *
   * @param mendReferences whether names of entries in values are rewritten, because entries are renamed
   */
  public EntryPlanner(SchemaMap names, Policy policy, boolean mendReferences) {
    this.names = names;
    this.policy = policy;
    this.mendReferences = mendReferences && policy.mode() != Policy.Mode.KEEP_OLD;
    this.rewrite = new ValueRewrite(names, this.mendReferences);
  }

  /** Returns what becomes of an entry, of which all attributes that move must be there, and all that name entries where references are mended. */
  public EntryPlan plan(Entry entry) {
    EntryDraft draft = new EntryDraft(entry.getDN());
    ClassPlan classes = ClassPlan.of(names, policy.mode(), entry.getObjectClassValues());
    if (classes.stays()) {
      draft.note("keeps its structural class and attributes until ldap prune: an entry can have one structural class only");
      return draft.done(false, Optional.empty());
    }
    draft.change(entry, "objectClass", classes.wanted());
    Optional<RDN> renamed = policy.mode() == Policy.Mode.KEEP_OLD ? Optional.empty() : renamed(entry);
    Map<String, Target> targets = new LinkedHashMap<>();
    for (Attribute each : entry.getAttributes()) {
      names.attribute(each.getName()).ifPresentOrElse(
          moved -> targets.putIfAbsent(key(moved.newName(), each), new Target(moved, SchemaMap.options(each.getName()), each)),
          () -> inPlace(entry, each, targets, draft));
    }
    targets.values().forEach(each -> move(entry, each, draft));
    return draft.done(classes.exchangesStructural(), renaming(entry, renamed, classes, draft));
  }

  private static String key(String name, Attribute attribute) {
    return (name + SchemaMap.options(attribute.getName())).toLowerCase(Locale.ROOT);
  }

  private void inPlace(Entry entry, Attribute attribute, Map<String, Target> targets, EntryDraft draft) {
    Optional<MovedAttribute> moved = names.attributeByNewName(attribute.getName());
    if (moved.isPresent() && entry.hasAttribute(moved.get().oldName() + SchemaMap.options(attribute.getName()))) {
      return; // its values are weighed against those of the old name
    }
    if (rewrite.concerns(attribute, moved)) {
      draft.change(entry, attribute.getName(), rewrite.all(attribute, moved, draft));
    }
  }

  private void move(Entry entry, Target target, EntryDraft draft) {
    String newName = target.moved().newName() + target.options();
    Attribute current = entry.getAttribute(newName);
    Values there = new Values(target.moved().rule());
    if (current != null) {
      rewrite.all(current, Optional.of(target.moved()), draft).forEach(there::add);
    }
    Values coming = new Values(target.moved().rule());
    rewrite.all(target.old(), Optional.of(target.moved()), draft).forEach(coming::add);
    Optional<List<byte[]>> wanted = settle(target, there, coming);
    if (wanted.isEmpty()) {
      draft.conflict(new Conflict(entry.getDN(), target.old().getName(), coming.texts(), there.texts(), ""));
      return;
    }
    if (policy.mode() != Policy.Mode.KEEP_OLD) {
      draft.change(entry, target.old().getName(), List.of());
    }
    draft.change(entry, newName, wanted.get());
  }

  private Optional<List<byte[]>> settle(Target target, Values there, Values coming) {
    if (there.isEmpty()) {
      return Optional.of(coming.list());
    }
    boolean unites = !target.moved().single() && policy.mode() != Policy.Mode.PRUNE;
    if (unites || coming.same(there)) {
      return Optional.of(there.with(unites ? coming : there));
    }
    return switch (policy.conflicts()) {
      case STOP -> Optional.empty();
      case NEW -> Optional.of(there.list());
      case OLD -> Optional.of(coming.list());
    };
  }

  private Optional<RDN> renamed(Entry entry) {
    if (!DnRewrite.suspicious(entry.getDN())) {
      return Optional.empty();
    }
    try {
      RDN part = entry.getRDN();
      return part == null ? Optional.empty() : new DnRewrite(names).rewrite(part);
    } catch (LDAPException e) {
      return Optional.empty(); // the server gave the name; what it can't split it can't rename
    }
  }

  private Optional<EntryPlan.Renaming> renaming(Entry entry, Optional<RDN> renamed, ClassPlan classes, EntryDraft draft) {
    if (renamed.isEmpty()) {
      return Optional.empty();
    }
    if (classes.exchangesStructural()) {
      draft.conflict(byHand(entry, "the name uses an attribute of a structural class: rename the entry first"));
      return Optional.empty();
    }
    if (!draft.gives(renamed.get()) || draft.replacesNew(names)) {
      draft.conflict(byHand(entry, "the name holds the old value: delete the new one, or rename the entry first"));
      return Optional.empty();
    }
    String newDn;
    try {
      newDn = new DN(renamed.get(), entry.getParsedDN().getParent() == null ? DN.NULL_DN : entry.getParsedDN().getParent()).toString();
    } catch (LDAPException e) {
      throw new IllegalStateException("a name that has a relative part can be split: " + entry.getDN(), e);
    }
    return Optional.of(new EntryPlan.Renaming(renamed.get().toString(), newDn, draft.splitForRenaming(names)));
  }

  private static Conflict byHand(Entry entry, String why) {
    return new Conflict(entry.getDN(), "the entry's name", List.of(entry.getDN()), List.of(), why);
  }

  private record Target(MovedAttribute moved, String options, Attribute old) {}
}
