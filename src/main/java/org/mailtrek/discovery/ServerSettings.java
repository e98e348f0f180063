package org.mailtrek.discovery;

import java.util.Optional;
import org.mailtrek.config.ByteText;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.Dialect;
import org.mailtrek.config.Directive;
import org.mailtrek.config.Release;
import org.mailtrek.host.HostPath;

/**
 * What a program would read in its configuration: set in a file, else built into the release. A value that comes from the environment of the
 * program ({@code name = $VARIABLE}) is not known.
 */
final class ServerSettings {

  private final TracedConfig config;
  private final Catalogue catalogue;
  private final Optional<Release> release;
  private final HostPath file;
  private final String known;

  /**
   * Reads a file.
   *
   * @param release the program's release; empty when it is not known, and then nothing is built in
   * @param known the name by which the catalogue knows the file
   */
  ServerSettings(HostFiles files, Catalogue catalogue, Optional<Release> release, HostPath file, String known) {
    this.config = TracedConfig.read(files, file, release.map(each -> Dialect.of(known, each)).orElse(Dialect.DAEMON));
    this.catalogue = catalogue;
    this.release = release;
    this.file = file;
    this.known = known;
  }

  TracedConfig config() {
    return config;
  }

  HostPath file() {
    return file;
  }

  /** Returns the value in force, in one character a byte; empty text counts as a value. */
  Optional<Found> value(String name) {
    Optional<Found> set = config.value(name);
    if (set.isPresent()) {
      return set.filter(each -> !environment(name, each.value()));
    }
    return release.flatMap(
        each -> catalogue.file(each, known).find(name).filter(Directive::accepted).map(found -> new Found(found.builtIn(), "built into " + each)));
  }

  /** Returns the value in force where it is not empty. */
  Optional<Found> filled(String name) {
    return value(name).filter(each -> !each.value().isEmpty());
  }

  /** Returns the value in force as people read it; empty text when there is none. */
  String text(String name) {
    return value(name).map(each -> ByteText.show(each.value())).orElse("");
  }

  /** Returns whether a directive is switched on. */
  boolean on(String name) {
    return text(name).matches("(?i)yes|true|1");
  }

  /** Returns why a value is not known. */
  String why(String name) {
    Optional<Found> set = config.value(name);
    if (set.isPresent() && environment(name, set.get().value())) {
      return set.get().origin() + " takes " + name + " from the server's environment";
    }
    if (set.isPresent()) {
      return name + " is empty: " + set.get().origin();
    }
    return config.there() ? name + " is not set in " + file : file + " is not there, or can't be read";
  }

  private static boolean environment(String name, String value) {
    return value.startsWith("$") && !name.contains("pass");
  }
}
