package org.mailtrek.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mailtrek.check.DirectoryLint;
import org.mailtrek.config.ConfigTree;
import org.mailtrek.config.Finding;
import org.mailtrek.config.HostTree;
import org.mailtrek.config.HostLint;
import org.mailtrek.config.Lint;
import org.mailtrek.config.Release;
import org.mailtrek.config.ServerConfiguration;
import org.mailtrek.config.Takeover;
import org.mailtrek.config.TakeoverOptions;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.PackagesView;
import org.mailtrek.host.TrekException;
import org.mailtrek.system.PackagedRelease;

/** The configuration of the estate in use. After a migration the target's folder is the one that counts. */
final class EstateConfig {

  /** One product's configuration. */
  record Place(String host, HostPath folder, Release release) {}

  private EstateConfig() {}

  /** Returns where the configuration in force is, of each host. */
  static List<Place> places(Session session) throws TrekException {
    return places(session.estate().view(), EstateFile.read(session.folder()));
  }

  /** Returns where the configuration in force is, of each host of an estate. */
  static List<Place> places(View view, Declaration declared) throws TrekException {
    List<Place> places = new ArrayList<>();
    for (Declaration.Product product : declared.products()) {
      if (!product.product().equals("zcp") && !product.product().equals("kc")) {
        continue;
      }
      Release release = ConfigFolder.release("version", product.product() + "-" + product.version());
      Place old = new Place(product.host(), product.places().config().orElse(HostPath.of(release.folder())), release);
      places.add(moved(view.host(product.host()), declared, old));
    }
    return places;
  }

  private static Place moved(HostView host, Declaration declared, Place old) throws TrekException {
    if (declared.target().isEmpty() || !declared.target().get().product().equals("kc")) {
      return old;
    }
    Declaration.Target target = declared.target().get();
    Release release = ConfigFolder.release("version", "kc-" + target.version());
    HostPath folder = target.places().config().orElse(HostPath.of(release.folder()));
    PackagesView.Installed server = host.packages().installed().get("kopano-server");
    boolean there = server != null && !(old.release().kopano() && new PackagedRelease(old.release().number()).is(server.version()));
    return there && host.stat(folder.resolve("server.cfg")).isPresent() ? new Place(old.host(), folder, release) : old;
  }

  static Result lint(Call call) throws TrekException {
    List<Place> places = places(call.session());
    List<Finding> all = new ArrayList<>();
    List<String> unasked = new ArrayList<>();
    Release release = Release.of("kc-8.7.25");
    for (Place place : places) {
      release = call.option("--release").isPresent() ? ConfigFolder.release("--release", call.option("--release").get()) : place.release();
      all.addAll(findings(call.session(), place, release));
      all.addAll(HostLint.check(org.mailtrek.config.Catalogue.open(), release, call.session().estate().view().host(place.host()), place.folder()));
      all.addAll(surroundings(call.session(), place, release, unasked));
    }
    all.sort(Comparator.comparing(Finding::effect).thenComparing(Finding::file).thenComparing(Finding::line));
    return ConfigLint.result(all, release).lines(unasked);
  }

  /** Holds a configuration against the directory and the database that are declared. */
  private static List<Finding> surroundings(Session session, Place place, Release release, List<String> unasked) throws TrekException {
    Declaration declared = EstateFile.read(session.folder());
    View view = session.estate().view();
    ServerConfiguration server = ServerConfiguration.read(org.mailtrek.config.Catalogue.open(), view.host(place.host()), place.folder(), release);
    List<Finding> found = new ArrayList<>();
    declared.products().stream().filter(each -> each.host().equals(place.host())).flatMap(each -> each.database().stream()).forEach(each -> database(each, server, place).ifPresent(found::add));
    if (declared.directory().isPresent() && !server.files().isEmpty()) {
      try {
        found.addAll(DirectoryLint.check(view.directory(), server));
      } catch (TrekException e) {
        unasked.add("! the directory was not asked about it: " + e.getMessage());
      }
    }
    return found;
  }

  private static Optional<Finding> database(Declaration.DatabaseEntry declared, ServerConfiguration server, Place place) {
    String name = server.value("mysql_database").orElse("");
    String url = declared.url().replaceFirst("[?;].*$", "");
    String other = url.substring(url.lastIndexOf('/') + 1);
    boolean same = name.isEmpty() || name.equals(other) || !url.startsWith("jdbc:m");
    return same ? Optional.empty() : Optional.of(new Finding(Finding.Effect.BROKEN, place.folder().resolve("server.cfg").toString(), 0, "mysql_database", "the server works with " + name + ", estate.yaml names " + other, "correct one of them"));
  }

  /** Returns what a release would find in a host's configuration. */
  static List<Finding> findings(Session session, Place place, Release release) throws TrekException {
    ConfigTree tree = HostTree.read(session.estate().view().host(place.host()), place.folder(), release);
    return new Lint(org.mailtrek.config.Catalogue.open(), release).check(tree, place.folder());
  }

  /**
   * Returns the release whose configuration is in force.
   *
   * @throws TrekException of kind {@code ESTATE} when no Zarafa or Kopano server is declared
   */
  static Release from(Session session) throws TrekException {
    return first(session).release();
  }

  /** Returns the release that the estate is to have. */
  static Release to(Session session) throws TrekException {
    Declaration declared = EstateFile.read(session.folder());
    return ConfigFolder.release("target", declared.target().map(each -> each.product() + "-" + each.version()).orElse("kc-8.7.25"));
  }

  private static Place first(Session session) throws TrekException {
    return places(session).stream()
        .findFirst()
        .orElseThrow(() -> TrekException.at("estate.yaml: products").kind(TrekException.Kind.ESTATE).found("no Zarafa or Kopano server is declared").next("diff-config FILE... --from REL --to REL"));
  }

  /** Compares the estate's configuration with a release as it is shipped, or a host's with the estate's target. */
  static Result diff(Call call, DiffSide side) throws TrekException {
    DiffSide target = DiffSide.of(call, to(call.session()).toString());
    return side.kind() == DiffSide.Kind.RELEASE ? DiffConfig.compared(call, DiffSide.of(call, first(call.session()).host() + ":"), side) : DiffConfig.compared(call, side, target);
  }

  static Result diff(Call call) throws TrekException {
    Place place = first(call.session());
    Release from = call.option("--from").isPresent() ? ConfigFolder.release("--from", call.option("--from").get()) : place.release();
    Release to = call.option("--to").isPresent() ? ConfigFolder.release("--to", call.option("--to").get()) : to(call.session());
    ConfigTree tree = HostTree.read(call.session().estate().view().host(place.host()), place.folder(), from);
    TakeoverOptions usual = TakeoverOptions.of(from, to);
    TakeoverOptions options = new TakeoverOptions(from, to, usual.strategy(), usual.schema(), place.folder(), usual.target(), usual.decided());
    return DiffConfig.result(call, from, to, new Takeover(org.mailtrek.config.Catalogue.open(), options).run(tree, ConfigTree.EMPTY));
  }
}
