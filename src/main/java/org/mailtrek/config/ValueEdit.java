package org.mailtrek.config;

import java.util.Optional;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Edits a file so that a value is in force in it, whatever the files that it includes say; those are left alone, since other programs may include
 * them too.
 *
 * @param host names the host in refusals
 * @param tree the file and all that it includes
 */
record ValueEdit(String host, ConfigTree tree, HostPath file, Dialect dialect) {

  /** Reads a file, and all that it includes. */
  static ValueEdit read(HostView host, HostPath file, Dialect dialect) throws TrekException {
    return new ValueEdit(host.name(), HostTree.read(host, file, dialect), file, dialect);
  }

  private ConfigFile now() {
    return tree.file(file, dialect).orElseThrow();
  }

  /** Returns what the program finds now. */
  Effective effective() {
    return Effective.of(tree, file, dialect);
  }

  private Effective after(ConfigFile edited) {
    return Effective.of(path -> path.equals(file) ? Optional.of(edited) : tree.file(path, dialect), file);
  }

  /**
   * Returns the file with a value in force: in its own last line that sets it, else, where an included file sets it, in a new last line.
   *
   * @throws TrekException when the program would read another value
   */
  ConfigFile with(String name, String value) throws TrekException {
    if (effective().value(name).equals(Optional.of(value))) {
      return now();
    }
    boolean elsewhere = effective().line(name).map(line -> !line.file().equals(file)).orElse(false);
    ConfigFile edited = elsewhere ? now().ending(name, value) : now().with(name, value);
    Effective after = after(edited);
    if (!after.value(name).equals(Optional.of(value))) {
      throw refused("the program would not read " + name + " as it is given: blanks around a value are dropped, and long ones cut", "config set " + name + " VALUE");
    }
    return edited;
  }

  /**
   * Returns the file without a directive.
   *
   * @throws TrekException when an included file sets it
   */
  ConfigFile without(String name) throws TrekException {
    ConfigFile edited = now().without(name);
    Optional<Effective.Line> left = after(edited).line(name);
    if (left.isPresent()) {
      throw refused(name + " would still be set, in " + left.get() + ", which it includes", "take that line away, or: config set " + name + " VALUE");
    }
    return edited;
  }

  private TrekException refused(String what, String next) {
    return TrekException.at(host + ":" + file).kind(TrekException.Kind.REFUSED).found(what).next(next);
  }
}
