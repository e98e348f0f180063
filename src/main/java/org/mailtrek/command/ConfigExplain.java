package org.mailtrek.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.mailtrek.config.CatalogueFile;
import org.mailtrek.config.Directive;
import org.mailtrek.config.Release;
import org.mailtrek.host.TrekException;

/** Says what a directive means to which release. */
final class ConfigExplain implements Command {

  private static final List<String> RELEASES = List.of("zcp-7.0.3", "zcp-7.1.11", "zcp-7.2.6", "kc-8.1.0", "kc-8.7.25", "kc-11.0.2");

  @Override
  public Shape shape() {
    return Shape.reads()
        .takes("DIRECTIVE", "the directive", directives())
        .option("--file", "F", "this file only", files())
        .option("--release", "REL", "this release only", ConfigFolder.releases())
        .example("config explain attachment_storage", "how it went from release to release")
        .example("config explain server_bind --file server.cfg --release kc-8.7.25", "in one file of one release")
        .see("diff-config", "config lint");
  }

  @Override
  public Result run(Call call) throws TrekException {
    org.mailtrek.config.Catalogue catalogue = org.mailtrek.config.Catalogue.open();
    String name = call.words().get(0);
    List<String> releases = call.option("--release").map(List::of).orElse(RELEASES);
    Rows rows = Rows.of("releases").id("Release").id("File").text("Status").text("Default").text("Shipped file").text("Remarks");
    TreeSet<String> names = new TreeSet<>();
    for (String typed : releases) {
      Release release = ConfigFolder.release("--release", typed);
      for (String file : catalogue.files(release)) {
        if (call.option("--file").isEmpty() || call.option("--file").get().equals(file)) {
          CatalogueFile known = catalogue.file(release, file);
          known.directives().forEach(each -> names.add(each.name()));
          Optional<Directive> directive = known.find(name);
          directive.ifPresent(found -> rows.row(release, file, found.accepted() ? status(found) : "only in the example", shown(found.builtIn()), found.example().map(ConfigExplain::shown).orElse("-"), remarks(found)));
        }
      }
    }
    if (rows.count() == 0) {
      List<String> near = Near.of(name, names);
      throw TrekException.at(name).kind(TrekException.Kind.USAGE).found("no release among " + String.join(", ", releases) + " knows it").next(near.isEmpty() ? "check the spelling" : "did you mean " + String.join(", ", near) + "?");
    }
    Result result = Result.done().field("directive", name).table(rows);
    for (var each : catalogue.replacements()) {
      if (each.directive().equals(name)) {
        result = result.line("from " + each.since() + ": " + each.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + (each.successors().isEmpty() ? "" : " " + String.join(", ", each.successors())));
      }
    }
    return result;
  }

  private static String status(Directive directive) {
    return directive.status().name().toLowerCase(Locale.ROOT) + directive.replacement().map(other -> " of " + other).orElse("");
  }

  private static String shown(String value) {
    return value.isEmpty() ? "(empty)" : value;
  }

  private static String remarks(Directive directive) {
    return String.join(", ", java.util.stream.Stream.of(directive.reloadable() ? "reloadable" : "", directive.needsValue() ? "needs a value" : "", directive.mandatory() ? "mandatory" : "", directive.buildDependent() ? "some builds only" : "").filter(each -> !each.isEmpty()).toList());
  }

  /** Offers the directives of the releases most in use. */
  static Values directives() {
    return (session, typed) -> {
      org.mailtrek.config.Catalogue catalogue = org.mailtrek.config.Catalogue.open();
      TreeSet<String> seen = new TreeSet<>();
      List<Candidate> all = new java.util.ArrayList<>();
      for (String each : List.of("kc-8.7.25", "zcp-7.2.6")) {
        Release release = Release.of(each);
        for (String file : catalogue.files(release)) {
          catalogue.file(release, file).directives().stream().filter(directive -> seen.add(directive.name())).forEach(directive -> all.add(new Candidate(directive.name(), file + ", default " + shown(directive.builtIn()))));
        }
      }
      return all;
    };
  }

  /** Offers the files of all releases. */
  static Values files() {
    return (session, typed) -> org.mailtrek.config.Catalogue.open().files().stream().map(file -> new Candidate(file, "configuration file")).toList();
  }
}
