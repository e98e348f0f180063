package org.mailtrek.backup;

import com.unboundid.util.json.JSONField;
import com.unboundid.util.json.JSONNumber;
import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import com.unboundid.util.json.JSONValue;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.engine.Keep;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Bytes;
import org.mailtrek.engine.change.Content;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Files as a backup holds them, those of the configuration for one: their contents below {@code HOST/config/}, and a list with owners, modes, times and extended
 * attributes of the {@code user} name space. Access control lists are not kept.
 */
final class ConfigCopy {

  /** From this size on a content is not read for a preview: it is in the backup. */
  private static final long LARGE = 1 << 16;

  private final String host;
  private final String what;

  ConfigCopy(String host) {
    this(host, "config");
  }

  private ConfigCopy(String host, String what) {
    this.host = host;
    this.what = what;
  }

  /** Returns the copy of attachments that no hard link reaches. */
  static ConfigCopy ofAttachments(String host) {
    return new ConfigCopy(host, "attachment-files");
  }

  /**
   * An object of the list.
   *
   * @param path where it was
   * @param kind what it was
   * @param uid number of the owner
   * @param gid number of the group
   * @param mode permission bits
   * @param modified the time of the last write
   * @param target what a link pointed to
   * @param attributes its extended attributes; empty where an older backup did not write them down
   * @param size its size in bytes; empty where an older backup did not write it down
   */
  record Listed(
      HostPath path, FileState.Kind kind, int uid, int gid, int mode, java.time.Instant modified, byte[] target, Optional<SortedMap<String, Bytes>> attributes,
      OptionalLong size) {}

  /** Returns the copy of a search index. */
  static ConfigCopy ofIndex(String host) {
    return new ConfigCopy(host, "index");
  }

  /** Returns the copy of a database's data directory. */
  static ConfigCopy ofDatabase(String host) {
    return new ConfigCopy(host, "database-files");
  }

  /** Returns the copy of a database's option files. */
  static ConfigCopy ofDatabaseOptions(String host) {
    return new ConfigCopy(host, "database-options");
  }

  String list() {
    return host + "/" + what + ".jsonl";
  }

  String content(HostPath path) {
    return host + "/" + what + path;
  }

  void keep(View view, HostPath folder, Keep keep) throws TrekException {
    if (view.host(host).stat(folder).isPresent()) {
      keep(view, List.of(folder), keep);
    }
  }

  /** Keeps several files or folders. */
  void keep(View view, List<HostPath> all, Keep keep) throws TrekException {
    List<JSONObject> states = new ArrayList<>();
    for (HostPath each : all) {
      files(view.host(host), each, keep, states);
    }
    keep.lines(list(), states);
  }

  private void files(HostView on, HostPath path, Keep keep, List<JSONObject> states) throws TrekException {
    Optional<FileState> found = on.stat(path);
    if (found.isEmpty()) {
      return;
    }
    states.add(line(path, found.get()));
    if (found.get().kind() == FileState.Kind.FOLDER) {
      for (HostPath each : on.list(path)) {
        files(on, each, keep, states);
      }
    } else if (found.get().kind() == FileState.Kind.FILE) {
      keep.file(
          content(path),
          out -> {
            try (InputStream in = on.read(path)) {
              in.transferTo(out);
            }
          });
    }
  }

  private static JSONObject line(HostPath path, FileState state) {
    return new JSONObject(
        new JSONField("path", path.toString()),
        new JSONField("type", state.kind().name()),
        new JSONField("uid", new JSONNumber(state.uid())),
        new JSONField("gid", new JSONNumber(state.gid())),
        new JSONField("mode", Integer.toOctalString(state.mode())),
        new JSONField("modified", state.modified().toString()),
        new JSONField("bytes", new JSONNumber(state.size())),
        new JSONField("target", new JSONString(new String(state.target(), StandardCharsets.ISO_8859_1))),
        new JSONField("attributes", attributes(state)));
  }

  private static JSONObject attributes(FileState state) {
    Map<String, JSONValue> form = new LinkedHashMap<>();
    state.attributes().forEach((name, value) -> form.put(name, new JSONString(Base64.getEncoder().encodeToString(value))));
    return new JSONObject(form);
  }

  private static Optional<SortedMap<String, Bytes>> attributes(JSONObject line) {
    JSONObject form = line.getFieldAsObject("attributes");
    if (form == null) {
      return Optional.empty();
    }
    SortedMap<String, Bytes> attributes = new TreeMap<>();
    form.getFields().forEach((name, value) -> attributes.put(name, Bytes.of(Base64.getDecoder().decode(((JSONString) value).stringValue()))));
    return Optional.of(attributes);
  }

  /** Returns the content of a file; a small one is handed to the preview, so that the plan can show it. */
  Content content(Kept kept, Listed file, Step.Preview preview) throws TrekException {
    long size = file.size().orElse(0);
    if (size >= LARGE) {
      return Content.stored(kept.digest(content(file.path())), size);
    }
    byte[] bytes = kept.bytes(content(file.path()));
    preview.content(bytes);
    return Content.stored(bytes);
  }

  /** Reads the list, each folder before what it holds. */
  List<Listed> read(Kept kept) throws TrekException {
    List<Listed> all = new ArrayList<>();
    for (JSONObject each : JsonLines.read(kept, list())) {
      all.add(
          new Listed(
              HostPath.parse(each.getFieldAsString("path")),
              FileState.Kind.valueOf(each.getFieldAsString("type")),
              each.getFieldAsInteger("uid"),
              each.getFieldAsInteger("gid"),
              Integer.parseInt(each.getFieldAsString("mode"), 8),
              java.time.Instant.parse(each.getFieldAsString("modified")),
              each.getFieldAsString("target").getBytes(StandardCharsets.ISO_8859_1),
              attributes(each),
              each.getField("bytes") == null ? OptionalLong.empty() : OptionalLong.of(each.getFieldAsLong("bytes"))));
    }
    return all;
  }
}
