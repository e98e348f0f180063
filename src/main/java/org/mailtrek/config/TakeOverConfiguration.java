package org.mailtrek.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.Content;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Takes the configuration of a host over to another release, with certificates, scripts, mail texts and licences beside it. */
final class TakeOverConfiguration implements Step {

  private static final int MODE = 0640;

  private final Catalogue catalogue;
  private final String host;
  private final TakeoverOptions options;
  private final Optional<HostPath> kept;

  TakeOverConfiguration(Catalogue catalogue, String host, TakeoverOptions options, Optional<HostPath> kept) {
    this.catalogue = catalogue;
    this.host = host;
    this.options = options;
    this.kept = kept;
  }

  @Override
  public String id() {
    return "take-over-configuration";
  }

  @Override
  public Set<String> procedures() {
    return Set.of("K9", options.strategy() == Strategy.MERGE ? "Z5" : "Z6", "Z7", "Z8", "Z21");
  }

  @Override
  public String title() {
    return "Take the configuration of " + host + " over from " + options.from() + " to " + options.to();
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    HostView machine = view.host(host);
    HostPath source = kept.orElse(options.source());
    if (machine.stat(source).isEmpty()) {
      throw TrekException.at(host + ":" + source).found("there is no such folder").next("name the folder of the old configuration");
    }
    TakeoverTrees trees = TakeoverTrees.read(machine, options, kept);
    TakeoverResult result = new Takeover(catalogue, options).run(trees.given(), trees.target());
    Owner owner = new Owner("root", options.to().account());
    PreviewCarrier carrier = new PreviewCarrier(view, host, owner, preview);
    carrier.folder(options.target());
    for (HostPath path : result.files().files().keySet()) {
      if (path.isWithin(options.target())) {
        carrier.folder(path.parent());
      }
      write(view, preview, carrier, path, result.files().bytes(path).orElseThrow());
    }
    Carrying.carry(machine, options, result.files().files().keySet(), carrier);
    notes(result, preview);
    stopping(trees.target().with(result.files())).forEach(each -> preview.note(each.sentence()));
  }

  private void write(View view, Preview preview, PreviewCarrier carrier, HostPath path, byte[] bytes) throws TrekException {
    Optional<FileState> there = view.host(host).stat(path);
    if (there.isEmpty()) {
      carrier.file(path, bytes, false);
      return;
    }
    byte[] before = view.host(host).readAll(path);
    if (!Arrays.equals(before, bytes)) {
      if (options.strategy() == Strategy.COPY && kept.isEmpty() && path.isWithin(options.target())) {
        original(view, carrier, path, before);
      }
      preview.content(bytes);
      preview.change(FileContent.of(view, host, path, before, Content.stored(bytes)).ownedBy(carrier.owner(), MODE));
    }
  }

  /** Keeps the shipped file that an old one takes the place of, for comparison. */
  private void original(View view, PreviewCarrier carrier, HostPath path, byte[] shipped) throws TrekException {
    HostPath kept = path.rebase(options.target(), HostPath.of(options.target() + "-orig"));
    if (view.host(host).stat(kept).isEmpty()) {
      carrier.folder(kept.parent());
      carrier.file(kept, shipped, false);
    }
  }

  private static void notes(TakeoverResult result, Preview preview) {
    result.notes().forEach(preview::note);
    result.verdicts().stream().filter(each -> each.kind().dropped()).forEach(each -> preview.note(each.sentence()));
    result.verdicts().stream().filter(each -> each.kind() == Verdict.Kind.WRITTEN_DOWN).forEach(each -> preview.note(each.sentence()));
  }

  private List<Finding> stopping(ConfigTree files) {
    return new Lint(catalogue, options.to()).check(files, options.target()).stream().filter(each -> each.effect().fatal()).toList();
  }

  @Override
  public void verify(View view) throws TrekException {
    HostView machine = view.host(host);
    List<Change> rest = new ArrayList<>();
    preview(view, new Rest(rest));
    if (!rest.isEmpty()) {
      throw TrekException.at(host + ":" + options.target())
          .kind(TrekException.Kind.DIFFERENT)
          .found(rest.get(0).describe() + " is still to be done")
          .next("plan again");
    }
    ConfigTree target = HostTree.read(machine, options.target(), options.to());
    TakeoverTrees trees = TakeoverTrees.read(machine, options, kept);
    ConfigTree made = new Takeover(catalogue, options).run(trees.given(), trees.target()).files();
    Optional<Finding> worst = stopping(target).stream().filter(each -> made.has(HostPath.parse(each.file()))).findFirst();
    if (worst.isPresent()) {
      throw TrekException.at(host).kind(TrekException.Kind.DIFFERENT).found(worst.get().sentence()).next("mend the file, then verify again");
    }
  }

  /** Collects what a preview still finds. */
  private record Rest(List<Change> changes) implements Preview {

    @Override
    public void change(Change change) {
      changes.add(change);
    }

    @Override
    public void note(String sentence) {
      // said when it was planned
    }

    @Override
    public String content(byte[] bytes) {
      return "";
    }
  }
}
