package org.mailtrek.runbook.kopano;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailtrek.backup.Part;
import org.mailtrek.check.ServerOffGuard;
import org.mailtrek.config.Catalogue;
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
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;
import org.mailtrek.system.PackageSource;
import org.mailtrek.system.SystemSteps;

/**
 * Turns a Zarafa server (ZCP 7.x), or several with one directory, into Kopano Core servers: the drop-in migration of the Kopano manual, in an order that loses nothing.
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

  /** The id of the step that fetches packages. */
  static final String FETCH = "fetch-packages";

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
  public boolean fits() {
    return declared.products().stream().anyMatch(each -> each.product().equals("zcp"));
  }

  @Override
  public List<Option> options() {
    return List.of(SCHEMA, DIRECTORY, CONFIG, ATTACHMENTS, PACKAGES, BackUp.DATABASE);
  }

  @Override
  public List<Step> steps(View view, Map<String, String> options) throws TrekException {
    List<Migration> moves = Migration.all(declared, !options.get("attachments").equals("keep"));
    List<ServerMove> servers = new ArrayList<>();
    for (Migration each : moves) {
      if (PackageSource.named(options.get("packages")) == PackageSource.REPOSITORY) {
        Repositories.check(declared, view, each.host());
      }
      String fetches = moves.size() == 1 ? FETCH : Placed.id(FETCH, each.host());
      servers.add(new ServerMove(view, each, options, lazily, fetches));
    }
    List<Step> directory = new ArrayList<>();
    if (!options.get("schema").equals("keep")) {
      directory.add(DirectorySteps.installSchema());
      moveDirectory(view, options, directory);
    }
    directory.add(DirectorySteps.sockets("/var/run/kopano/server.sock"));
    SeveralServers several = new SeveralServers(servers);
    List<Step> steps = servers.size() == 1 ? one(servers.get(0), directory) : several.around(guarded(directory));
    List<String> acts = new ArrayList<>(several.leftBehind());
    if (options.get("schema").equals("keep")) {
      acts.add("the directory keeps Zarafa's names, so what later releases add to Kopano's schema is not there: move them when it suits (ldap transplant)");
    }
    steps.add(PeopleMustDo.afterZarafa(acts));
    return steps;
  }

  private static List<Step> one(ServerMove server, List<Step> directory) throws TrekException {
    List<Step> steps = new ArrayList<>();
    server.fetch(steps);
    server.standstill().stop(steps);
    server.exchange(steps, Part.usual());
    steps.addAll(directory);
    server.start(steps);
    server.letIn(steps);
    return steps;
  }

  /** Whichever of several servers runs while the directory moves would delete its people. */
  private List<Step> guarded(List<Step> directory) {
    return directory.stream().map(each -> Placed.behind(ServerOffGuard.of(declared, lazily), each)).toList();
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
}
