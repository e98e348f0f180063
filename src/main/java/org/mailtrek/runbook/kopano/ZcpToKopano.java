package org.mailtrek.runbook.kopano;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.mailtrek.attachments.AttachmentSteps;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.ConfigSteps;
import org.mailtrek.config.Schema;
import org.mailtrek.config.Strategy;
import org.mailtrek.config.TakeoverOptions;
import org.mailtrek.directory.DirectorySteps;
import org.mailtrek.directory.Policy;
import org.mailtrek.directory.Rebuild;
import org.mailtrek.directory.ReplicaWay;
import org.mailtrek.directory.SlapdPlace;
import org.mailtrek.directory.StoppedReadings;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;
import org.mailtrek.system.PackageSource;
import org.mailtrek.system.SystemSteps;

/**
 * Turns a Zarafa server (ZCP 7.x) into a Kopano Core server: the drop-in migration of the Kopano manual, in an order that loses nothing.
 *
 * <p>Mail is stopped first and started last. Everything up to the checked first start happens with users shut out, and can be taken back byte for
 * byte; the second act, {@code open}, lets them in again.
 */
public final class ZcpToKopano implements Runbook {

  private static final Option SCHEMA =
      new Option("schema", "names in the directory: transplanted to Kopano's, kept, or both side by side", List.of("transplant", "keep", "both"), Optional.of("transplant"));
  private static final Option CONFIG =
      new Option("config", "configuration: values merged into the new files, or the old files mended", List.of("merge", "copy"), Optional.of("merge"));
  private static final Option ATTACHMENTS =
      new Option("attachments", "attachments: moved to the new path, or kept where they are", List.of("move", "keep"), Optional.of("move"));

  private static final Option DIRECTORY =
      new Option("directory", "how the directory is rewritten: while its server runs, or while slapd is stopped", List.of("online", "offline"), Optional.of("online"));

  /** Where packages come from; upgrades of Kopano take it as well. */
  static final Option PACKAGES =
      new Option("packages", "packages: from what the package manager offers, from archives in a folder, or from the vendor's unpacked download", List.of("repo", "folder", "tarball"), Optional.of("repo"));

  private final StoppedReadings readings = new StoppedReadings();
  private final Declaration declared;
  private final Supplier<Catalogue> lazily;

  /** Prepares the runbook for an estate. */
  public ZcpToKopano(Declaration declared, Supplier<Catalogue> catalogue) {
    this.declared = declared;
    this.lazily = catalogue;
  }

  @Override
  public String name() {
    return "zcp-to-kopano";
  }

  @Override
  public String title() {
    return "Turn a Zarafa server into a Kopano Core server";
  }

  @Override
  public List<Option> options() {
    return List.of(SCHEMA, DIRECTORY, CONFIG, ATTACHMENTS, PACKAGES);
  }

  @Override
  public List<Step> steps(View view, Map<String, String> options) throws TrekException {
    Migration move = Migration.of(declared, !options.get("attachments").equals("keep"));
    PackageSource source = PackageSource.named(options.get("packages"));
    SystemSteps.PackageExchange exchange = SystemSteps.replacePackages(move.host(), move.to().number(), source);
    UnaryOperator<Step> known = step -> new KnownAfter(step, "fetch-packages", () -> !exchange.unseen().isEmpty());
    boolean transplant = !options.get("schema").equals("keep");
    ConfigSteps configuration = new ConfigSteps(lazily.get());
    SafeStart start = new SafeStart(move, lazily);
    Standstill standstill = Standstill.of(view, move.host(), "zarafa");
    List<Step> steps = new ArrayList<>();
    if (source == PackageSource.REPOSITORY) {
      Repositories.check(declared, view, move.host());
      if (view.host(move.host()).packages().fetches()) {
        steps.add(exchange.fetch());
      }
    }
    standstill.stop(steps);
    steps.add(new BackUp(move));
    steps.add(SystemSteps.account(move.host(), "kopano", HostPath.of("/var/lib/kopano")));
    steps.add(exchange.replace());
    steps.add(known.apply(configuration.takeOver(move.host(), takeover(move, options))));
    if (transplant) {
      steps.add(DirectorySteps.installSchema());
      moveDirectory(view, options, steps);
    }
    steps.add(DirectorySteps.sockets("/var/run/kopano/server.sock"));
    steps.add(AttachmentSteps.move(move.host(), move.oldAttachments(), move.newAttachments()));
    if (move.indexCarriesOver()) {
      steps.add(AttachmentSteps.moveIndex(move.host(), move.oldIndex(), move.newIndex()));
    }
    steps.add(known.apply(SystemSteps.own(move.host(), start.account(), List.of(move.newAttachments(), move.newIndex()))));
    if (SystemSteps.confined(view.host(move.host()))) {
      steps.add(known.apply(SystemSteps.adaptConfinement(move.host(), start.account(), move.paths())));
    }
    start.into(steps, known);
    standstill.start(steps, lazily.get(), move.to(), exchange::unseen);
    List<String> acts = new ArrayList<>(LeftBehind.of(view, move, lazily.get()));
    if (!transplant) {
      acts.add("the directory keeps Zarafa's names, so what later releases add to Kopano's schema is not there: move them when it suits (ldap transplant)");
    }
    steps.add(PeopleMustDo.afterZarafa(acts));
    return steps;
  }

  private void moveDirectory(View view, Map<String, String> options, List<Step> steps) throws TrekException {
    boolean both = options.get("schema").equals("both");
    if (options.get("directory").equals("online")) {
      steps.add(DirectorySteps.transplant(new Policy(Policy.OnConflict.STOP, both ? Policy.Mode.KEEP_OLD : Policy.Mode.MOVE)));
      return;
    }
    if (both) {
      throw TrekException.at("--directory offline").kind(TrekException.Kind.USAGE).found("moves the whole database, and keeps no old names beside the new ones")
          .next("--schema transplant, or --directory online");
    }
    SlapdPlace place = SlapdPlace.of(declared, view);
    steps.add(SystemSteps.set(place.host(), place.service(), Run.STOPPED, "Stop the directory"));
    steps.add(DirectorySteps.rebuild(place, Rebuild.of(Policy.OnConflict.STOP, ReplicaWay.RELOAD), readings));
    steps.add(SystemSteps.set(place.host(), place.service(), Run.RUNNING, "Start the directory"));
    steps.add(DirectorySteps.reloadReplicas());
  }

  private TakeoverOptions takeover(Migration move, Map<String, String> options) {
    Strategy strategy = options.get("config").equals("copy") ? Strategy.COPY : Strategy.MERGE;
    Schema schema = options.get("schema").equals("keep") ? Schema.KEEP : Schema.TRANSPLANT;
    return new TakeoverOptions(move.from(), move.to(), strategy, schema, move.oldConfig(), move.newConfig(), Map.of())
        .deciding("attachment_path", move.newAttachments().toString());
  }
}
