package org.mailtrek.command;

import java.util.List;
import java.util.Optional;
import org.mailtrek.host.HostView;
import org.mailtrek.host.PackagesView.Exchange;
import org.mailtrek.host.TrekException;
import org.mailtrek.system.Dependencies;

/** Shows what the package manager would do, with all that it would take along, and what a release needs of the distribution. */
final class PackagesPlan implements Command {

  @Override
  public Shape shape() {
    return Shape.reads()
        .takes("HOST", "the host", Offers.hosts())
        .mayTakeMany("PACKAGE", "the packages to install, each NAME or NAME=VERSION; NAME- to remove one", (session, typed) -> List.of())
        .option("--release", "RELEASE", "what this release of Kopano needs of the distribution, such as 8.7.25", (session, typed) -> List.of())
        .example("packages plan mail1 kopano-server-packages", "what would come and go, by name and version")
        .example("packages plan mail1 --release 8.7.25", "what is missing before an upgrade")
        .see("packages install", "packages remove");
  }

  @Override
  public Result run(Call call) throws TrekException {
    HostView machine = call.session().estate().view().host(call.words().get(0));
    List<String> words = call.words().subList(1, call.words().size());
    List<String> remove = words.stream().filter(each -> each.endsWith("-")).map(each -> each.substring(0, each.length() - 1)).toList();
    List<String> install = words.stream().filter(each -> !each.endsWith("-")).toList();
    Rows rows = Rows.of("packages").id("Package").id("Installed").id("Then");
    List<Exchange> exchanges = words.isEmpty() ? List.of() : machine.packages().exchanges(install, remove);
    for (Exchange each : exchanges) {
      rows.row(each.name(), each.before().orElse("-"), each.after().orElse("-"));
    }
    Result result = words.isEmpty() ? Result.done() : Result.done().table(rows);
    Optional<String> release = call.option("--release");
    boolean missing = false;
    if (release.isPresent()) {
      Dependencies.Found found = Dependencies.of(machine, release.get().replaceFirst("^kc-", ""));
      missing = !found.missing().isEmpty();
      result = result.field("distribution", found.distribution()).field("missing", found.missing());
      result = result.line(sentence(found));
    }
    return exchanges.isEmpty() && !missing ? result : result.outcome(Outcome.PLANNED);
  }

  private static String sentence(Dependencies.Found found) {
    if (!found.listed()) {
      return found.distribution() + " is not in the manual's list: the packages themselves say what they need";
    }
    return found.distribution() + (found.missing().isEmpty() ? ": all that the manual lists is installed" : ": missing " + String.join(", ", found.missing()));
  }
}
