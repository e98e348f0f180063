package org.mailtrek.command;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.mailtrek.config.ConfigTree;
import org.mailtrek.config.HostTree;
import org.mailtrek.config.InForce;
import org.mailtrek.host.TrekException;

/** Shows the values that the estate's programs work with. */
final class ConfigGet implements Command {

  @Override
  public Shape shape() {
    return Shape.reads()
        .mayTake("DIRECTIVE", "the directive (default: all that files set)", ConfigExplain.directives())
        .option("--file", "F", "this file only", ConfigExplain.files())
        .option("--host", "HOST", "this host only", Offers.hosts())
        .example("config get attachment_storage", "in every file whose program knows it: its value, and whether a file sets it")
        .example("config get --file server.cfg", "all that one file sets")
        .see("config set", "config explain", "config lint");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Rows rows = Rows.of("directives").id("Host").id("File").id("Directive").text("Value").text("From");
    for (InPlace each : found(call, call.word(0))) {
      rows.row(each.place().host(), each.value().file(), each.value().directive(), each.value().value().isEmpty() ? "(empty)" : each.value().value(), each.value().origin());
    }
    if (rows.count() == 0 && call.word(0).isPresent()) {
      throw unknown(call);
    }
    return Result.done().table(rows);
  }

  /** A value, and where. */
  record InPlace(EstateConfig.Place place, InForce value) {}

  /** Returns the values of a directive, or of all that are set, in the files and on the hosts that the call names. */
  static List<InPlace> found(Call call, java.util.Optional<String> directive) throws TrekException {
    List<InPlace> found = new ArrayList<>();
    org.mailtrek.config.Catalogue catalogue = org.mailtrek.config.Catalogue.open();
    for (EstateConfig.Place place : EstateConfig.places(call.session())) {
      if (call.option("--host").map(place.host()::equals).orElse(true)) {
        ConfigTree tree = HostTree.read(call.session().estate().view().host(place.host()), place.folder(), place.release());
        InForce.of(catalogue, tree, place.folder(), place.release(), directive).stream()
            .filter(each -> call.option("--file").map(each.file()::equals).orElse(true))
            .forEach(each -> found.add(new InPlace(place, each)));
      }
    }
    return found;
  }

  /** Returns the refusal for a directive that no file of the estate knows. */
  static TrekException unknown(Call call) throws TrekException {
    TreeSet<String> names = new TreeSet<>();
    for (EstateConfig.Place place : EstateConfig.places(call.session())) {
      org.mailtrek.config.Catalogue catalogue = org.mailtrek.config.Catalogue.open();
      catalogue.files(place.release()).forEach(file -> catalogue.file(place.release(), file).directives().forEach(each -> names.add(each.name())));
    }
    List<String> near = Near.of(call.words().get(0), names);
    return TrekException.at(call.words().get(0))
        .kind(TrekException.Kind.USAGE)
        .found("no program of this estate knows it" + call.option("--file").map(file -> " in " + file).orElse(""))
        .next(near.isEmpty() ? "config explain " + call.words().get(0) : "did you mean " + String.join(", ", near) + "?");
  }
}
