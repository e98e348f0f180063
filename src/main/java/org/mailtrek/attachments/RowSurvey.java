package org.mailtrek.attachments;

import org.mailtrek.host.AttachmentRows;
import org.mailtrek.host.TrekException;

/**
 * What the database itself holds of attachments, found in one pass in constant memory.
 *
 * @param referenced attachments that objects name
 * @param whole those of them of which nothing is missing
 * @param bytes their size
 * @param damaged named, and not whole: each with its defect
 * @param unnamed in rows, and not named by any object
 */
public record RowSurvey(long referenced, long whole, long bytes, AttachmentSurvey.Named damaged, AttachmentSurvey.Named unnamed) {

  /**
   * Surveys the rows.
   *
   * @throws TrekException when the database can't be asked
   */
  public static RowSurvey of(AttachmentRows rows) throws TrekException {
    long[] counts = new long[3];
    Names damaged = new Names();
    Names unnamed = new Names();
    new RowCensus(rows)
        .all(
            held -> {
              for (Held each : held) {
                counts[0] += each.referenced() ? 1 : 0;
                counts[1] += each.referenced() && each.defect().isEmpty() ? 1 : 0;
                counts[2] += each.size();
                if (!each.referenced()) {
                  unnamed.add(each.id());
                } else if (each.defect().isPresent()) {
                  damaged.add(each);
                }
              }
            });
    return new RowSurvey(counts[0], counts[1], counts[2], damaged.named(), unnamed.named());
  }
}
