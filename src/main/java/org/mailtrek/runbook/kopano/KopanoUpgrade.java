package org.mailtrek.runbook.kopano;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.mailtrek.attachments.AttachmentSteps;
import org.mailtrek.attachments.Layout;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.ConfigSteps;
import org.mailtrek.config.Schema;
import org.mailtrek.config.Strategy;
import org.mailtrek.config.TakeoverOptions;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;
import org.mailtrek.system.PackageSource;
import org.mailtrek.system.SystemSteps;

/**
 * Upgrades a Kopano Core server to a later release, on the same machine and in the same folders, in the order of Kopano's manual as far as that loses
 * nothing: the schema is raised by a start in safe mode, after everybody was compared by name.
 */
public final class KopanoUpgrade implements Runbook {

  private static final String FILES = "files";
  private static final Option CONFIG =
      new Option("config", "configuration: values merged into the new files, or the old files mended", List.of("merge", "copy"), Optional.of("merge"));
  private static final Option ATTACHMENTS =
      new Option("attachments", "attachments: kept where they are, or moved out of the database into files", List.of("keep", "extract"), Optional.of("keep"));

  private final Declaration declared;
  private final Supplier<Catalogue> catalogue;

  /** Prepares the runbook for an estate. */
  public KopanoUpgrade(Declaration declared, Supplier<Catalogue> catalogue) {
    this.declared = declared;
    this.catalogue = catalogue;
  }

  @Override
  public String name() {
    return "kopano-upgrade";
  }

  @Override
  public String title() {
    return "Upgrade a Kopano Core server to a later release";
  }

  @Override
  public boolean fits() {
    return declared.products().stream().anyMatch(each -> each.product().equals("kc"));
  }

  @Override
  public List<Option> options() {
    return List.of(CONFIG, ATTACHMENTS, ZcpToKopano.PACKAGES, BackUp.DATABASE);
  }

  @Override
  public List<Step> steps(View view, Map<String, String> options) throws TrekException {
    Migration move = Migration.upgrade(declared);
    PackageSource source = PackageSource.named(options.get("packages"));
    if (source == PackageSource.REPOSITORY) {
      Repositories.check(declared, view, move.host());
    }
    boolean extract = options.get("attachments").equals("extract");
    ConfigSteps configuration = new ConfigSteps(catalogue.get());
    SafeStart start = new SafeStart(move, catalogue);
    Standstill standstill = Standstill.of(view, move.host(), "kopano");
    SystemSteps.PackageExchange packages = SystemSteps.upgradePackages(move.host(), move.from().number(), move.to().number(), source);
    UnaryOperator<Step> known = step -> new KnownAfter(step, ZcpToKopano.FETCH, () -> !packages.unseen().isEmpty());
    List<Step> steps = new ArrayList<>();
    if (source == PackageSource.REPOSITORY && view.host(move.host()).packages().fetches()) {
      steps.add(packages.fetch());
    }
    standstill.stop(steps);
    steps.add(new BackUp(move));
    steps.addAll(BackUp.ofFiles(view, move.host(), options));
    steps.add(configuration.setAside(move.host(), move.oldConfig(), move.keptConfig()));
    steps.add(packages.replace());
    if (extract) {
      steps.add(AttachmentSteps.extract(move.host(), new Layout(move.newAttachments()), 2, false, false));
    }
    steps.add(known.apply(configuration.upgrade(move.host(), takeover(move, options, extract), move.keptConfig())));
    if (extract) {
      steps.add(AttachmentSteps.mark(move.host(), FILES));
    }
    steps.add(known.apply(SystemSteps.own(move.host(), start.account(), List.of(move.newAttachments(), move.newIndex()))));
    start.into(steps, known);
    standstill.start(steps, catalogue.get(), move.to(), packages::unseen);
    steps.add(new PeopleMustDo(AfterWork.of(view, move)));
    return steps;
  }

  private static TakeoverOptions takeover(Migration move, Map<String, String> options, boolean extract) {
    Strategy strategy = options.get("config").equals("copy") ? Strategy.COPY : Strategy.MERGE;
    TakeoverOptions usual = new TakeoverOptions(move.from(), move.to(), strategy, Schema.TRANSPLANT, move.oldConfig(), move.newConfig(), Map.of());
    return extract ? usual.deciding("server.cfg", "attachment_storage", FILES).deciding("server.cfg", "attachment_path", move.newAttachments().toString()) : usual;
  }
}
