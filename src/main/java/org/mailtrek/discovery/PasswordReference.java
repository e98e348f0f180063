package org.mailtrek.discovery;

import java.util.Optional;
import org.mailtrek.estate.EstateText;
import org.mailtrek.host.HostPath;

/** Words where a password is to be had from: the directive that holds it, never the password. */
final class PasswordReference {

  private PasswordReference() {}

  /** Returns the setting in the flow form of the file; a person is asked where nothing is set. */
  static Setting of(String key, String host, TracedConfig config, String directive) {
    Optional<HostPath> file = config.source(directive);
    if (file.isEmpty()) {
      return Setting.found(key, "{ prompt: true }", directive + " is not set: you will be asked");
    }
    String origin = config.value(directive).orElseThrow().origin();
    return Setting.found(key, "{ config: " + EstateText.word(host + ":" + file.get()) + ", directive: " + directive + " }", origin);
  }
}
