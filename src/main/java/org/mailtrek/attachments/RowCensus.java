package org.mailtrek.attachments;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailtrek.host.AttachmentRows;
import org.mailtrek.host.Beside;
import org.mailtrek.host.AttachmentRows.Chunk;
import org.mailtrek.host.AttachmentRows.Reference;
import org.mailtrek.host.TrekException;

/**
 * Goes along all attachments of a database, those that objects name and those that rows hold, some hundred at a time, and names every defect of
 * the rows: gaps, two tags, values that are NULL, rows that are missing at the end or altogether, and rows that nobody names.
 */
final class RowCensus {

  /** An update of an object counts the row of its size as well. */
  private static final long SIZE_ROW = 20;

  private final AttachmentRows rows;

  RowCensus(AttachmentRows rows) {
    this.rows = rows;
  }

  /** Takes some attachments, by ascending id. */
  interface Taker {
    void take(List<Held> held) throws TrekException;
  }

  /** Hands over all of them, in one thread; while it works on some, the database is asked about the next ones. */
  void all(Taker taker) throws TrekException {
    List<Long> ids = rows.next(0, AttachmentRows.MOST);
    while (!ids.isEmpty()) {
      List<Long> now = ids;
      List<Long> after = following(now);
      try (Beside<List<Held>> ahead = Beside.of("the database", "the same command again", () -> some(after))) {
        taker.take(some(now));
        List<Held> later = ahead.result();
        if (!later.isEmpty()) {
          taker.take(later);
        }
      }
      ids = following(after);
    }
  }

  private List<Long> following(List<Long> ids) throws TrekException {
    long last = ids.isEmpty() ? AttachmentRows.HIGHEST : ids.get(ids.size() - 1);
    return last == AttachmentRows.HIGHEST ? List.of() : rows.next(last + 1, AttachmentRows.MOST);
  }

  List<Held> some(List<Long> ids) throws TrekException {
    Map<Long, Rows> found = new HashMap<>();
    ids.forEach(id -> found.put(id, new Rows()));
    rows.references(ids, reference -> found.get(reference.id()).named(reference));
    rows.chunks(ids, false, chunk -> found.get(chunk.id()).row(chunk));
    List<Held> held = new ArrayList<>();
    for (Long id : ids) {
      held.add(found.get(id).held(id));
    }
    return held;
  }

  /** What has come of one attachment. */
  private static final class Rows {

    private boolean referenced;
    private OptionalLong claimed = OptionalLong.empty();
    private Optional<String> defect = Optional.empty();
    private long count;
    private long size;
    private int tag;
    private int next;

    void named(Reference reference) {
      referenced = true;
      if (reference.claimed().isPresent() && reference.claimed().getAsLong() < claimed.orElse(Long.MAX_VALUE)) {
        claimed = reference.claimed();
      }
    }

    void row(Chunk chunk) {
      if (count == 0) {
        tag = chunk.tag();
      }
      if (chunk.tag() != tag) {
        defect(String.format(java.util.Locale.ROOT, "its rows have two tags, 0x%04X and 0x%04X", tag, chunk.tag()));
      } else if (chunk.number() != next) {
        defect(chunk.number() == next + 1 ? "row " + next + " is missing" : "rows " + next + " to " + (chunk.number() - 1) + " are missing");
      }
      if (chunk.length().isEmpty()) {
        defect("row " + chunk.number() + " is NULL");
      }
      count++;
      size += chunk.length().orElse(0);
      next = chunk.number() + 1;
    }

    private void defect(String what) {
      defect = defect.isPresent() ? defect : Optional.of(what);
    }

    Held held(long id) {
      boolean whole = defect.isEmpty();
      long least = claimed.orElse(0) - SIZE_ROW;
      if (whole && referenced && size < least) {
        String claim = claimed.getAsLong() + " bytes";
        defect(count == 0 ? "has no rows, where " + claim + " are claimed" : "has " + size + " bytes, where " + claim + " are claimed: rows at its end are missing");
      }
      return new Held(id, referenced, count, size, defect, whole && defect.isPresent());
    }
  }
}
