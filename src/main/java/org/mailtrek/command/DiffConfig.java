package org.mailtrek.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mailtrek.config.ConfigTree;
import org.mailtrek.config.Release;
import org.mailtrek.config.SideComparison;
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
        .mayTakeMany("SIDE", "files or a folder of this machine; or two sides: folders, HOST: or HOST:/FOLDER, a release (default: the estate's configuration)", Offers.files())
        .option("--from", "REL", "the release that the first side was written for (default: the estate's)", ConfigFolder.releases())
        .option("--to", "REL", "the release to compare with (default: the estate's target)", ConfigFolder.releases())
        .flag("--stat", "one line per file")
        .flag("--unified", "as text: what goes behind -, what comes behind +")
        .flag("--side-by-side", "old and new in one row, as wide as the screen")
        .flag("--full", "also directives that stay as they are, and new ones that deserve no attention")
        .example("diff-config", "what the move means for the directives you use")
        .example("diff-config /etc/zarafa --from zcp-7.2.6 --to kc-8.7.25", "any folder; exit 2 when something differs")
        .example("diff-config server.cfg --from 7.1.11 --to 8.7.25 --stat", "only counts")
        .example("diff-config zcp-7.2.6 kc-8.7.25 --unified", "two releases as they are shipped")
        .example("diff-config mail1: mail2:", "two hosts of the estate; folders of this machine likewise")
        .see("config takeover", "config lint", "config explain");
  }

  @Override
  public Result run(Call call) throws TrekException {
    if (call.words().isEmpty()) {
      return EstateConfig.diff(call);
    }
    List<DiffSide> sides = new ArrayList<>();
    for (String word : call.words()) {
      sides.add(DiffSide.of(call, word));
    }
    if (sides.stream().allMatch(each -> each.kind() == DiffSide.Kind.FILE || each.kind() == DiffSide.Kind.FOLDER && sides.size() == 1)) {
      return files(call);
    }
    if (sides.size() > 2) {
      throw TrekException.at("diff-config").kind(TrekException.Kind.USAGE).found(sides.size() + " sides are given, and two can be compared").next("diff-config ONE OTHER");
    }
    return sides.size() == 1 ? EstateConfig.diff(call, sides.get(0)) : compared(call, sides.get(0), sides.get(1));
  }

  private static Result files(Call call) throws TrekException {
    Release from = release(call, "--from", EstateConfig::from);
    Release to = release(call, "--to", EstateConfig::to);
    List<Path> paths = call.words().stream().map(call.session()::path).toList();
    ConfigTree source = ConfigFolder.read(paths, HostPath.of(from.folder()));
    TakeoverResult result = new Takeover(org.mailtrek.config.Catalogue.open(), TakeoverOptions.of(from, to)).run(source, ConfigTree.EMPTY);
    return result(call, from, to, result);
  }

  /** Compares two sides: with a release as it is shipped, else with what is in force on the other. */
  static Result compared(Call call, DiffSide one, DiffSide other) throws TrekException {
    Release from = one.release().isPresent() && call.option("--from").isEmpty() ? one.release().get() : release(call, "--from", EstateConfig::from);
    boolean alike = call.option("--to").isEmpty() && other.release().isEmpty();
    Release to = call.option("--to").isPresent() ? ConfigFolder.release("--to", call.option("--to").get()) : alike ? from : other.release().get();
    DiffSide.Content first = one.reading().of(from);
    TakeoverOptions usual = TakeoverOptions.of(from, to);
    org.mailtrek.config.Catalogue catalogue = org.mailtrek.config.Catalogue.open();
    if (other.kind() == DiffSide.Kind.RELEASE) {
      TakeoverOptions options = new TakeoverOptions(from, to, usual.strategy(), usual.schema(), first.folder(), usual.target(), usual.decided());
      return result(call, from, to, new Takeover(catalogue, options).run(first.tree(), ConfigTree.EMPTY));
    }
    DiffSide.Content second = other.reading().of(to);
    TakeoverOptions options = new TakeoverOptions(from, to, usual.strategy(), usual.schema(), first.folder(), second.folder(), usual.decided());
    return result(call, from, to, SideComparison.of(catalogue, options, first.tree(), second.tree()));
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
    verdicts.removeIf(each -> !call.has("--full") && each.kind().quiet());
    Result result = Result.of(verdicts.isEmpty() ? Outcome.DONE : Outcome.DIFFERENT).field("from", from).field("to", to).changes(verdicts.size());
    if (call.has("--stat")) {
      result = result.table(stat(verdicts));
    } else if (call.has("--unified")) {
      result = result.raw(DiffText.unified(from.toString(), to.toString(), verdicts)).field("directives", listed(verdicts));
    } else if (call.has("--side-by-side")) {
      result = result.table(DiffText.sideBySide(verdicts));
    } else {
      result = result.table(rows(verdicts));
    }
    for (String note : taken.notes()) {
      result = result.line("note: " + note);
    }
    result = from.oddity(to).map(result::line).orElse(result);
    return result.line((verdicts.size() == 1 ? "1 directive differs" : verdicts.size() + " directives differ") + " between " + from + " and " + to);
  }

  private static Rows rows(List<Verdict> verdicts) {
    Rows rows = Rows.of("directives").id("File").id("Directive").text("Verdict").text("Old").text("New").text("Why");
    verdicts.forEach(each -> rows.row(each.file(), each.directive() + (each.newName().equals(each.directive()) ? "" : " -> " + each.newName()), each.kind().words(), each.oldValue().orElse("-"), each.newValue().orElse("-"), each.reason()));
    return rows;
  }

  private static List<Map<String, String>> listed(List<Verdict> verdicts) {
    List<Map<String, String>> all = new ArrayList<>();
    for (Verdict each : verdicts) {
      Map<String, String> one = new LinkedHashMap<>();
      one.put("file", each.file());
      one.put("directive", each.directive() + (each.newName().equals(each.directive()) ? "" : " -> " + each.newName()));
      one.put("verdict", each.kind().words());
      one.put("old", each.oldValue().orElse("-"));
      one.put("new", each.newValue().orElse("-"));
      one.put("why", each.reason());
      all.add(one);
    }
    return all;
  }

  private static Rows stat(List<Verdict> verdicts) {
    Map<String, Map<Verdict.Kind, Long>> files = new TreeMap<>();
    verdicts.forEach(each -> files.computeIfAbsent(each.file(), name -> new EnumMap<>(Verdict.Kind.class)).merge(each.kind(), 1L, Long::sum));
    Rows rows = Rows.of("files").id("File").number("Directives").text("Of which");
    files.forEach((file, kinds) -> rows.row(file, kinds.values().stream().mapToLong(Long::longValue).sum(), String.join(", ", kinds.entrySet().stream().map(kind -> kind.getValue() + " " + kind.getKey().words()).toList())));
    return rows;
  }
}
