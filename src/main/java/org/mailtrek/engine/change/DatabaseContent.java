package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONField;
import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.Database;
import org.mailtrek.host.TrekException;

/**
 * Exchanges all tables of a database for those of a dump, which is loaded into a database beside ours and compared with the digests of its tables; ours
 * are dumped before. Whether a mail server runs on it is not its business: the step stops that first.
 *
 * @param host name of the host whose product has the database
 * @param dump digest of the dump, gzip-compressed, in the store of contents
 * @param schema the number of the dump's schema
 * @param before digest of each table before
 * @param after digest of each table of the dump
 * @param contents the number at which contents of attachments go on at least, so that none is given out whose file is there
 */
public record DatabaseContent(String host, String dump, int schema, SortedMap<String, String> before, SortedMap<String, String> after, long contents)
    implements Change {

  static final String KIND = "database-content";
  private static final String OURS = "dump";

  /** Checks that the content changes. */
  public DatabaseContent {
    before = Collections.unmodifiableSortedMap(new TreeMap<>(before));
    after = Collections.unmodifiableSortedMap(new TreeMap<>(after));
    if (before.equals(after)) {
      throw new IllegalArgumentException(host + ": the database before and after are the same");
    }
  }

  /**
   * Restores a dump.
   *
   * @param digests of the tables of the dump
   * @param contents the number at which contents go on at least
   * @return the change; empty when the database holds just that
   */
  public static Optional<Change> of(View view, String host, String dump, int schema, SortedMap<String, String> digests, long contents) throws TrekException {
    SortedMap<String, String> now = view.database(host).tableDigests();
    return now.equals(digests) ? Optional.empty() : Optional.of(new DatabaseContent(host, dump, schema, now, digests, contents));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    long differing = after.entrySet().stream().filter(each -> !each.getValue().equals(before.get(each.getKey()))).count();
    return host + ": database: load the dump, schema " + schema + ", " + differing + " of " + after.size() + " tables differ";
  }

  @Override
  public Set<String> touches() {
    return Set.of("database " + host);
  }

  @Override
  public JSONObject toJson() {
    return Fields.kind(KIND).put("host", host).put("dump", dump).put("schema", schema).put("before", form(before)).put("after", form(after)).put("contents", Long.toString(contents)).object();
  }

  private static JSONObject form(SortedMap<String, String> digests) {
    List<JSONField> fields = new ArrayList<>();
    digests.forEach((table, digest) -> fields.add(new JSONField(table, digest)));
    return new JSONObject(fields.toArray(JSONField[]::new));
  }

  static DatabaseContent read(Fields fields) {
    return new DatabaseContent(fields.text("host"), fields.text("dump"), fields.integer("schema"), digests(fields.object("before")), digests(fields.object("after")),
        fields.has("contents") ? Long.parseLong(fields.text("contents")) : 0);
  }

  private static SortedMap<String, String> digests(JSONObject form) {
    SortedMap<String, String> digests = new TreeMap<>();
    form.getFields().forEach((table, digest) -> digests.put(table, ((JSONString) digest).stringValue()));
    return digests;
  }

  @Override
  public void keep(View view, Side side) throws TrekException {
    side.save(OURS, view.database(host)::dump);
  }

  @Override
  public Seen look(View view, Side side) throws TrekException {
    if (view.database(host).exists(scratch(side))) {
      return Seen.BETWEEN;
    }
    SortedMap<String, String> now = view.database(host).tableDigests();
    return now.equals(after) ? Seen.AFTER : now.equals(before) ? Seen.BEFORE : Seen.FOREIGN;
  }

  private static String scratch(Side side) {
    return side.scratch().named("load");
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    return exchange(estate.database(host), side, before, after, true);
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    return exchange(estate.database(host), side, after, before, false);
  }

  private Left exchange(Database database, Side side, SortedMap<String, String> from, SortedMap<String, String> to, boolean forward) throws TrekException {
    database.drop(scratch(side));
    SortedMap<String, String> now = database.view().tableDigests();
    if (now.equals(to)) {
      return Left.NOTHING;
    }
    if (!now.equals(from)) {
      return Left.of(host + ": the database was changed by somebody else: left alone");
    }
    try (InputStream dumped = forward ? new GZIPInputStream(side.content(dump)) : ours(side)) {
      database.load(dumped, scratch(side));
    } catch (IOException e) {
      throw unreadable(e);
    }
    LoadedBeside.take(database, scratch(side), to, host, forward ? OptionalLong.of(contents) : OptionalLong.empty(), forward ? "backup verify" : "journal verify");
    database.drop(scratch(side));
    return Left.NOTHING;
  }

  private InputStream ours(Side side) throws TrekException {
    return side.open(OURS).orElseThrow(() -> unreadable(new IOException("there is none")));
  }

  private TrekException unreadable(IOException e) {
    return TrekException.at(host + ": database").found("the dump can't be read: " + e.getMessage()).because(e).next("backup verify, and journal verify");
  }

  @Override
  public View over(View below) {
    return OverlayView.database(below, host, under -> new OverlayDatabase(under, List.of(), Optional.of(schema)));
  }

  @Override
  public Set<Place> folders(View view) {
    return Set.of();
  }
}
