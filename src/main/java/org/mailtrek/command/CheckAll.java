package org.mailtrek.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.attachments.AttachmentSurvey;
import org.mailtrek.check.MailFlow;
import org.mailtrek.check.SmtpProbe;
import org.mailtrek.config.Finding;
import org.mailtrek.engine.JournalView;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostView;
import org.mailtrek.host.ServicesView;
import org.mailtrek.host.TrekException;
import org.mailtrek.system.MailServices;

/** Goes through the whole checklist, only reading. */
final class CheckAll implements Command {

  /** One check: returns what it found when all is well. */
  private interface Look {
    String at() throws TrekException;
  }

  @Override
  public Shape shape() {
    return Shape.reads()
        .option("--deliver", "ADDRESS", "send a real message to this test mailbox through the mail transfer agent, which nothing takes back", Offers.words("test@example.org: an address of a mailbox for tests"))
        .example("check --deliver test@example.com", "also whether a message is taken for that mailbox, and arrives where estate.yaml names it under probe")
        .example("check", "the whole checklist; exit 2 when something is found").example("check --json", "for a program").see("status", "database check", "attachments verify", "config lint");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Session session = call.session();
    Declaration declared = EstateFile.read(session.folder());
    View view = session.estate().view();
    Rows rows = Rows.of("checks").text("Check").text("Result").text("What").text("Next");
    boolean delivered = call.option("--deliver").isEmpty();
    int found = look(rows, "journal", () -> journal(session));
    if (declared.directory().isPresent()) {
      found += look(rows, "directory", () -> view.directory().url() + " answers" + (view.directory().entry(view.directory().base()).isPresent() ? "" : ", without its base"));
    }
    for (EstateConfig.Place place : EstateConfig.places(session)) {
      found += look(rows, "configuration " + place.host(), () -> configuration(session, place));
      found += look(rows, "services " + place.host(), () -> services(view.host(place.host()).services(), place.host()));
      Optional<MailFlow> flow = mail(view, place.host());
      if (flow.isPresent()) {
        found += look(rows, "mail " + place.host(), () -> mail(flow.get(), view.host(place.host()).services()));
        for (String agent : call.option("--deliver").isPresent() ? agents(view.host(place.host()).services()) : List.<String>of()) {
          String mark = session.clock().instant().toString();
          found += look(rows, "delivery " + place.host(), () -> deliver(session, new SmtpProbe(view.host(place.host()), agent), call.option("--deliver").get(), mark));
          delivered = true;
        }
      }
      found += look(rows, "identity " + place.host(), () -> People.safe(session, place));
      found += look(rows, "checklist " + place.host(), () -> People.asBefore(session, place.host()).orElse("no migration has kept a census yet"));
    }
    for (Declaration.Product product : declared.products().stream().filter(each -> each.database().isPresent()).toList()) {
      found += look(rows, "database " + product.host(), () -> database(view, product.host()));
      found += look(rows, "attachments " + product.host(), () -> attachments(view, declared, product));
    }
    found += new SignInChecks(session).into(rows);
    if (!delivered) {
      found += look(rows, "delivery", () -> {
        throw different("no mail transfer agent runs that could be given a message for " + call.option("--deliver").get(), "open, or services list");
      });
    }
    Result result = Result.of(found == 0 ? Outcome.DONE : Outcome.DIFFERENT).table(rows);
    return result.line(found == 0 ? rows.count() + " checks, all well" : "! " + found + " of " + rows.count() + " checks found something");
  }

  private static String deliver(Session session, SmtpProbe probe, String address, String mark) throws TrekException {
    return probe.send(address, mark) + new SignInChecks(session).arrived(address, mark);
  }

  private static int look(Rows rows, String name, Look look) {
    try {
      rows.row(name, "ok", look.at(), "");
      return 0;
    } catch (TrekException e) {
      rows.row(name, "!", e.what(), e.next());
      return 1;
    }
  }

  /** Returns who asks whether mail gets through; nobody for machines that run no programs. */
  private static Optional<MailFlow> mail(View view, String host) {
    try {
      MailFlow flow = MailFlow.of(view, host);
      return flow.canAsk() ? Optional.of(flow) : Optional.empty();
    } catch (TrekException e) {
      return Optional.empty(); // the directory's own line says why
    }
  }

  private static String mail(MailFlow flow, ServicesView services) throws TrekException {
    String product = services.state("kopano-server").run() == ServicesView.Run.ABSENT ? "zarafa" : "kopano";
    List<String> evidence = new ArrayList<>();
    for (String each : running(MailServices.of(services, product).agents())) {
      evidence.add(flow.recipients(each));
    }
    return evidence.isEmpty() ? "no mail transfer agent runs" : String.join("; ", evidence);
  }

  private static List<String> agents(ServicesView services) throws TrekException {
    return running(MailServices.of(services, "kopano").agents());
  }

  private static List<String> running(List<MailServices.Found> services) {
    return services.stream().filter(each -> each.state().run() == ServicesView.Run.RUNNING).map(MailServices.Found::name).toList();
  }

  private static TrekException different(String what, String next) {
    return TrekException.at("check").kind(TrekException.Kind.DIFFERENT).found(what).next(next);
  }

  private static String journal(Session session) throws TrekException {
    JournalView journal = session.engine().journal();
    JournalView.Verification verification = journal.verify();
    if (!verification.problems().isEmpty()) {
      throw different(verification.problems().get(0), "journal verify");
    }
    if (journal.unfinished().isPresent()) {
      throw different("run " + journal.unfinished().get().number() + " is unfinished", "resume, or undo");
    }
    return verification.lines() + " lines, intact";
  }

  private static String configuration(Session session, EstateConfig.Place place) throws TrekException {
    List<Finding> fatal = EstateConfig.findings(session, place, place.release()).stream().filter(each -> each.effect().fatal()).toList();
    if (!fatal.isEmpty()) {
      throw different(fatal.size() + " would keep mail from working: " + fatal.get(0).sentence(), "config lint");
    }
    return place.release() + " would read " + place.folder();
  }

  static String services(ServicesView services, String host) throws TrekException {
    int running = 0;
    for (Map.Entry<String, ServicesView.State> each : services.states().entrySet()) {
      if (each.getValue().run() == ServicesView.Run.FAILED) {
        throw different(each.getKey() + " has failed", "services list " + host);
      }
      running += each.getValue().run() == ServicesView.Run.RUNNING ? 1 : 0;
    }
    return running + " services run, none has failed";
  }

  private static String database(View view, String host) throws TrekException {
    List<String> signs = view.database(host).stopSigns();
    if (!signs.isEmpty()) {
      throw different(signs.get(0), "database check");
    }
    return view.database(host).storedVersion().map(found -> "schema " + found.schema()).orElseThrow(() -> different("no version is stored", "database check"));
  }

  private static String attachments(View view, Declaration declared, Declaration.Product product) throws TrekException {
    HostView host = view.host(product.host());
    AttachmentSurvey survey = AttachmentSurvey.of(host, Attachments.store(view, declared, product), view.database(product.host()));
    if (!survey.complete()) {
      throw different(survey.missing().count() + " missing, " + survey.doubled().count() + " doubled", "attachments survey");
    }
    return survey.found() + " of " + survey.referenced() + " found";
  }
}
