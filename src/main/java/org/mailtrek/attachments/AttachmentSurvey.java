package org.mailtrek.attachments;

import java.util.List;
import org.mailtrek.host.Beside;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * What the attachment store holds, held against what the database names: one pass over the 200 folders and one over the ids, some bits of
 * memory an attachment.
 *
 * @param referenced attachments that the database names
 * @param found attachments in the store that the database names
 * @param files files in the store, of any kind
 * @param bytes their size in bytes; 0 where only names were looked at
 * @param compressed how many of them are {@code .gz}
 * @param missing named by the database, not in the store
 * @param orphaned in the store, not named by the database: harmless, left alone
 * @param doubled there plain and as {@code .gz}: which one a client sees depends on the protocol
 * @param strange files that are no attachment or lie where no reader looks
 * @param leftovers such as {@code 17.deleted}, which a server that ended in the middle has left: no attachments
 * @param strangers files of another owner or group than the store's folder; none where only names were looked at
 * @param damaged files that can't be read to their end or unpacked, or are not what the database holds, where contents were read; too short to be unpacked, where objects were looked at
 */
public record AttachmentSurvey(
    long referenced, long found, long files, long bytes, long compressed, Named missing, Named orphaned, Named doubled, Named strange, Named leftovers, Named strangers,
    Named damaged) {

  /** How closely a store is looked at. */
  public enum Depth {
    /** Only at names, which is quickest: sizes and owners are not known then. */
    NAMES,
    /** At every object, but not into it. */
    OBJECTS,
    /** Every file is read to its end, unpacked, and compared with the database where its rows are still there. */
    CONTENTS
  }

  /**
   * Surveys a store, object by object.
   *
   * @throws TrekException when the store is not there, or host or database can't be asked
   */
  public static AttachmentSurvey of(HostView host, HostPath top, DatabaseView database) throws TrekException {
    return of(host, new Layout(top), database, Depth.OBJECTS);
  }

  /**
   * Surveys a store.
   *
   * @throws TrekException when the store is not there, or host or database can't be asked
   */
  public static AttachmentSurvey of(HostView host, Layout layout, DatabaseView database, Depth depth) throws TrekException {
    HostPath top = layout.top();
    FileState folder = host.stat(top).filter(state -> state.kind() == FileState.Kind.FOLDER).orElseThrow(() -> TrekException.at(host.name() + ":" + top)
        .found("there is no attachment folder here")
        .next("check attachment_path in server.cfg; is its file system mounted?"));
    try (Beside<IdSet> named = Beside.of("the attachments that the database names", "start again", () -> named(database))) {
      return new StorePass(host, layout, folder, depth).run(named, database);
    }
  }

  private static IdSet named(DatabaseView database) throws TrekException {
    IdSet ids = new IdSet();
    database.attachmentInstances(ids::add);
    return ids;
  }

  /** Returns whether every attachment that the database names is in the store, once, and none that was read is damaged. */
  public boolean complete() {
    return missing.count() == 0 && doubled.count() == 0 && damaged.count() == 0;
  }

  /**
   * A count and the first names.
   *
   * @param count how many there are
   * @param first the first of them, 20 at most
   */
  public record Named(long count, List<String> first) {

    /** How many names are kept. */
    public static final int KEPT = 20;

    /** Copies the list. */
    public Named {
      first = List.copyOf(first);
    }

    @Override
    public String toString() {
      if (count == 0) {
        return "none";
      }
      return count + " (" + String.join(", ", first) + (count > first.size() ? ", ..." : "") + ")";
    }
  }
}
