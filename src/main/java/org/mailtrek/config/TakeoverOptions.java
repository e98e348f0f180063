package org.mailtrek.config;

import java.util.Map;
import org.mailtrek.host.HostPath;

/**
 * What is asked of a takeover.
 *
 * @param from the release whose files are read
 * @param to the release whose files are written
 * @param strategy how
 * @param schema which names the directory will have
 * @param source the folder of the old files, as the old daemons name it
 * @param target the folder of the new files, as the new daemons name it
 * @param decided values that are decided elsewhere and go in whatever the old file says, such as {@code attachment_path} of {@code server.cfg}
 */
public record TakeoverOptions(
    Release from, Release to, Strategy strategy, Schema schema, HostPath source, HostPath target, Map<Directive, String> decided) {

  /** Copies the map. */
  public TakeoverOptions {
    decided = Map.copyOf(decided);
  }

  /** Returns the usual options between two releases: merge, transplanted names, the releases' own folders. */
  public static TakeoverOptions of(Release from, Release to) {
    return new TakeoverOptions(from, to, Strategy.MERGE, Schema.TRANSPLANT, HostPath.of(from.folder()), HostPath.of(to.folder()), Map.of());
  }

  /**
   * A directive of the new configuration.
   *
   * @param file name of its file
   * @param name its name
   */
  public record Directive(String file, String name) {}

  /** Returns these options with another strategy. */
  public TakeoverOptions with(Strategy other) {
    return new TakeoverOptions(from, to, other, schema, source, target, decided);
  }

  /** Returns these options with another choice of names in the directory. */
  public TakeoverOptions with(Schema other) {
    return new TakeoverOptions(from, to, strategy, other, source, target, decided);
  }

  /** Returns these options with a value that is decided elsewhere. */
  public TakeoverOptions deciding(String file, String directive, String value) {
    Map<Directive, String> more = new java.util.HashMap<>(decided);
    more.put(new Directive(file, directive), value);
    return new TakeoverOptions(from, to, strategy, schema, source, target, more);
  }

  /** Returns whether names of Zarafa become names of Kopano. */
  boolean rebrands() {
    return !from.kopano() && to.kopano();
  }
}
