package org.mailtrek.command;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mailtrek.config.Directive;
import org.mailtrek.config.DirectiveHistory;
import org.mailtrek.config.Release;
import org.mailtrek.config.Replacement;
import org.mailtrek.host.TrekException;

/** Says what a directive means to which release. */
final class ConfigExplain implements Command {

  @Override
  public Shape shape() {
    return Shape.reads()
        .takes("DIRECTIVE", "the directive", directives())
        .option("--file", "F", "this file only", files())
        .option("--release", "REL", "this release only", ConfigFolder.releases())
        .example("config explain attachment_storage", "how it went from release to release")
        .example("config explain server_listen --file server.cfg --release kc-8.7.25", "in one file of one release")
        .see("diff-config", "config lint");
  }

  @Override
  public Result run(Call call) throws TrekException {
    org.mailtrek.config.Catalogue catalogue = org.mailtrek.config.Catalogue.open();
    String name = call.words().get(0);
    Optional<Release> only = call.option("--release").isPresent() ? Optional.of(ConfigFolder.release("--release", call.option("--release").get())) : Optional.empty();
    Rows rows = Rows.of("releases").id("Release").id("File").text("Status").text("Default").text("Shipped file").text("Remarks");
    for (DirectiveHistory each : DirectiveHistory.of(catalogue, name)) {
      if (call.option("--file").map(each.file()::equals).orElse(true)) {
        each.eras().stream().filter(era -> only.map(era::covers).orElse(true)).forEach(era -> row(rows, each.file(), era, only));
      }
    }
    if (rows.count() == 0) {
      throw unknown(catalogue, name, only);
    }
    Result result = Result.done().field("directive", name).table(rows);
    Set<String> said = new LinkedHashSet<>();
    Map<Release, Set<String>> before = new LinkedHashMap<>();
    for (Replacement each : catalogue.replacements()) {
      replaced(name, each).ifPresent(said::add);
      if (each.successors().contains(name) && !each.directive().equals("*")) {
        before.computeIfAbsent(each.since(), key -> new LinkedHashSet<>()).add(each.directive());
      }
    }
    before.forEach((since, names) -> said.add("from " + since + " on it says what " + String.join(", ", names) + " said before"));
    catalogue.remark(name).ifPresent(said::add);
    return result.lines(List.copyOf(said));
  }

  private static void row(Rows rows, String file, DirectiveHistory.Era era, Optional<Release> only) {
    Directive found = era.directive();
    rows.row(only.map(Release::toString).orElse(era.releases()), file, found.accepted() ? status(found) : "only in the example", shown(found.builtIn()), found.example().map(ConfigExplain::shown).orElse("-"), remarks(found));
  }

  /** What took the place of a directive, in one sentence. */
  private static Optional<String> replaced(String name, Replacement each) {
    String since = "from " + each.since() + " on";
    String successors = String.join(", ", each.successors());
    if (each.directive().equals(name)) {
      return Optional.of(switch (each.kind()) {
        case PLAIN -> since + " it is named " + successors;
        case MERGED -> since + " it is part of " + successors + ", together with others";
        case REPLACED -> since + " " + successors + " says it, in another way";
      });
    }
    return Optional.empty();
  }

  private static TrekException unknown(org.mailtrek.config.Catalogue catalogue, String name, Optional<Release> only) {
    TreeSet<String> names = new TreeSet<>();
    for (Release release : only.map(List::of).orElseGet(() -> List.of(Release.of("zcp-7.2.6"), Release.of("kc-8.7.25"), Release.of("kc-11.0.2")))) {
      catalogue.files(release).forEach(file -> catalogue.file(release, file).directives().forEach(each -> names.add(each.name())));
    }
    List<String> near = Near.of(name, names);
    return TrekException.at(name).kind(TrekException.Kind.USAGE).found(only.map(release -> release + " does not know it").orElse("no release knows it")).next(near.isEmpty() ? "check the spelling" : "did you mean " + String.join(", ", near) + "?");
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
