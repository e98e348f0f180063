package org.mailtrek.attachments;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.mailtrek.host.AttachmentRows;
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
 * @param bytes their size in bytes
 * @param compressed how many of them are {@code .gz}
 * @param missing named by the database, not in the store
 * @param orphaned in the store, not named by the database: harmless, left alone
 * @param doubled there plain and as {@code .gz}: which one a client sees depends on the protocol
 * @param strange files that are no attachment or lie where no reader looks
 * @param leftovers such as {@code 17.deleted}, which a server that ended in the middle has left: no attachments
 * @param strangers files of another owner or group than the store's folder
 * @param damaged files that can't be read to their end or unpacked, or are not what the database holds; only where contents were read
 */
public record AttachmentSurvey(
    long referenced, long found, long files, long bytes, long compressed, Named missing, Named orphaned, Named doubled, Named strange, Named leftovers, Named strangers,
    Named damaged) {

  /**
   * Surveys a store.
   *
   * @throws TrekException when the store is not there, or host or database can't be asked
   */
  public static AttachmentSurvey of(HostView host, HostPath top, DatabaseView database) throws TrekException {
    return of(host, new Layout(top), database, false);
  }

  /**
   * Surveys a store.
   *
   * @param contents whether every file is read to its end, unpacked, and compared with the database where its rows are still there
   * @throws TrekException when the store is not there, or host or database can't be asked
   */
  public static AttachmentSurvey of(HostView host, Layout layout, DatabaseView database, boolean contents) throws TrekException {
    HostPath top = layout.top();
    if (host.stat(top).filter(state -> state.kind() == FileState.Kind.FOLDER).isEmpty()) {
      throw TrekException.at(host.name() + ":" + top)
          .found("there is no attachment folder here")
          .next("check attachment_path in server.cfg; is its file system mounted?");
    }
    IdSet wanted = new IdSet();
    database.attachmentInstances(wanted::add);
    return new Pass(host, layout, wanted, contents ? Optional.of(database.attachmentRows()) : Optional.empty()).run();
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

  /** What the pass looks at in an object. */
  private record Facts(FileState.Kind kind, int uid, int gid, long size, boolean packed) {

    static Facts of(HostPath file, FileState state) {
      return new Facts(state.kind(), state.uid(), state.gid(), state.size(), file.name().endsWith(".gz"));
    }
  }

  private static final class Pass {
    private final HostView host;
    private final Layout layout;
    private final IdSet wanted;
    private final IdSet seen = new IdSet();
    private final Names missing = new Names();
    private final Names orphaned = new Names();
    private final Names doubled = new Names();
    private final Names strange = new Names();
    private final Names leftovers = new Names();
    private final Names strangers = new Names();
    private final Names damaged = new Names();
    private final Optional<ContentCheck> contents;
    private long files;
    private long bytes;
    private long compressed;

    Pass(HostView host, Layout layout, IdSet wanted, Optional<AttachmentRows> rows) {
      this.host = host;
      this.layout = layout;
      this.wanted = wanted;
      this.contents = rows.map(each -> new ContentCheck(host, each, damaged));
    }

    AttachmentSurvey run() throws TrekException {
      FileState top = host.stat(layout.top()).orElseThrow();
      boolean known = contents.isEmpty() && host.tree(layout.top(), (below, kind, uid, gid, size) -> seen(below, new Facts(kind, uid, gid, size, below[below.length - 1] == 'z'), top));
      for (int outer = 0; !known && outer < layout.outer(); outer++) {
        for (int inner = 0; inner < layout.inner(); inner++) {
          HostPath folder = layout.folder(outer, inner);
          for (HostPath file : host.stat(folder).isPresent() ? host.list(folder) : List.<HostPath>of()) {
            Optional<FileState> state = host.stat(file);
            if (state.isPresent()) {
              look(layout.id(file), () -> file, Facts.of(file, state.get()), top);
            }
          }
        }
      }
      if (contents.isPresent()) {
        contents.get().flush();
      }
      wanted.without(seen, missing::add);
      return new AttachmentSurvey(
          wanted.size(), wanted.size() - missing.count(), files, bytes, compressed, missing.named(), orphaned.named(), doubled.named(), strange.named(), leftovers.named(), strangers.named(),
          damaged.named());
    }

    private void seen(byte[] below, Facts facts, FileState top) throws TrekException {
      OptionalLong id = layout.id(below);
      if (id.isPresent() || layout.within(below)) {
        look(id, () -> layout.top().resolve(below), facts, top);
      }
    }

    private void look(OptionalLong id, Supplier<HostPath> path, Facts facts, FileState top) throws TrekException {
      files++;
      bytes += facts.size();
      if (id.isEmpty() || facts.kind() != FileState.Kind.FILE) {
        HostPath file = path.get();
        boolean left = file.name().endsWith(".deleted") && Layout.named(file.name().substring(0, file.name().length() - ".deleted".length())).isPresent();
        (left ? leftovers : strange).add(file);
        return;
      }
      if (facts.uid() != top.uid() || facts.gid() != top.gid()) {
        strangers.add(path.get());
      }
      compressed += facts.packed() ? 1 : 0;
      if (!seen.add(id.getAsLong())) {
        doubled.add(id.getAsLong());
        return;
      }
      if (!wanted.contains(id.getAsLong())) {
        orphaned.add(id.getAsLong());
      }
      if (contents.isPresent()) {
        contents.get().add(id.getAsLong(), path.get());
      }
    }
  }
}
