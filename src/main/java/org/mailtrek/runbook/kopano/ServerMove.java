package org.mailtrek.runbook.kopano;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.mailtrek.attachments.AttachmentSteps;
import org.mailtrek.backup.Part;
import org.mailtrek.check.HomeGuard;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.ConfigSteps;
import org.mailtrek.config.Schema;
import org.mailtrek.config.Strategy;
import org.mailtrek.config.TakeoverOptions;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.system.PackageSource;
import org.mailtrek.system.SystemSteps;

/** What becomes of one server on its way from Zarafa to Kopano, in parts, between which the other servers of an estate and the directory have theirs. */
final class ServerMove {

  private final View view;
  private final Migration move;
  private final Map<String, String> options;
  private final Supplier<Catalogue> catalogue;
  private final SystemSteps.PackageExchange exchange;
  private final UnaryOperator<Step> known;
  private final SafeStart start;
  private final Standstill standstill;

  /**
   * Looks at a server.
   *
   * @param fetches the id of the step that fetches packages
   */
  ServerMove(View view, Migration move, Map<String, String> options, Supplier<Catalogue> catalogue, String fetches) throws TrekException {
    this.view = view;
    this.move = move;
    this.options = options;
    this.catalogue = catalogue;
    this.exchange = SystemSteps.replacePackages(move.host(), move.to().number(), PackageSource.named(options.get("packages")));
    this.known = step -> new KnownAfter(step, fetches, () -> !exchange.unseen().isEmpty());
    this.start = new SafeStart(move, catalogue);
    this.standstill = Standstill.of(view, move.host(), "zarafa");
  }

  Migration move() {
    return move;
  }

  Standstill standstill() {
    return standstill;
  }

  /** Adds what can be done while users still work. */
  void fetch(List<Step> steps) throws TrekException {
    if (PackageSource.named(options.get("packages")) == PackageSource.REPOSITORY && view.host(move.host()).packages().fetches()) {
      steps.add(exchange.fetch());
    }
  }

  /** Adds the backup of these parts, then the packages and the configuration. */
  void exchange(List<Step> steps, Set<Part> parts) throws TrekException {
    steps.add(new BackUp(move, parts));
    steps.addAll(BackUp.ofFiles(view, move.host(), options));
    steps.add(SystemSteps.account(move.host(), "kopano", HostPath.of("/var/lib/kopano")));
    steps.add(exchange.replace());
    steps.add(known.apply(new ConfigSteps(catalogue.get()).takeOver(move.host(), takeover())));
  }

  /** Adds what the first start needs, and the start, up to leaving safe mode, which is the first step of the second act. */
  void start(List<Step> steps) throws TrekException {
    steps.add(AttachmentSteps.move(move.host(), move.oldAttachments(), move.newAttachments()));
    if (move.indexCarriesOver()) {
      steps.add(AttachmentSteps.moveIndex(move.host(), move.oldIndex(), move.newIndex()));
    }
    steps.add(known.apply(SystemSteps.own(move.host(), start.account(), List.of(move.newAttachments(), move.newIndex()))));
    if (SystemSteps.confined(view.host(move.host()))) {
      steps.add(known.apply(SystemSteps.adaptConfinement(move.host(), start.account(), move.paths())));
    }
    start.into(steps, known);
  }

  /** Returns what keeps one of several servers from starting where people would be led away from their mailboxes. */
  Guard homes() {
    return new HomeGuard(move.host(), later -> ServerSettings.read(later, catalogue.get(), move).homes());
  }

  /** Adds the start of the other services, and of mail. */
  void letIn(List<Step> steps) {
    standstill.start(steps, catalogue.get(), move.to(), exchange::unseen);
  }

  /** Returns what no step carries over. */
  List<String> leftBehind() throws TrekException {
    List<String> acts = new ArrayList<>(LeftBehind.of(view, move, catalogue.get()));
    acts.addAll(MissingData.of(view, move));
    return acts;
  }

  private TakeoverOptions takeover() {
    Strategy strategy = options.get("config").equals("copy") ? Strategy.COPY : Strategy.MERGE;
    Schema schema = options.get("schema").equals("keep") ? Schema.KEEP : Schema.TRANSPLANT;
    return new TakeoverOptions(move.from(), move.to(), strategy, schema, move.oldConfig(), move.newConfig(), Map.of())
        .deciding("server.cfg", "attachment_path", move.newAttachments().toString()).deciding("search.cfg", "index_path", move.newIndex() + "/");
  }
}
