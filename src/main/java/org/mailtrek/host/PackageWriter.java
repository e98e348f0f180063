package org.mailtrek.host;

import com.unboundid.util.json.JSONArray;
import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import com.unboundid.util.json.JSONValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes a package for simulated machines; equal calls make equal bytes. Goes to {@code ROOT.machine/pool/NAME_VERSION.zip}. */
public final class PackageWriter {

  private final Map<String, JSONValue> control = new LinkedHashMap<>();
  private final Map<String, byte[]> tree = new TreeMap<>();
  private final Map<String, JSONValue> attributes = new TreeMap<>();
  private final Map<String, JSONValue> shipped = new TreeMap<>();
  private final String fileName;

  /** Starts a package; its files have the date unless said otherwise. */
  public PackageWriter(String name, String version, String description, Instant date) {
    control.put("name", new JSONString(name));
    control.put("version", new JSONString(version));
    control.put("description", new JSONString(description));
    control.put("date", new JSONString(date.toString()));
    this.fileName = name + "_" + version + ".zip";
  }

  /** Returns the name that the archive has in a pool. */
  public String fileName() {
    return fileName;
  }

  /** Sets the user that the package creates, with a group of the same name. */
  public PackageWriter account(String name) {
    control.put("account", new JSONString(name));
    return this;
  }

  /** Names the services that the package brings; adds their unit files. */
  public PackageWriter services(String... names) {
    control.put("services", texts(List.of(names)));
    for (String name : names) {
      file("/lib/systemd/system/" + name + ".service", ("[Unit]\nDescription=" + name + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  /** Names the configuration files among the files. */
  public PackageWriter configuration(String... paths) {
    control.put("conffiles", texts(List.of(paths)));
    return this;
  }

  /** Names packages that can't be installed beside it. */
  public PackageWriter conflicts(String... names) {
    control.put("conflicts", texts(List.of(names)));
    return this;
  }

  /** Names packages whose files it may overwrite. */
  public PackageWriter replaces(String... names) {
    control.put("replaces", texts(List.of(names)));
    return this;
  }

  /** Adds a file of root's with the usual mode. */
  public PackageWriter file(String path, byte[] content) {
    tree.put(path, content.clone());
    return this;
  }

  /** Adds a folder. */
  public PackageWriter folder(String path) {
    tree.put(path + "/", new byte[0]);
    return this;
  }

  /** Adds a symbolic link. */
  public PackageWriter link(String path, String target) {
    return attribute(path, "target", target);
  }

  /** Sets the owner, written {@code USER:GROUP}, and the mode of a file or folder. */
  public PackageWriter owned(String path, String owner, int mode) {
    return attribute(path, "owner", owner).attribute(path, "mode", String.format(Locale.ROOT, "%04o", mode));
  }

  /** Sets the time of a file, folder or link. */
  public PackageWriter time(String path, Instant modified) {
    return attribute(path, "time", modified.toString());
  }

  /** Sets the digest that a configuration file had when it was first brought; for a package made of what is installed. */
  PackageWriter shipped(String path, String digest) {
    shipped.put(path, new JSONString(digest));
    return this;
  }

  /** Names services whose unit files are among the files already. */
  PackageWriter installedServices(List<String> names) {
    control.put("services", texts(names));
    return this;
  }

  private PackageWriter attribute(String path, String field, String value) {
    String key = HostPath.of(path).toString();
    Map<String, JSONValue> fields = new LinkedHashMap<>();
    if (attributes.get(key) instanceof JSONObject before) {
      fields.putAll(before.getFields());
    }
    fields.put(field, new JSONString(value));
    attributes.put(key, new JSONObject(fields));
    return this;
  }

  private static JSONArray texts(List<String> values) {
    return new JSONArray(values.stream().map(JSONString::new).toArray(JSONString[]::new));
  }

  /** Returns the archive. */
  public byte[] toBytes() {
    control.put("attributes", new JSONObject(attributes));
    control.put("shipped", new JSONObject(shipped));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      put(zip, PackageArchive.CONTROL, new JSONObject(control).toString().getBytes(StandardCharsets.UTF_8));
      for (Map.Entry<String, byte[]> each : tree.entrySet()) {
        put(zip, PackageArchive.TREE + each.getKey(), each.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(java.time.LocalDateTime.of(2000, 1, 1, 0, 0));
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  @Override
  public String toString() {
    return fileName + Arrays.toString(tree.keySet().toArray());
  }
}
