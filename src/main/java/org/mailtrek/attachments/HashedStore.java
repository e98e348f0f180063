package org.mailtrek.attachments;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.attachments.AttachmentSurvey.Depth;
import org.mailtrek.engine.change.Sha256;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.FileState;
import org.mailtrek.host.FilesView.Facts;
import org.mailtrek.host.FilesView.Glimpse;
import org.mailtrek.host.FilesView.Sight;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * A store of layout {@code files_v2}: each content once, under the digest of itself, {@code xx/yy/<60 digits>/content}, and beside it an empty file
 * {@code holder/s<server>i<id>} for each attachment that uses it. Only the database tells which name an attachment has. Contents are never compressed there.
 */
public final class HashedStore {

  /** What the setting {@code attachment_storage} says of such a store. */
  public static final String STORAGE = "files_v2";

  private static final int AT_ONCE = 500;
  private static final Pattern OBJECT = Pattern.compile("([0-9a-f]{2})/([0-9a-f]{2})/([0-9a-f]{60}|s[0-9a-f]{32}i[0-9]{1,10})/(content|holder/s[0-9a-f]{32}i([0-9]{1,10}))");
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{2}/[0-9a-f]{2}/(?:[0-9a-f]{60}|s[0-9a-f]{32}i[0-9]{1,10})");

  private final HostView host;
  private final HostPath top;
  private final DatabaseView database;
  private final IdSet named = new IdSet();
  private final IdSet held = new IdSet();
  private final Names missing = new Names();
  private final Names strange = new Names();
  private final Names strangers = new Names();
  private final Names damaged = new Names();
  private long files;
  private long bytes;

  /** Names a store; nothing is looked at yet. */
  public HashedStore(HostView host, HostPath top, DatabaseView database) {
    this.host = host;
    this.top = top;
    this.database = database;
  }

  /**
   * Holds the store against what the database names: every attachment's content and holder, and every object of the store.
   *
   * @param depth with {@code CONTENTS} each content is read, and its digest compared with its name
   * @throws TrekException when the store is not there, or host or database can't be asked
   */
  public AttachmentSurvey survey(Depth depth) throws TrekException {
    FileState folder = host.stat(top).filter(state -> state.kind() == FileState.Kind.FOLDER).orElseThrow(() -> TrekException.at(host.name() + ":" + top)
        .found("there is no attachment folder here").next("check attachment_path in server.cfg; is its file system mounted?"));
    named();
    objects(folder, depth);
    Names orphaned = new Names();
    held.without(named, orphaned::add);
    long found = named.size() - missing.count();
    Names none = new Names();
    return new AttachmentSurvey(named.size(), found, files, bytes, 0, missing.named(), orphaned.named(), none.named(), strange.named(), none.named(), strangers.named(), damaged.named());
  }

  /**
   * Returns where the content of an attachment lies; empty when the database has no name for it.
   *
   * @throws TrekException when the database can't be asked, or names something outside of the store
   */
  public Optional<HostPath> content(long id) throws TrekException {
    List<HostPath> found = new ArrayList<>();
    database.storedNames((instance, name) -> {
      if (instance == id && name.isPresent()) {
        found.add(top.resolve(checked(instance, name.get()) + "/content"));
      }
    });
    return found.stream().findFirst();
  }

  private static String checked(long id, String name) throws TrekException {
    if (!NAME.matcher(name).matches()) {
      throw TrekException.at("table singleinstances").found("attachment " + id + " has the name '" + name + "', which is none of a store of layout " + STORAGE).next("database check");
    }
    return name;
  }

  private void named() throws TrekException {
    Optional<String> server = database.setting("server_guid").map(guid -> HexFormat.of().formatHex(guid));
    Map<Long, List<HostPath>> waiting = new LinkedHashMap<>();
    database.storedNames((id, name) -> {
      if (!named.add(id)) {
        return;
      }
      if (name.isEmpty()) {
        missing.add(id + " has no name in the database");
        return;
      }
      HostPath folder = top.resolve(checked(id, name.get()));
      List<HostPath> wanted = new ArrayList<>(List.of(folder.resolve("content")));
      server.ifPresent(guid -> wanted.add(folder.resolve("holder/s" + guid + "i" + id)));
      waiting.put(id, wanted);
      if (waiting.size() == AT_ONCE) {
        look(waiting);
      }
    });
    look(waiting);
  }

  private void look(Map<Long, List<HostPath>> waiting) throws TrekException {
    List<HostPath> paths = new ArrayList<>();
    waiting.values().forEach(paths::addAll);
    Map<HostPath, Glimpse> there = host.present(paths);
    waiting.forEach((id, wanted) -> wanted.stream().filter(each -> !there.containsKey(each) || there.get(each).kind() != FileState.Kind.FILE).findFirst()
        .ifPresent(lacks -> missing.add(id + (lacks.name().equals("content") ? "" : " has no holder, so that the server would remove its content with another's"))));
    waiting.clear();
  }

  /** Takes what the host's own tools list as it comes; where they can't, or where contents are read, which takes much longer than any list, folder by folder. */
  private void objects(FileState folder, Depth depth) throws TrekException {
    Sight sight = (facts, path, from, to) -> object(facts, path, from, to, folder, depth);
    if (depth == Depth.CONTENTS || !host.tree(top, sight)) {
      walk(top, top.bytes().length + 1, sight);
    }
  }

  private void walk(HostPath path, int above, Sight sight) throws TrekException {
    for (HostPath each : host.list(path)) {
      Optional<FileState> state = host.stat(each);
      if (state.isPresent() && state.get().kind() == FileState.Kind.FOLDER) {
        walk(each, above, sight);
      } else if (state.isPresent()) {
        sight.take(Facts.of(state.get()), each.bytes(), above, each.bytes().length);
      }
    }
  }

  private void object(Facts facts, byte[] path, int from, int to, FileState folder, Depth depth) throws TrekException {
    if (facts.kind() == FileState.Kind.FOLDER) {
      return;
    }
    String below = new String(path, from, to - from, StandardCharsets.ISO_8859_1);
    Matcher object = OBJECT.matcher(below);
    if (facts.kind() != FileState.Kind.FILE || !object.matches() || object.group(5) != null && Layout.named(object.group(5)).isEmpty()) {
      if (below.indexOf('/') >= 0) {
        files++;
        strange.add(file(path, from, to));
      }
      return;
    }
    if (facts.uid() != folder.uid() || facts.gid() != folder.gid()) {
      strangers.add(file(path, from, to));
    }
    if (object.group(5) != null) {
      held.add(Long.parseLong(object.group(5)));
      return;
    }
    files++;
    bytes += facts.size();
    String digest = object.group(1) + object.group(2) + object.group(3);
    if (depth == Depth.CONTENTS && object.group(3).length() == 60 && !digest.equals(Sha256.of(host, file(path, from, to)))) {
      damaged.add(file(path, from, to) + ": has another content than its name says");
    }
  }

  private HostPath file(byte[] path, int from, int to) {
    return top.resolve(Arrays.copyOfRange(path, from, to));
  }
}
