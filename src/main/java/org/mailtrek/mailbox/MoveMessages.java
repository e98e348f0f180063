package org.mailtrek.mailbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.StoreMove;
import org.mailtrek.estate.MovePair;
import org.mailtrek.estate.StoreMoverView;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/**
 * Moves the mailboxes of users from their stores into others, with Mailtrek's own engine. Users come in groups, so that a run that is stopped has not far to go: each
 * is a change of its own. What can't be read stays in the old store and is named; the others are moved.
 */
public final class MoveMessages implements Step {

  private static final int GROUP = 100;
  private static final long GROUP_BYTES = 2L << 30;
  private static final int NAMED = 20;

  private final List<Store> stores;
  private final int threads;
  private final boolean remove;

  /**
   * One of the stores that are moved.
   *
   * @param pair from where to where
   * @param users who should have a mailbox in it, in the order in which they are moved
   */
  public record Store(MovePair pair, List<String> users) {

    /** Copies the list. */
    public Store {
      users = List.copyOf(users);
    }
  }

  /**
   * @param threads how many folders are moved at once
   * @param remove whether each message is removed from the old store after its copy was read back
   */
  public MoveMessages(List<Store> stores, int threads, boolean remove) {
    this.stores = List.copyOf(stores);
    this.threads = threads;
    this.remove = remove;
  }

  @Override
  public String id() {
    return "move-messages";
  }

  @Override
  public String title() {
    return "Move the messages of all folders into " + String.join(", ", stores.stream().map(each -> each.pair().target()).distinct().toList());
  }

  @Override
  public Set<String> procedures() {
    return Set.of("N2", "N3", "N4", "N6", "N7");
  }

  @Override
  public boolean bulk() {
    return true;
  }

  /** {@link #verify} reads every message at both sides. */
  @Override
  public boolean compares() {
    return true;
  }

  @Override
  public List<Guard> guards() {
    return List.of(new RoomGuard(stores));
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    Set<String> remarks = new LinkedHashSet<>();
    Map<MovePair, List<String>> all = new LinkedHashMap<>();
    for (Store store : stores) {
      List<String> due = due(view.mover(), store, preview);
      if (!due.isEmpty()) {
        all.put(store.pair(), due);
        earlier(view.mover(), store.pair(), due, preview);
        remarks.addAll(view.mover().remarks(store.pair(), due));
      }
    }
    view.mover().taken(all).forEach(preview::note);
    remarks.stream().limit(NAMED).forEach(preview::note);
    if (remarks.size() > NAMED) {
      preview.note("! and " + (remarks.size() - NAMED) + " more of these: mailbox messages --from FORMAT:PATH --to FORMAT:PATH --plan");
    }
  }

  private List<String> due(StoreMoverView mover, Store store, Preview preview) throws TrekException {
    Set<String> there = new HashSet<>(mover.users(store.pair()));
    List<String> due = new ArrayList<>();
    List<String> without = new ArrayList<>();
    long messages = 0;
    Group group = new Group(store.pair());
    for (String user : store.users()) {
      if (!there.remove(user)) {
        without.add(user);
        continue;
      }
      StoreMoverView.Due found = mover.due(store.pair(), user);
      if (!found.done()) {
        due.add(user);
        if (group.full(found.bytes())) {
          preview.change(group.change());
          group = new Group(store.pair());
        }
        group.add(user, found);
        messages += found.messages();
      }
    }
    if (!group.users.isEmpty()) {
      preview.change(group.change());
      preview.note(store.pair() + ": " + due.size() + (due.size() == 1 ? " mailbox, " : " mailboxes, ") + messages + " new messages");
    }
    named(without, "in the directory, and without a mailbox in " + store.pair().source(), preview);
    named(List.copyOf(there), "with a mailbox in " + store.pair().source() + ", and not in the directory: it stays", preview);
    return due;
  }

  private static void named(List<String> users, String what, Preview preview) {
    if (!users.isEmpty()) {
      preview.note("! " + users.size() + (users.size() == 1 ? " user " : " users ") + what + ": " + String.join(", ", users.subList(0, Math.min(NAMED, users.size()))) + (users.size() > NAMED ? ", ..." : ""));
    }
  }

  private static void earlier(StoreMoverView mover, MovePair pair, List<String> due, Preview preview) throws TrekException {
    Set<String> begun = mover.begun(pair, due);
    if (!begun.isEmpty()) {
      preview.note("of " + begun.size() + " of these users something was moved before from " + pair.source() + ": undo leaves their copies, and 'mailbox undo' takes them back");
    }
  }

  /** Users who are moved by one change. */
  private final class Group {

    private final MovePair pair;
    private final List<String> users = new ArrayList<>();
    private long bytes;

    Group(MovePair pair) {
      this.pair = pair;
    }

    boolean full(long more) {
      return users.size() == GROUP || !users.isEmpty() && bytes + more > GROUP_BYTES;
    }

    void add(String user, StoreMoverView.Due due) {
      users.add(user);
      bytes += due.bytes();
    }

    StoreMove change() {
      return new StoreMove(pair, users, threads, remove);
    }
  }

  @Override
  public void verify(View view) throws TrekException {
    for (Store store : stores) {
      Set<String> there = new HashSet<>(view.mover().users(store.pair()));
      List<String> differences = view.mover().differences(store.pair(), store.users().stream().filter(there::contains).toList());
      if (!differences.isEmpty()) {
        throw TrekException.at(store.pair().toString()).kind(TrekException.Kind.DIFFERENT).found("not in the new store as they are in the old one, the first of them: " + String.join("; ", differences))
            .next("see that nothing arrives in the old store any more, then plan and apply once more; mailbox verify names them all");
      }
    }
  }

  /** Refuses while there is too little room for users of whom nothing was moved yet. */
  private record RoomGuard(List<Store> stores) implements Guard {

    @Override
    public String name() {
      return "target-room";
    }

    @Override
    public String check(View view) throws TrekException {
      Map<MovePair, List<String>> users = new LinkedHashMap<>();
      for (Store store : stores) {
        Set<String> there = new HashSet<>(view.mover().users(store.pair()));
        users.put(store.pair(), store.users().stream().filter(there::contains).toList());
      }
      List<String> lacking = view.mover().lacking(users);
      if (!lacking.isEmpty()) {
        throw TrekException.at(stores.get(0).pair().target()).kind(TrekException.Kind.REFUSED).found(String.join("; ", lacking)).next("make room there, or send a partition elsewhere with --set place=NAME=FORMAT:PATH");
      }
      return "there is room for the messages";
    }
  }
}
