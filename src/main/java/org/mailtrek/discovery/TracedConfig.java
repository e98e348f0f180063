package org.mailtrek.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.config.ConfigFile;
import org.mailtrek.config.Dialect;
import org.mailtrek.config.Effective;
import org.mailtrek.host.HostPath;

/** A configuration file of a host with all that it includes, as its program reads it, and the line of each value in force. */
final class TracedConfig {

  private static final int MOST_FILES = 200;

  private final HostPath file;
  private final Effective effective;
  private final boolean cut;

  private TracedConfig(HostFiles files, HostPath file, Dialect dialect) {
    int[] read = {0};
    this.file = file;
    this.effective = Effective.of(path -> ++read[0] > MOST_FILES ? Optional.empty() : files.bytes(path).map(bytes -> ConfigFile.parse(bytes, dialect)), file);
    this.cut = read[0] > MOST_FILES;
  }

  static TracedConfig read(HostFiles files, HostPath file, Dialect dialect) {
    return new TracedConfig(files, file, dialect);
  }

  /** Returns whether the file itself could be read. */
  boolean there() {
    return !effective.read().isEmpty();
  }

  /** Returns the value in force, where a file sets it. */
  Optional<Found> value(String name) {
    return effective.value(name).map(value -> new Found(value, effective.line(name).orElseThrow().toString()));
  }

  /** Returns the file that sets the value in force. */
  Optional<HostPath> source(String name) {
    return effective.line(name).map(Effective.Line::file);
  }

  /** Returns how often a name is set. */
  int count(String name) {
    return effective.count(name);
  }

  /** Returns the property maps that are named. */
  List<Found> propmaps() {
    return effective.propmaps().stream().map(each -> new Found(each.file().toString(), each.line().toString())).toList();
  }

  /** Returns what is odd: files that are missing or include themselves. */
  List<Fact> remarks() {
    List<Fact> remarks = new ArrayList<>();
    if (!there()) {
      remarks.add(Fact.notice("configuration", file + " is not there, or can't be read", file.toString()));
    }
    if (cut) {
      remarks.add(Fact.unknown("configuration", "more than " + MOST_FILES + " files are included; the rest was not read", file.toString()));
    }
    effective.missing().forEach(each -> remarks.add(Fact.notice("configuration", each.file() + " is not there, or can't be read", each.line().toString())));
    effective.rings().forEach(each -> remarks.add(Fact.notice("configuration", each.file() + " includes itself; it is read once", each.line().toString())));
    return remarks;
  }
}
