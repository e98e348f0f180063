package org.mailtrek.host;

import com.unboundid.util.json.JSONArray;
import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import com.unboundid.util.json.JSONValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A package of a simulated machine: a zip archive {@code NAME_VERSION.zip} with a tree {@code files/} and a {@code control.json}:
 *
 * <pre>{@code
 * {"name": "kopano-server", "version": "8.7.25", "description": "…", "date": "2021-03-01T00:00:00Z",
 *  "account": "kopano", "services": ["kopano-server"], "conffiles": ["/etc/kopano/server.cfg"],
 *  "conflicts": ["zarafa-server"], "replaces": [],
 *  "attributes": {"/etc/kopano/server.cfg": {"mode": "0640", "owner": "root:kopano"}, "/usr/bin/k": {"target": "kopano"}}}
 * }</pre>
 *
 * Only name and version are needed. {@code attributes} say what is not usual: the usual owner is root, the mode 0755 for folders and below
 * {@code bin} and {@code sbin}, else 0644, the time the package's date; an object with a {@code target} is a link.
 *
 * @param path the archive
 * @param control what {@code control.json} says
 */
record PackageArchive(Path path, JSONObject control) {

  static final String CONTROL = "control.json";
  static final String TREE = "files";

  /** Opens an archive. */
  static PackageArchive open(Path path) throws TrekException {
    try (ZipFile zip = new ZipFile(path.toFile(), StandardCharsets.UTF_8)) {
      ZipEntry entry = zip.getEntry(CONTROL);
      if (entry == null) {
        throw new NoSuchFileException(CONTROL);
      }
      try (InputStream in = zip.getInputStream(entry)) {
        return new PackageArchive(path, JsonText.object(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
      }
    } catch (IOException | JSONException e) {
      throw broken(path, e);
    }
  }

  private static TrekException broken(Path path, Exception e) {
    return TrekException.at(path).found("is no package: " + e.getMessage()).because(e).next("fetch the package again");
  }

  String name() {
    return text("name").orElse("");
  }

  String version() {
    return text("version").orElse("");
  }

  Optional<String> text(String field) {
    return Optional.ofNullable(control.getFieldAsString(field));
  }

  List<String> texts(String field) {
    JSONValue value = control.getField(field);
    List<String> found = new ArrayList<>();
    if (value instanceof JSONArray array) {
      array.getValues().forEach(each -> found.add(((JSONString) each).stringValue()));
    }
    return found;
  }

  /** Returns the date of the package, which its files have unless said otherwise. */
  Instant date() {
    try {
      return text("date").map(Instant::parse).orElse(Instant.EPOCH);
    } catch (DateTimeException unreadable) {
      return Instant.EPOCH;
    }
  }

  /** Returns all objects that the package brings, folders before what is in them. */
  SortedMap<HostPath, Item> items() throws TrekException {
    SortedMap<HostPath, Item> found = new TreeMap<>();
    try (ZipFile zip = new ZipFile(path.toFile(), StandardCharsets.UTF_8)) {
      for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(each -> (ZipEntry) each)::iterator) {
        if (entry.getName().startsWith(TREE + "/") && entry.getName().length() > TREE.length() + 1) {
          HostPath object = HostPath.of(entry.getName().substring(TREE.length()));
          found.put(object, item(object, entry.isDirectory() ? FileState.Kind.FOLDER : FileState.Kind.FILE, entry.getSize()));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw broken(path, e);
    }
    links().forEach(link -> found.put(link, item(link, FileState.Kind.LINK, 0)));
    for (HostPath each : List.copyOf(found.keySet())) {
      for (HostPath above = each.parent(); !above.root(); above = above.parent()) {
        found.putIfAbsent(above, item(above, FileState.Kind.FOLDER, 0));
      }
    }
    return found;
  }

  private List<HostPath> links() {
    JSONObject all = control.getFieldAsObject("attributes");
    if (all == null) {
      return List.of();
    }
    return all.getFields().keySet().stream().filter(each -> attribute(each, "target").isPresent()).map(HostPath::parse).toList();
  }

  private Item item(HostPath object, FileState.Kind kind, long size) {
    boolean runs = object.toString().contains("/bin/") || object.toString().contains("/sbin/");
    int usual = kind == FileState.Kind.FOLDER || runs ? 0755 : 0644;
    String name = object.toString();
    return new Item(
        kind,
        attribute(name, "mode").map(mode -> Integer.parseInt(mode, 8)).orElse(kind == FileState.Kind.LINK ? 0777 : usual),
        attribute(name, "owner").orElse("root:root"),
        kind == FileState.Kind.FILE ? size : 0,
        attribute(name, "time").map(Instant::parse).orElse(date()),
        attribute(name, "target").orElse(""));
  }

  private Optional<String> attribute(String object, String field) {
    JSONObject all = control.getFieldAsObject("attributes");
    JSONObject one = all == null ? null : all.getFieldAsObject(object);
    return one == null ? Optional.empty() : Optional.ofNullable(one.getFieldAsString(field));
  }

  /** Reads one file's content. */
  byte[] content(HostPath file) throws TrekException {
    String name = TREE + new String(file.bytes(), StandardCharsets.UTF_8);
    try (ZipFile zip = new ZipFile(path.toFile(), StandardCharsets.UTF_8)) {
      ZipEntry entry = zip.getEntry(name);
      if (entry == null) {
        throw TrekException.at(path + ": " + file).found("is not in the package").next("look at what it brings: packages list");
      }
      try (InputStream in = zip.getInputStream(entry)) {
        return in.readAllBytes();
      }
    } catch (IOException e) {
      throw broken(path, e);
    }
  }

  /** Returns the digest of a configuration file as the package first brought it. */
  String shipped(HostPath file) throws TrekException {
    JSONObject kept = control.getFieldAsObject("shipped");
    String digest = kept == null ? null : kept.getFieldAsString(file.toString());
    return digest == null ? Digests.sha256(content(file)) : digest;
  }

  /** What a package brings at one path; the owner is written {@code USER:GROUP}. */
  record Item(FileState.Kind kind, int mode, String owner, long size, Instant modified, String target) {}
}
