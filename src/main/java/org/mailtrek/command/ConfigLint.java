package org.mailtrek.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mailtrek.config.ConfigTree;
import org.mailtrek.config.Finding;
import org.mailtrek.config.Lint;
import org.mailtrek.config.Release;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Tells what the programs of a release would do with a folder of configuration files, without running them. */
final class ConfigLint implements Command {

  @Override
  public Shape shape() {
    return Shape.reads()
        .mayTake("DIR", "a folder of this machine (default: the estate's configuration)", Offers.folders())
        .option("--release", "REL", "the release whose programs are to read it", ConfigFolder.releases())
        .example("config lint", "the estate's configuration, by its own release")
        .example("config lint /etc/kopano --release kc-8.7.25", "any folder; exit 2 when something is found")
        .see("config takeover", "config explain", "diff-config");
  }

  @Override
  public Result run(Call call) throws TrekException {
    if (call.word(0).isEmpty()) {
      return EstateConfig.lint(call);
    }
    Path folder = call.session().path(call.words().get(0));
    String typed = call.option("--release").orElseThrow(() -> TrekException.at("config lint").kind(TrekException.Kind.USAGE).found("needs the release").next("--release kc-8.7.25"));
    Release release = ConfigFolder.release("--release", typed);
    HostPath as = HostPath.of(release.folder());
    ConfigTree tree = ConfigFolder.read(List.of(folder), as);
    List<Finding> findings = new Lint(org.mailtrek.config.Catalogue.open(), release).check(tree, as);
    Path typedPath = Path.of(call.words().get(0));
    return result(findings.stream().map(each -> given(each, as, Files.isDirectory(folder) ? typedPath : typedPath.resolveSibling(""))).toList(), release);
  }

  /** Names the files as they were given, not as the release's programs know them. */
  private static Finding given(Finding finding, HostPath as, Path folder) {
    HostPath file = HostPath.of(finding.file());
    String shown = file.isWithin(as) ? folder.resolve(finding.file().substring(Math.min(finding.file().length(), as.toString().length() + 1))).toString() : finding.file();
    return new Finding(finding.effect(), shown, finding.line(), finding.directive(), finding.what(), finding.next());
  }

  /** Returns findings as a result. */
  static Result result(List<Finding> findings, Release release) {
    Result result = Result.of(findings.isEmpty() ? Outcome.DONE : Outcome.DIFFERENT).field("release", release);
    if (findings.isEmpty()) {
      return result.line("nothing found: " + release + " would read it as it stands").field("findings", List.of());
    }
    Rows rows = Rows.of("findings").text("Effect").id("File").number("Line").id("Directive").text("What").text("Next");
    findings.forEach(each -> rows.row(each.effect().words(), each.file(), each.line(), each.directive().isEmpty() ? "-" : each.directive(), each.what(), each.next()));
    long fatal = findings.stream().filter(each -> each.effect().fatal()).count();
    return result.table(rows).line(findings.size() + " findings, " + fatal + " of them would keep mail from working");
  }
}
