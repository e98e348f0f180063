package org.mailtrek.attachments;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mailtrek.attachments.AttachmentSurvey.Depth;
import org.mailtrek.host.Beside;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.FileState;
import org.mailtrek.host.FilesView.Facts;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** One pass through a store. What the host's own tools list is taken as it comes; elsewhere the 200 folders are looked into one by one. */
final class StorePass {

  /** Ten bytes before the packed ones, eight behind, and two of an empty content: no {@code .gz} is shorter (RFC 1952, RFC 1951). */
  private static final int SHORTEST_PACKED = 20;
  private static final String DELETED = ".deleted";

  private final HostView host;
  private final Layout layout;
  private final FileState top;
  private final Depth depth;
  private final IdSet seen = new IdSet();
  private final Names doubled = new Names();
  private final Names strange = new Names();
  private final Names leftovers = new Names();
  private final Names strangers = new Names();
  private final Names damaged = new Names();
  private long files;
  private long bytes;
  private long compressed;
  private Optional<ContentCheck> contents = Optional.empty();

  StorePass(HostView host, Layout layout, FileState top, Depth depth) {
    this.host = host;
    this.layout = layout;
    this.top = top;
    this.depth = depth;
  }

  AttachmentSurvey run(Beside<IdSet> named, DatabaseView database) throws TrekException {
    boolean listed = switch (depth) {
      case NAMES -> host.names(layout.top(), this::named);
      case OBJECTS -> host.tree(layout.top(), this::object);
      case CONTENTS -> {
        contents = Optional.of(new ContentCheck(host, database.attachmentRows(), damaged));
        yield false;
      }
    };
    if (!listed) {
      walk();
    }
    if (contents.isPresent()) {
      contents.get().flush();
    }
    IdSet wanted = named.result();
    Names missing = new Names();
    Names orphaned = new Names();
    wanted.without(seen, missing::add);
    seen.without(wanted, orphaned::add);
    return new AttachmentSurvey(
        wanted.size(), wanted.size() - missing.count(), files, bytes, compressed, missing.named(), orphaned.named(), doubled.named(), strange.named(), leftovers.named(),
        strangers.named(), damaged.named());
  }

  private void walk() throws TrekException {
    int above = layout.top().bytes().length + 1;
    for (int outer = 0; outer < layout.outer(); outer++) {
      for (int inner = 0; inner < layout.inner(); inner++) {
        HostPath folder = layout.folder(outer, inner);
        for (HostPath file : host.stat(folder).isPresent() ? host.list(folder) : List.<HostPath>of()) {
          Optional<FileState> state = host.stat(file);
          if (state.isPresent()) {
            object(Facts.of(state.get()), file.bytes(), above, file.bytes().length);
          }
        }
      }
    }
  }

  private void named(byte[] path, int from, int to, FileState.Kind kind) throws TrekException {
    long id = attachment(kind, path, from, to);
    if (id >= 0) {
      first(id);
    }
  }

  private void object(Facts facts, byte[] path, int from, int to) throws TrekException {
    long id = attachment(facts.kind(), path, from, to);
    if (layout.within(path, from, to)) {
      bytes += facts.size();
    }
    if (id < 0) {
      return;
    }
    if (facts.uid() != top.uid() || facts.gid() != top.gid()) {
      strangers.add(file(path, from, to));
    }
    if (!first(id)) {
      return;
    }
    if (contents.isPresent()) {
      contents.get().add(id, file(path, from, to));
    } else if (facts.size() < SHORTEST_PACKED && Layout.packed(path, from, to)) {
      damaged.add(file(path, from, to) + ": can't be unpacked, it ends early");
    }
  }

  /** Returns the id of the attachment that an object is; -1 when it is none, which is noted where it lies among them. */
  private long attachment(FileState.Kind kind, byte[] path, int from, int to) throws TrekException {
    if (!layout.within(path, from, to)) {
      return -1;
    }
    files++;
    long id = layout.id(path, from, to);
    if (id >= 0 && kind == FileState.Kind.FILE) {
      compressed += Layout.packed(path, from, to) ? 1 : 0;
      return id;
    }
    HostPath file = file(path, from, to);
    String name = file.name();
    boolean left = name.endsWith(DELETED) && Layout.named(name.substring(0, name.length() - DELETED.length())).isPresent();
    (left ? leftovers : strange).add(file);
    return -1;
  }

  /** Returns whether an attachment was not met before. */
  private boolean first(long id) {
    boolean fresh = seen.add(id);
    if (!fresh) {
      doubled.add(id);
    }
    return fresh;
  }

  private HostPath file(byte[] path, int from, int to) {
    return layout.top().resolve(Arrays.copyOfRange(path, from, to));
  }
}
