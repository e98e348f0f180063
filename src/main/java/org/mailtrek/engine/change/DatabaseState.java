package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONField;
import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.Database;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.DatabaseView.ArrivedMessage;
import org.mailtrek.host.DatabaseView.StoredVersion;
import org.mailtrek.host.JsonText;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;

/**
 * Hands the database to a mail server that raises its schema at the first start, or only writes its version into it; the old server refuses it
 * from then on. A complete dump is on
 * disk before. Taking it back stops the server, loads the dump into a database beside ours and exchanges the tables by renaming them.
 *
 * <p>A server killed in the middle leaves a schema between the two: the way forward starts it again, and where it can't resume its own upgrade,
 * whose steps are not all re-runnable, restores the dump and starts it once more; the way back restores the dump.
 *
 * @param host name of the host
 * @param service the server that raises the schema
 * @param from the schema's number now
 * @param to the number that the server raises it to
 * @param losing whether taking back may lose what arrived since; otherwise such a database is left alone
 */
public record DatabaseState(String host, String service, int from, int to, boolean losing) implements Change {

  static final String KIND = "database-state";

  private static final String DUMP = "dump";
  private static final String DIGESTS = "digests";

  private static final String HIGHEST = "highest";
  private static final int NAMED_AT_MOST = 20;

  private static final Duration LONGEST_STEP = Duration.ofHours(6);

  /** Checks that the schema is not lowered. */
  public DatabaseState {
    if (from > to) {
      throw new IllegalArgumentException(host + ": a schema is never lowered: " + from + " to " + to);
    }
  }

  /** Returns the change that leaves a database alone in which something arrived since. */
  public DatabaseState(String host, String service, int from, int to) {
    this(host, service, from, to, false);
  }

  @Override
  public Optional<String> loss(View view, Side side) throws TrekException {
    DatabaseView database = view.database(host);
    if (!arrived(database, side)) {
      return Optional.empty();
    }
    List<ArrivedMessage> mails = database.messagesAbove(highestBefore(side).orElseThrow());
    List<String> subjects = mails.stream().limit(NAMED_AT_MOST).map(each -> '"' + each.subject() + '"').toList();
    String named = mails.isEmpty() ? "" : ": " + String.join(", ", subjects) + (mails.size() > NAMED_AT_MOST ? ", ..." : "");
    return Optional.of(host + ": " + mails.size() + " mails arrived since " + service + " was started first, and would be lost but for an export below snapshots/" + named);
  }

  @Override
  public DatabaseState withLoss() {
    return new DatabaseState(host, service, from, to, true);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    String schema = from == to ? "writes its version into the database, schema " + to : "raises the database schema from " + from + " to " + to;
    return host + ": " + service + ": first start, " + schema;
  }

  @Override
  public Set<String> touches() {
    return Set.of("database " + host, "service " + host + " " + service);
  }

  @Override
  public JSONObject toJson() {
    return Fields.kind(KIND).put("host", host).put("service", service).put("from", from).put("to", to).put("losing", losing).object();
  }

  static DatabaseState read(Fields fields) {
    return new DatabaseState(fields.text("host"), fields.text("service"), fields.integer("from"), fields.integer("to"), fields.has("losing") && fields.flag("losing"));
  }

  @Override
  public void keep(View view, Side side) throws TrekException {
    DatabaseView database = view.database(host);
    side.save(DUMP, database::dump);
    byte[] digests = form(database.tableDigests()).toSingleLineString().getBytes(StandardCharsets.UTF_8);
    side.save(DIGESTS, out -> out.write(digests));
    byte[] highest = Long.toString(database.highestObject()).getBytes(StandardCharsets.US_ASCII);
    side.save(HIGHEST, out -> out.write(highest));
  }

  private static JSONObject form(SortedMap<String, String> digests) {
    List<JSONField> fields = new ArrayList<>();
    digests.forEach((table, digest) -> fields.add(new JSONField(table, digest)));
    return new JSONObject(fields.toArray(JSONField[]::new));
  }

  @Override
  public Seen look(View view, Side side) throws TrekException {
    DatabaseView database = view.database(host);
    if (database.exists(scratch(side))) {
      return Seen.BETWEEN;
    }
    Optional<StoredVersion> stored = database.storedVersion();
    Run run = view.host(host).services().state(service).run();
    if (stored.isEmpty() || stored.get().schema() < from || stored.get().schema() > to || run == Run.ABSENT) {
      return Seen.FOREIGN;
    }
    if (arrived(database, side)) {
      return Seen.FOREIGN;
    }
    if (stored.get().schema() == to && run == Run.RUNNING) {
      return Seen.AFTER;
    }
    return stored.get().schema() == from && run == Run.STOPPED ? Seen.BEFORE : Seen.BETWEEN;
  }

  /** Returns whether objects arrived since the dump, which taking back would lose. */
  private boolean arrived(DatabaseView database, Side side) throws TrekException {
    Optional<Long> highest = losing ? Optional.empty() : highestBefore(side);
    return highest.isPresent() && database.highestObject() > highest.get();
  }

