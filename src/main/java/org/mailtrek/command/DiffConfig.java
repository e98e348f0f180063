package org.mailtrek.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mailtrek.config.ConfigTree;
import org.mailtrek.config.Release;
import org.mailtrek.config.Takeover;
import org.mailtrek.config.TakeoverOptions;
import org.mailtrek.config.TakeoverResult;
import org.mailtrek.config.Verdict;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Says what becomes of each directive between two releases. */
final class DiffConfig implements Command {

  @Override
  public Shape shape() {
    return Shape.reads()
        .mayTakeMany("FILE", "files or folders of this machine (default: the estate's configuration)", Offers.files())
        .option("--from", "REL", "the release that the files were written for (default: the estate's)", ConfigFolder.releases())
        .option("--to", "REL", "the release to compare with (default: the estate's target)", ConfigFolder.releases())
        .flag("--stat", "one line per file")
        .flag("--full", "also directives that nobody changed")
        .example("diff-config", "what the move means for the directives you use")
        .example("diff-config /etc/zarafa --from zcp-7.2.6 --to kc-8.7.25", "any folder; exit 2 when something differs")
        .example("diff-config server.cfg --from 7.1.11 --to 8.7.25 --stat", "only counts")
        .see("config takeover", "config lint", "config explain");
  }

  @Override
  public Result run(Call call) throws TrekException {
    if (call.words().isEmpty()) {
      return EstateConfig.diff(call);
    }
    Release from = release(call, "--from", EstateConfig::from);
    Release to = release(call, "--to", EstateConfig::to);
    List<Path> paths = call.words().stream().map(call.session()::path).toList();
    ConfigTree source = ConfigFolder.read(paths, HostPath.of(from.folder()));
    TakeoverResult result = new Takeover(org.mailtrek.config.Catalogue.open(), TakeoverOptions.of(from, to)).run(source, ConfigTree.EMPTY);
    return result(call, from, to, result);
  }

  /** Finds a release that the estate tells. */
  private interface Told {
    Release by(Session session) throws TrekException;
  }

  private static Release release(Call call, String option, Told told) throws TrekException {
    if (call.option(option).isPresent()) {
      return ConfigFolder.release(option, call.option(option).get());
    }
    if (call.session().estateFolder().isEmpty()) {
      throw TrekException.at("diff-config").kind(TrekException.Kind.USAGE).found("without an estate it needs " + option).next(option + (option.equals("--from") ? " zcp-7.2.6" : " kc-8.7.25"));
    }
    return told.by(call.session());
  }

  /** Returns the verdicts as a result: exit 2 when there are any. */
  static Result result(Call call, Release from, Release to, TakeoverResult taken) {
    List<Verdict> verdicts = new ArrayList<>(taken.verdicts());
    verdicts.removeIf(each -> !call.has("--full") && (each.kind() == Verdict.Kind.SAME || each.kind() == Verdict.Kind.NEW || each.kind() == Verdict.Kind.DEFAULT_CHANGED));
    Result result = Result.of(verdicts.isEmpty() ? Outcome.DONE : Outcome.DIFFERENT).field("from", from).field("to", to).changes(verdicts.size());
    if (call.has("--stat")) {
      result = result.table(stat(verdicts));
    } else {
      Rows rows = Rows.of("directives").id("File").id("Directive").text("Verdict").text("Old").text("New").text("Why");
      verdicts.forEach(each -> rows.row(each.file(), each.directive() + (each.newName().equals(each.directive()) ? "" : " -> " + each.newName()), each.kind().words(), each.oldValue().orElse("-"), each.newValue().orElse("-"), each.reason()));
      result = result.table(rows);
    }
    for (String note : taken.notes()) {
      result = result.line("note: " + note);
    }
    result = from.oddity(to).map(result::line).orElse(result);
    return result.line(verdicts.size() + " directives differ between " + from + " and " + to);
  }

  private static Rows stat(List<Verdict> verdicts) {
    Map<String, Map<Verdict.Kind, Long>> files = new TreeMap<>();
    verdicts.forEach(each -> files.computeIfAbsent(each.file(), name -> new EnumMap<>(Verdict.Kind.class)).merge(each.kind(), 1L, Long::sum));
    Rows rows = Rows.of("files").id("File").number("Directives").text("Of which");
    files.forEach((file, kinds) -> rows.row(file, kinds.values().stream().mapToLong(Long::longValue).sum(), String.join(", ", kinds.entrySet().stream().map(kind -> kind.getValue() + " " + kind.getKey().words()).toList())));
    return rows;
  }
}
