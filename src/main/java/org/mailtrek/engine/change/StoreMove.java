package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.MovePair;
import org.mailtrek.estate.StoreMoverView;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * Moves the messages of users from one store into another. What was put where is noted message by message in a ledger beside the journal, before it can be seen,
 * so that both ways can be begun again and nothing is there twice. Taken back is what nobody touched since; the copies of users of whom something had been moved
 * before stay, since a later pass goes on with them.
 *
 * @param pair from where to where
 * @param users whose mailboxes, in order
 * @param threads how many folders are moved at once
 * @param remove whether each message is then removed from the old store, after its copy was read back
 */
public record StoreMove(MovePair pair, List<String> users, int threads, boolean remove) implements Change {

  static final String KIND = "store-move";
  private static final String EARLIER = "moved-before";

  /** Copies the list, and checks that there is something to do. */
  public StoreMove {
    users = List.copyOf(users);
    if (users.isEmpty() || threads < 1 || users.stream().anyMatch(each -> each.contains("\n"))) {
      throw new IllegalArgumentException("mailboxes of users are moved");
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    String first = "mailbox " + users.get(0);
    return pair + ": move " + (users.size() == 1 ? first : users.size() + " mailboxes, " + first + " first") + (remove ? ", and remove what was moved" : "");
  }

  @Override
  public Set<String> touches() {
    return users.stream().map(each -> "mailbox " + each + " " + pair).collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public Stream<String> items() {
    return users.stream().map(each -> "mailbox " + each + " " + pair);
  }

  @Override
  public long deletes() {
    return remove ? users.size() : 0;
  }

  @Override
  public JSONObject toJson() {
    return Fields.kind(KIND).put("source-host", pair.sourceHost()).put("source", pair.source()).put("target-host", pair.targetHost()).put("target", pair.target())
        .putTexts("users", users).put("threads", threads).put("remove", remove).object();
  }

  static StoreMove read(Fields fields) {
    MovePair pair = new MovePair(fields.text("source-host"), fields.text("source"), fields.text("target-host"), fields.text("target"));
    return new StoreMove(pair, fields.texts("users"), fields.integer("threads"), fields.flag("remove"));
  }

  @Override
  public void keep(View view, Side side) throws TrekException {
    Set<String> earlier = view.mover().begun(pair, users);
    if (!earlier.isEmpty()) {
      side.save(EARLIER, out -> out.write((String.join("\n", earlier) + "\n").getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static Set<String> earlier(Side side) throws TrekException {
    Optional<InputStream> kept = side.open(EARLIER);
    if (kept.isEmpty()) {
      return Set.of();
    }
    try (BufferedReader in = new BufferedReader(new InputStreamReader(kept.get(), StandardCharsets.UTF_8))) {
      return in.lines().collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw TrekException.at(EARLIER).found("can't be read: " + e.getMessage()).because(e).next("journal verify");
    }
  }

  private List<String> ours(Side side) throws TrekException {
    Set<String> earlier = earlier(side);
    return users.stream().filter(each -> !earlier.contains(each)).toList();
  }

  @Override
  public Seen look(View view, Side side) throws TrekException {
    StoreMoverView mover = view.mover();
    boolean done = true;
    for (String each : users) {
      done &= mover.due(pair, each).done();
    }
    return done ? Seen.AFTER : mover.begun(pair, ours(side)).isEmpty() ? Seen.BEFORE : Seen.BETWEEN;
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    return new Left(estate.mover().move(pair, users, threads, remove));
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    List<String> ours = ours(side);
    List<String> stays = new ArrayList<>(ours.isEmpty() ? List.of() : estate.mover().back(pair, ours));
    Set<String> earlier = earlier(side);
    if (!earlier.isEmpty()) {
      stays.add(pair + ": of " + (earlier.size() == 1 ? earlier.iterator().next() : earlier.size() + " users, " + earlier.iterator().next() + " first,") + " something had been moved before, so what is there stays: 'mailbox undo' takes it back");
    }
    return new Left(stays);
  }

  /** What is in mailboxes is shown by no preview of a later step. */
  @Override
  public View over(View below) {
    return below;
  }

  @Override
  public Set<Place> folders(View view) throws TrekException {
    Set<Place> places = new java.util.LinkedHashSet<>();
    for (HostPath each : view.mover().above(pair, users)) {
      places.add(new Place(pair.targetHost(), each));
    }
    return places;
  }
}
