package org.mailtrek.report;

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.host.Digests;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** The files of an export, as they come together. */
final class Bundle {

  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private final SortedMap<String, String> conditions = new TreeMap<>();
  private final Vault vault = new Vault();

  Vault vault() {
    return vault;
  }

  /** Adds a file. */
  void add(String name, byte[] bytes) {
    files.put(name, bytes);
  }

  /** Returns all files, by name. */
  SortedMap<String, byte[]> files() {
    return Collections.unmodifiableSortedMap(files);
  }

  /** Adds what a file on a host becomes, under a name that says so, and returns that name; a file may change more than once. */
  String file(String host, String path, byte[] bytes, boolean template) {
    String folder = template ? "templates/" : "files/";
    String end = template ? ".j2" : "";
    String name = folder + host + path + end;
    for (int number = 2; files.containsKey(name); number++) {
      name = folder + host + path + "." + number + end;
    }
    add(name, bytes);
    return name;
  }

  /** Notes what a template must come to, so that a wrong secret is found before anything is written. */
  void mustBe(String template, String encoding, byte[] bytes) {
    conditions.put(template, "lookup('ansible.builtin.template', '" + template + "', convert_data=False) | b64encode(encoding='" + encoding + "') | hash('sha256') == '" + digest(bytes) + "'");
  }

  /** Returns the conditions that the secrets must meet, by template. */
  SortedMap<String, String> conditions() {
    return Collections.unmodifiableSortedMap(conditions);
  }

  private static String digest(byte[] bytes) {
    return Digests.sha256(Base64.getEncoder().encode(bytes));
  }

  byte[] content(FileContent change) throws TrekException {
    try (InputStream in = change.content().shown().orElseThrow(() -> new IllegalStateException(change.describe() + ": its content is not at hand"))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw TrekException.at(change.host() + ":" + change.path()).found("can't be read: " + e.getMessage()).because(e).next("plan again");
    }
  }

  /** Returns a path as a text that Ansible takes for itself. */
  static String plain(Change change, HostPath path) throws TrekException {
    String text = path.toString();
    if (!HostPath.of(text).equals(path) || text.contains("{{") || text.contains("{%") || text.contains("{#")) {
      throw refused(change, "has a name that is no plain text");
    }
    return text;
  }

  static TrekException refused(Change change, String why) {
    return TrekException.at(change.describe()).kind(TrekException.Kind.REFUSED).found(why).next("apply the plan with Mailtrek");
  }
}
