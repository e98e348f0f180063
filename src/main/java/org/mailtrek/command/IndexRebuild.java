package org.mailtrek.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.attachments.AttachmentSteps;
import org.mailtrek.config.ServerConfiguration;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;
import org.mailtrek.system.MailServices;

/** Lets the program that searches build its index anew, from what is in the mailboxes. */
public final class IndexRebuild implements Command {

  private static final List<String> ROLES = List.of("search", "indexer");
  private static final List<String> SHARED = List.of("/var/lib/zarafa", "/var/lib/kopano", "/var/log/zarafa", "/var/log/kopano");

  @Override
  public Shape shape() {
    return Shape.changes()
        .option("--host", "HOST", "the host, where there are several", Offers.hosts())
        .flag("--full", "with --plan: list every change")
        .flag("--diff", "with --plan: what goes behind -, what comes behind +")
        .example("index rebuild", "the search is stopped, the index set aside, the search started: it finds little until it is done")
        .example("index rebuild --plan", "only look")
        .see("index status", "undo");
  }

  @Override
  public Result run(Call call) throws TrekException {
    EstateConfig.Place place = IndexStatus.places(call, true).get(0);
    Map<String, String> options = Map.of("host", place.host(), "running", running(call.session().estate().view(), place));
    Result result = new Acting(call).runbook(call.name(), options);
    return call.has("--plan") ? result : result.next("index status --follow");
  }

  /** Returns it as a runbook of an estate. */
  public static Runbook runbook(Declaration declared) {
    Runbook.Option host = new Runbook.Option("host", "the host", List.of(), Optional.empty());
    Runbook.Option running = new Runbook.Option("running", "what is stopped and started again: what ran when it was planned, so that a resume finds the same steps", List.of(), Optional.of(""));
    return new OnEstate("index rebuild", "Build the search index anew", List.of(host, running), (view, given) -> steps(view, AttachmentActs.place(view, declared, given.get("host")), given.get("running")));
  }

  private static List<Step> steps(View view, EstateConfig.Place place, String running) throws TrekException {
    HostPath folder = ServerConfiguration.read(org.mailtrek.config.Catalogue.open(), view.host(place.host()), place.folder(), place.release()).index();
    refuseShared(view, place, folder);
    List<Step> steps = new ArrayList<>(List.of(AttachmentSteps.setIndexAside(place.host(), folder)));
    if (!running.isEmpty()) {
      steps.add(0, new SingleStep.SetServices(place.host(), running, Run.STOPPED, List.of()));
      steps.add(new SingleStep.SetServices(place.host(), running, Run.RUNNING, List.of()));
    }
    return steps;
  }

  /** A slip of the pen in the configuration must not take more than an index away. */
  private static void refuseShared(View view, EstateConfig.Place place, HostPath folder) throws TrekException {
    HostPath store = AttachmentActs.store(view, place, "");
    List<HostPath> others = new ArrayList<>(List.of(place.folder(), store));
    SHARED.forEach(each -> others.add(HostPath.of(each)));
    if (folder.root() || folder.parent().root() || folder.isWithin(store) || others.stream().anyMatch(each -> each.isWithin(folder))) {
      throw TrekException.at(place.host() + ":" + folder).kind(TrekException.Kind.REFUSED).found("holds more than a search index").next("correct index_path in search.cfg");
    }
  }

  /** Returns the services that write the index and run, as a list with commas. */
  private static String running(View view, EstateConfig.Place place) throws TrekException {
    return String.join(",", MailServices.of(view.host(place.host()).services(), place.release().account()).clients().stream()
        .filter(each -> ROLES.contains(each.role()) && each.state().run() == Run.RUNNING).map(MailServices.Found::name).toList());
  }
}
