package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.util.Set;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.AttachmentRows;
import org.mailtrek.host.Database;
import org.mailtrek.host.TrekException;

/**
 * Sets the rows that hold attachments aside: their table gets a scratch name in the same database, and an empty one takes its place, by one renaming
 * that the server does whole or not at all. Taking it back renames again, unless somebody has written rows since. The space is free only after
 * {@link #purge}.
 *
 * @param host name of the host whose product has the database
 * @param attachments how many were verified to be in files
 */
public record RowsAside(String host, long attachments) implements Change {

  static final String KIND = "rows-aside";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    return host + ": database: set the rows of " + attachments + " attachments aside, which are in files";
  }

  @Override
  public Set<String> touches() {
    return Set.of("attachment rows " + host);
  }

  @Override
  public long deletes() {
    return attachments;
  }

  @Override
  public JSONObject toJson() {
    return Fields.kind(KIND).put("host", host).put("attachments", attachments).object();
  }

  static RowsAside read(Fields fields) {
    return new RowsAside(fields.text("host"), fields.number("attachments"));
  }

  @Override
  public void keep(View view, Side side) {
    // the table itself is what the way back needs
  }

  private static String aside(Side side) {
    return side.scratch().named("lob");
  }

  @Override
  public Seen look(View view, Side side) throws TrekException {
    AttachmentRows rows = view.database(host).attachmentRows();
    if (!rows.aside(aside(side))) {
      return rows.any() ? Seen.BEFORE : Seen.FOREIGN;
    }
    return rows.any() ? Seen.FOREIGN : Seen.AFTER;
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    Database database = estate.database(host);
    if (look(estate.view(), side) == Seen.FOREIGN) {
      return Left.of(host + ": database: left alone, since table lob is not what it was when that was planned");
    }
    database.setRowsAside(aside(side));
    return Left.NOTHING;
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    Database database = estate.database(host);
    AttachmentRows rows = database.view().attachmentRows();
    boolean aside = rows.aside(aside(side));
    if (aside == rows.any()) {
      String why = aside ? "rows have been written to table lob since" : "the table that was set aside is gone";
      return Left.of(host + ": database: left alone, since " + why);
    }
    database.bringRowsBack(aside(side));
    return Left.NOTHING;
  }

  /** Gives the rows up, which frees their space; they can't be brought back any more. Nothing happens when that was done. */
  public void purge(Estate estate, Side side) throws TrekException {
    estate.database(host).dropRows(aside(side));
  }

  /** Returns whether the rows lie aside. */
  public boolean lies(View view, Side side) throws TrekException {
    return view.database(host).attachmentRows().aside(aside(side));
  }

  @Override
  public View over(View below) {
    return below;
  }

  @Override
  public Set<Place> folders(View view) {
    return Set.of();
  }
}
