package org.mailtrek.estate;

import java.util.List;
import java.util.Map;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Reads where a secret is to be had from. A secret written down in {@code estate.yaml} itself is refused, without repeating it. */
final class SecretReader {

  private static final List<String> KINDS = List.of("file", "env", "command", "prompt", "config");

  private final Map<String, HostEntry> hosts;

  SecretReader(Map<String, HostEntry> hosts) {
    this.hosts = hosts;
  }

  SecretSource read(YamlMap map) throws TrekException {
    map.only("file", "env", "command", "prompt", "config", "directive");
    List<String> kinds = KINDS.stream().filter(map::has).toList();
    if (kinds.size() != 1) {
      throw map.place().wrong("must have one of file, env, command, prompt: true or config");
    }
    return switch (kinds.get(0)) {
      case "file" -> new SecretSource.File(map.needed("file"));
      case "env" -> new SecretSource.Variable(map.needed("env"));
      case "command" -> command(map);
      case "prompt" -> prompt(map);
      default -> directive(map);
    };
  }

  private static SecretSource command(YamlMap map) throws TrekException {
    List<String> words = map.texts("command");
    if (words.isEmpty()) {
      throw map.place("command").wrong("must be a list of words, such as [pass, show, ldap]");
    }
    return new SecretSource.Command(words);
  }

  private static SecretSource prompt(YamlMap map) throws TrekException {
    if (!map.flag("prompt")) {
      throw map.place("prompt").wrong("can only be true");
    }
    return new SecretSource.Prompt();
  }

  private SecretSource directive(YamlMap map) throws TrekException {
    String place = map.needed("config");
    int colon = place.indexOf(":/");
    if (colon < 1) {
      throw map.place("config").wrong("must be HOST:/PATH, and is " + place);
    }
    String host = place.substring(0, colon);
    if (!hosts.containsKey(host)) {
      throw map.place("config").wrong("names " + host + ", which is not among hosts: " + String.join(", ", hosts.keySet()));
    }
    try {
      return new SecretSource.Directive(host, HostPath.parse(place.substring(colon + 1)), map.needed("directive"));
    } catch (IllegalArgumentException e) {
      throw map.place("config").wrong("must be HOST:/PATH, and is " + place);
    }
  }
}