  /** Returns the highest number of an object before the start: what arrived since has higher ones. Empty when it was not kept. */
  public Optional<Long> highestBefore(Side side) throws TrekException {
    Optional<InputStream> kept = side.open(HIGHEST);
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = kept.get()) {
      return Optional.of(Long.parseLong(new String(in.readAllBytes(), StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static String scratch(Side side) {
    return side.scratch().named("restore");
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    estate.database(host).drop(scratch(side));
    Seen seen = look(estate.view(), side);
    if (seen == Seen.FOREIGN) {
      return foreign(estate.view());
    }
    try {
      raise(estate);
    } catch (TrekException stuck) {
      if (stuck.kind() == TrekException.Kind.INTERRUPTED || !halfDone(estate.view(), seen, side)) {
        throw stuck;
      }
      estate.host(host).services().stop(service);
      restore(estate.database(host), side);
      estate.database(host).drop(scratch(side));
      raise(estate);
    }
    return Left.NOTHING;
  }

  /**
   * Returns whether the server ended over what a kill left of its upgrade, and nothing has arrived: a step that it can't do again it can do from
   * the dump.
   */
  private boolean halfDone(View view, Seen before, Side side) throws TrekException {
    SchemaRise rise = SchemaRise.look(view, host, service);
    boolean begun = before == Seen.BETWEEN || rise.schema() == from;
    return begun && !rise.runs() && !arrived(view.database(host), side) && !digests(side).equals(view.database(host).tableDigests());
  }

  private void raise(Estate estate) throws TrekException {
    estate.host(host).services().start(service);
    SchemaRise rise = SchemaRise.await(estate.view(), host, service, to, LONGEST_STEP);
    if (rise.schema() != to) {
      throw TrekException.at(host + ": " + service)
          .found((rise.runs() ? "runs" : "has ended") + ", but the database schema is " + rise.schema() + " where " + to + " was expected")
          .next("logs " + host + " " + service);
    }
  }

  private Left foreign(View view) throws TrekException {
    String found = view.database(host).storedVersion().map(stored -> Integer.toString(stored.schema())).orElse("none");
    return Left.of(host + ": the database has schema " + found + ", neither " + from + " nor " + to + ", or " + service + " is gone: left alone");
  }

  /**
   * Brings the server and its database to a stand, so that nothing more arrives and what is there can be looked at: what a crash left of taking
   * the start back is completed or dropped.
   */
  public void stand(Estate estate, Side side) throws TrekException {
    Run run = estate.view().host(host).services().state(service).run();
    if (run != Run.ABSENT && run != Run.STOPPED) {
      estate.host(host).services().stop(service);
    }
    estate.database(host).drop(scratch(side));
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    Database database = estate.database(host);
    database.drop(scratch(side));
    Run run = estate.view().host(host).services().state(service).run();
    int schema = database.view().storedVersion().map(StoredVersion::schema).orElse(-1);
    if (schema < from || schema > to || run == Run.ABSENT) {
      return foreign(estate.view());
    }
    if (arrived(database.view(), side)) {
      return arrivedSince("");
    }
    stand(estate, side);
    if (arrived(database.view(), side)) {
      return arrivedSince(", and " + service + " is stopped");
    }
    if (schema != from || !digests(side).equals(database.view().tableDigests())) {
      restore(database, side);
    }
    database.drop(scratch(side));
    return Left.NOTHING;
  }

  private Left arrivedSince(String more) {
    return Left.of(host + ": the database is left alone, since objects arrived after " + service + " had started; their loss must be agreed to by name" + more);
  }

  private void restore(Database database, Side side) throws TrekException {
    database.drop(scratch(side));
    try (InputStream dump = side.open(DUMP).orElseThrow(() -> unreadable(new IOException("there is none")))) {
      database.load(dump, scratch(side));
    } catch (IOException e) {
      throw unreadable(e);
    }
    LoadedBeside.take(database, scratch(side), digests(side), host, OptionalLong.of(0), "journal verify");
  }

  private SortedMap<String, String> digests(Side side) throws TrekException {
    SortedMap<String, String> digests = new TreeMap<>();
    try (InputStream in = side.open(DIGESTS).orElseThrow(() -> unreadable(new IOException("there are none")))) {
      JSONObject form = JsonText.object(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      form.getFields().forEach((table, digest) -> digests.put(table, ((JSONString) digest).stringValue()));
    } catch (IOException | JSONException e) {
      throw unreadable(e);
    }
    return digests;
  }

  private TrekException unreadable(Exception e) {
    return TrekException.at("journal").found("the dump of " + host + "'s database can't be read: " + e.getMessage()).because(e).next("journal verify");
  }

  @Override
  public View over(View below) {
    View raised = OverlayView.database(below, host, under -> new OverlayDatabase(under, List.of(), Optional.of(to)));
    return OverlayView.host(raised, host, view -> OverlayHostView.over(view).services(new OverlayRunning(view.services(), service)));
  }

  @Override
  public Set<Place> folders(View view) {
    return Set.of();
  }
}
