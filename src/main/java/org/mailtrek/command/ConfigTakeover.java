package org.mailtrek.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mailtrek.config.Carrying;
import org.mailtrek.config.ConfigTree;
import org.mailtrek.config.Release;
import org.mailtrek.config.Strategy;
import org.mailtrek.config.Takeover;
import org.mailtrek.config.TakeoverOptions;
import org.mailtrek.config.TakeoverResult;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.TrekException;

/** Takes configuration files of one release over into those of another. */
final class ConfigTakeover implements Command {

  @Override
  public Shape shape() {
    return Shape.changes()
        .option("--strategy", "merge|copy", "merge: your values into the new files; copy: the old files, mended (default: merge)", Offers.oneOf("merge: your values go into the new release's files", "copy: the old files go over, mended"))
        .option("--source", "DIR", "a folder of this machine with the old files, instead of the estate's", Offers.folders())
        .option("--target", "DIR", "a folder of this machine for the new files", Offers.folders())
        .option("--from", "REL", "the release of the old files", ConfigFolder.releases())
        .option("--to", "REL", "the release of the new files", ConfigFolder.releases())
        .example("config takeover --plan", "what would become of the estate's configuration")
        .example("config takeover --source old --target new --from zcp-7.2.6 --to kc-8.7.25 --strategy merge", "on plain folders, without an estate")
        .see("diff-config", "config lint");
  }

  @Override
  public Result run(Call call) throws TrekException {
    String strategy = call.oneOf("--strategy", "merge", "merge", "copy");
    if (call.option("--source").isEmpty() && call.option("--target").isEmpty()) {
      return new Acting(call).runbook("config takeover", Map.of("config", strategy));
    }
    Release from = ConfigFolder.release("--from", needed(call, "--from", "zcp-7.2.6"));
    Release to = ConfigFolder.release("--to", needed(call, "--to", "kc-8.7.25"));
    Path source = call.session().path(needed(call, "--source", "DIR"));
    Path target = call.session().path(needed(call, "--target", "DIR"));
    TakeoverOptions options = TakeoverOptions.of(from, to).with(strategy.equals("merge") ? Strategy.MERGE : Strategy.COPY);
    ConfigTree there = Files.isDirectory(target) ? ConfigFolder.read(List.of(target), options.target()) : ConfigTree.EMPTY;
    TakeoverResult taken = new Takeover(org.mailtrek.config.Catalogue.open(), options).run(ConfigFolder.read(List.of(source), options.source()), there);
    SortedMap<HostPath, byte[]> changed = new TreeMap<>(taken.files().files());
    changed.entrySet().removeIf(each -> there.bytes(each.getKey()).map(now -> Arrays.equals(now, each.getValue())).orElse(false));
    FolderCarrier carrier = carried(source, target, options, taken);
    int count = changed.size() + carrier.names().size();
    Result shown = DiffConfig.result(call, from, to, taken).outcome(count == 0 ? Outcome.NOTHING : Outcome.PLANNED).changes(count).field("carried", carrier.names());
    for (String note : carrier.notes()) {
      shown = shown.line("note: " + note);
    }
    if (!carrier.names().isEmpty()) {
      shown = shown.line(carrier.names().size() + " files and links that lie beside are carried over");
    }
    if (call.has("--plan") || count == 0) {
      return shown;
    }
    shown.blocks().forEach(call.talk()::show);
    new Acting(call).agreed(false, "write " + count + " files into " + target + "?", "");
    return write(target, changed, carrier).field("directives", List.of());
  }

  /** The paths are those of this machine; where names of Zarafa become those of Kopano is told by the text of each file. */
  private static FolderCarrier carried(Path source, Path target, TakeoverOptions options, TakeoverResult taken) throws TrekException {
    FolderCarrier carrier = new FolderCarrier();
    if (Files.isDirectory(source)) {
      HostPath from = HostPath.of(source.toAbsolutePath().normalize().toString());
      HostPath to = HostPath.of(target.toAbsolutePath().normalize().toString());
      TakeoverOptions here = new TakeoverOptions(options.from(), options.to(), options.strategy(), options.schema(), from, to, options.decided());
      Set<HostPath> written = taken.files().files().keySet().stream().filter(path -> path.isWithin(options.target())).map(path -> path.rebase(options.target(), to)).collect(Collectors.toSet());
      Carrying.carry(LocalHost.files("here"), here, written, carrier);
    }
    return carrier;
  }

  private static String needed(Call call, String option, String example) throws TrekException {
    return call.option(option).orElseThrow(() -> TrekException.at("config takeover").kind(TrekException.Kind.USAGE).found("without an estate it needs " + option).next(option + " " + example));
  }

  private static Result write(Path target, SortedMap<HostPath, byte[]> files, FolderCarrier carrier) throws TrekException {
    int kept = 0;
    int done = 0;
    try {
      Files.createDirectories(target);
      for (Map.Entry<HostPath, byte[]> each : files.entrySet()) {
        Path file = target.resolve(new String(each.getKey().nameBytes(), StandardCharsets.UTF_8));
        if (Files.exists(file)) {
          PrivateFiles.write(file.resolveSibling(file.getFileName() + ".before-takeover"), Files.readAllBytes(file));
          kept++;
        }
        PrivateFiles.write(file, each.getValue());
        done++;
      }
      carrier.make();
    } catch (IOException e) {
      throw TrekException.at(target).kind(done > 0 ? TrekException.Kind.PARTLY : TrekException.Kind.FAILED).found(done + " of " + files.size() + " files written, then: " + e.getMessage()).because(e).next("mend that and run it again: it goes on");
    }
    String back = kept == 0 ? "remove them to take it back" : kept + " old ones lie beside them as *.before-takeover: rename them to take it back";
    int count = files.size() + carrier.names().size();
    return Result.done(count + " files written into " + target + "; " + back).changes(count);
  }
}
