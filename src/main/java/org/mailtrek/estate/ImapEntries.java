package org.mailtrek.estate;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.TrekException;

/** Reads the IMAP servers of {@code estate.yaml}: each with one master user, or with its users' own passwords. */
final class ImapEntries {

  private final Map<String, HostEntry> hosts;

  ImapEntries(Map<String, HostEntry> hosts) {
    this.hosts = hosts;
  }

  Map<String, Declaration.ImapEntry> read(YamlMap map) throws TrekException {
    Map<String, Declaration.ImapEntry> found = new LinkedHashMap<>();
    Optional<YamlMap> all = map.map("imap");
    for (String name : all.isPresent() ? all.get().names() : List.<String>of()) {
      if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
        throw all.get().place(name).wrong("is no name of a server: letters, digits, dots and dashes only");
      }
      found.put(name, entry(all.get().map(name).orElseThrow()));
    }
    return found;
  }

  /** Returns the host of an address, which may have letters, digits, dots and dashes (RFC 1123). */
  private static Optional<String> host(String url) {
    try {
      return Optional.ofNullable(new URI(url).getHost());
    } catch (URISyntaxException none) {
      return Optional.empty();
    }
  }

  private Declaration.ImapEntry entry(YamlMap map) throws TrekException {
    map.only("url", "starttls", "ca", "master", "password", "list", "users");
    String url = map.needed("url");
    if (!url.matches("imaps?://[^/@]+/?") || host(url).isEmpty()) {
      throw map.place("url").wrong("must be imaps://HOST or imap://HOST:PORT, without a sign-in, and is " + url);
    }
    if (url.startsWith("imap:") && !map.flag("starttls") && map.has("ca")) {
      throw map.place("ca").wrong("is declared, and imap:// goes in the clear: write imaps:// or starttls: true, or leave it out");
    }
    Optional<YamlMap> users = map.map("users");
    if (map.has("master") == users.isPresent()) {
      throw map.place().wrong("must have one of master, with its password, and users");
    }
    if (map.has("list") && users.isPresent()) {
      throw map.place("list").wrong("belongs to a master user: those under users are known by name");
    }
    Map<String, SecretSource> own = new LinkedHashMap<>();
    for (String user : users.isPresent() ? users.get().names() : List.<String>of()) {
      own.put(user, new SecretReader(hosts).read(users.get().map(user).orElseThrow()));
    }
    return new Declaration.ImapEntry(url.replaceAll("/$", ""), map.flag("starttls"), map.text("ca"), DeclarationReader.login(map, "master", hosts), map.text("list"), own);
  }
}
