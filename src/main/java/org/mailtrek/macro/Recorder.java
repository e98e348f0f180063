package org.mailtrek.macro;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.Entries;
import org.mailtrek.engine.change.EntryChange;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/**
 * Takes what a macro's change blocks want, and shows the world as it will be afterwards. Nothing is written here: the blocks become the steps of a plan. Changes of
 * entries are gathered into segments. Not for several threads.
 */
final class Recorder {

  private static final int SEGMENT = 500;
  private static final int CHANGES_AT_MOST = 1_000;

  private final boolean writes;
  private final List<ChangeBlock> blocks = new ArrayList<>();
  private final Map<DN, Pending> pending = new LinkedHashMap<>();
  private View view;
  private Optional<String> why = Optional.empty();
  private List<Change> changes = new ArrayList<>();
  private List<String> notes = new ArrayList<>();
  private List<byte[]> contents = new ArrayList<>();

  /** A change of an entry that may still be added to. */
  interface Pending {

    /** Returns the change; empty when nothing would change. */
    Optional<EntryChange> change() throws TrekException;
  }

  /**
   * Begins with the world as it is.
   *
   * @param writes whether change blocks are allowed
   */
  Recorder(View view, boolean writes) {
    this.view = view;
    this.writes = writes;
  }

  /** Returns the world as it will be after all that was asked for so far. */
  View view() throws TrekException {
    flush();
    return view;
  }

  /** Returns the blocks that ended, in order; those without a change are left out. */
  List<ChangeBlock> blocks() {
    return List.copyOf(blocks);
  }

  void begin(String newWhy) throws TrekException {
    if (!writes) {
      throw TrekException.at("change").kind(TrekException.Kind.REFUSED).found("nothing may be changed here").next("leave out 'reads' in the macro's header; 'groovy' only reads");
    }
    if (why.isPresent()) {
      throw TrekException.at("change").kind(TrekException.Kind.USAGE).found("a block within the block \"" + why.get() + "\"").next("end that block first");
    }
    why = Optional.of(newWhy.lines().findFirst().orElse("").strip());
  }

  void end() throws TrekException {
    flush();
    if (!changes.isEmpty()) {
      blocks.add(new ChangeBlock(why.orElseThrow(), changes, notes, contents));
    }
    giveUp();
  }

  void giveUp() {
    why = Optional.empty();
    changes = new ArrayList<>();
    notes = new ArrayList<>();
    contents = new ArrayList<>();
    pending.clear();
  }

  /** Refuses what is no longer within a change block, such as an entry that was kept in a variable. */
  void within() throws TrekException {
    if (why.isEmpty()) {
      throw TrekException.at("change").kind(TrekException.Kind.USAGE).found("this writes, and stands outside of a change block").next("change(\"why\") { ... }");
    }
  }

  void take(Change change) throws TrekException {
    within();
    flush();
    add(change);
  }

  void note(String sentence) {
    notes.add(sentence);
  }

  /** Keeps content that a change refers to by digest. */
  void content(byte[] bytes) {
    contents.add(bytes);
  }

  /** Returns the change of an entry that is being worded, if there is one of exactly this entry; else what is worded is finished where it lies above or below. */
  Optional<Pending> worded(String dn) throws TrekException {
    DN name = name(dn);
    if (!pending.containsKey(name) && pending.keySet().stream().anyMatch(each -> each.isAncestorOf(name, false) || each.isDescendantOf(name, false))) {
      flush();
    }
    return Optional.ofNullable(pending.get(name));
  }

  /** Returns the world, in which entries that are still being worded are as they were. */
  View beside() {
    return view;
  }

  void entry(String dn, Pending change) throws TrekException {
    within();
    if (worded(dn).isPresent() || pending.size() >= SEGMENT) {
      flush();
    }
    pending.put(name(dn), change);
  }

  private void flush() throws TrekException {
    List<EntryChange> all = new ArrayList<>();
    for (Pending each : List.copyOf(pending.values())) {
      each.change().ifPresent(all::add);
    }
    pending.clear();
    if (!all.isEmpty()) {
      add(Entries.of(all));
    }
  }

  private void add(Change change) throws TrekException {
    if (changes.size() >= CHANGES_AT_MOST) {
      throw TrekException.at("change").kind(TrekException.Kind.REFUSED).found("a block holds " + CHANGES_AT_MOST + " changes at most").next("several blocks; for whole trees one 'move' or 'own'");
    }
    changes.add(change);
    view = change.over(view);
  }

  static DN name(String dn) throws TrekException {
    try {
      return new DN(dn);
    } catch (LDAPException e) {
      throw TrekException.at(dn).kind(TrekException.Kind.USAGE).found("is no name of an entry").because(e).next("uid=jan,ou=People,dc=example,dc=com");
    }
  }
}
