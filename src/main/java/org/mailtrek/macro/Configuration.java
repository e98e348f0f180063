package org.mailtrek.macro;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.ConfigTree;
import org.mailtrek.config.HostTree;
import org.mailtrek.config.InForce;
import org.mailtrek.config.Verdict;
import org.mailtrek.host.Secret;
import org.mailtrek.host.TrekException;

/** The configuration in force: {@code configuration.value("server.cfg", "server_socket")}. Values that are secrets are masked. Only reads. */
public final class Configuration {

  private final Recorder world;
  private final Outside outside;

  Configuration(Recorder world, Outside outside) {
    this.world = world;
    this.outside = outside;
  }

  /**
   * A directive.
   *
   * @param host the host
   * @param file the file's name
   * @param directive its name
   * @param value its value, or the program's default
   * @param set whether a file sets it
   */
  public record Directive(String host, String file, String directive, String value, boolean set) {}

  /** Returns all directives that files set. */
  public List<Directive> getAll() throws TrekException {
    return found(Optional.empty());
  }

  /** Returns a directive in every file whose program knows it. */
  public List<Directive> all(String directive) throws TrekException {
    return found(Optional.of(directive));
  }

  /** Returns the value of a directive in a file of the first host that has it; the text {@code ""} where there is none. */
  public String value(String file, String directive) throws TrekException {
    return all(directive).stream().filter(each -> each.file().equals(file)).map(Directive::value).findFirst().orElse("");
  }

  private List<Directive> found(Optional<String> directive) throws TrekException {
    List<Directive> found = new ArrayList<>();
    for (Outside.Configured place : outside.configured(world.view())) {
      ConfigTree tree = HostTree.read(world.view().host(place.host()), place.folder(), place.release());
      for (InForce each : InForce.of(Catalogue.open(), tree, place.folder(), place.release(), directive)) {
        found.add(new Directive(place.host(), each.file(), each.directive(), Verdict.secret(each.directive()) ? Secret.MASK : each.value(), each.set()));
      }
    }
    return found;
  }
}
