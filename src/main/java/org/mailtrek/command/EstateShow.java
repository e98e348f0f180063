package org.mailtrek.command;

import java.util.ArrayList;
import java.util.List;
import org.mailtrek.config.Catalogue;
import org.mailtrek.discovery.DeclaredProduct;
import org.mailtrek.discovery.HostFindings;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.estate.HostEntry;
import org.mailtrek.estate.HostRound;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** Shows what is declared; {@code estate check} opens all of it as well. */
final class EstateShow implements Command {

  /** Opens one part. */
  private interface Part {
    Object open() throws TrekException;
  }

  private final boolean check;

  EstateShow(boolean check) {
    this.check = check;
  }

  @Override
  public Shape shape() {
    return check
        ? Shape.reads().example("estate check", "opens hosts, directory and databases, and says what fails or differs from what is there").example("estate check --json", "exit 2 when something fails").see("estate discover", "estate show", "status")
        : Shape.reads().flag("--private", "the files in the estate's folder that hold passwords as they were: images beside the journal, contents of plans, backups (default: what is declared)")
            .example("estate show", "hosts, directory, products and target").example("estate show --json", "for a program")
            .example("estate show --private", "what is to be kept as safe as the mail server, and deleted when the migration is history; exit 2 when others may read one").see("estate check", "use");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Declaration declared = EstateFile.read(call.session().folder());
    if (!check && call.has("--private")) {
      PrivateListing listing = PrivateListing.of(call.session().folder(), call.session().engine().journal());
      Result result = Result.done().table(listing.rows()).lines(listing.open());
      return listing.open().isEmpty() ? result : result.outcome(Outcome.DIFFERENT);
    }
    return check ? check(call, declared) : show(call, declared);
  }

  private static Result show(Call call, Declaration declared) throws TrekException {
    Result result = Result.done().fact("estate", "estate", declared.name()).fact("folder", "folder", call.session().folder());
    Rows hosts = Rows.of("hosts").id("Host").text("Kind").text("Where");
    for (HostEntry entry : declared.hosts().values()) {
      if (entry instanceof HostEntry.Ssh ssh) {
        hosts.row(entry.name(), "ssh", ssh.destination() + ":" + ssh.port());
      } else if (entry instanceof HostEntry.Simulated simulated) {
        hosts.row(entry.name(), "simulated", simulated.folder());
      } else {
        hosts.row(entry.name(), "local", "this machine");
      }
    }
    Rows products = Rows.of("products").id("Host").id("Product").id("Version").text("Configuration").text("Attachments").text("Database");
    for (Declaration.Product each : declared.products()) {
      products.row(each.host(), each.product(), each.version(), each.places().config().map(Object::toString).orElse("-"), each.places().attachments().map(Object::toString).orElse("-"), each.database().map(Declaration.DatabaseEntry::url).orElse("-"));
    }
    result = result.table(hosts).table(products);
    if (declared.directory().isPresent()) {
      result = result.fact("directory", "directory", declared.directory().get().url() + " " + declared.directory().get().base());
    }
    for (String each : inTheClear(declared)) {
      result = result.line("! " + each);
    }
    return declared.target().isEmpty() ? result : result.fact("target", "target", declared.target().get().product() + "-" + declared.target().get().version());
  }

  private static Result check(Call call, Declaration declared) throws TrekException {
    View view = call.session().estate().view();
    Rows rows = Rows.of("parts").id("Part").text("State").text("What").text("Next");
    int failed = 0;
    Catalogue catalogue = Catalogue.open();
    List<HostFindings> findings = new ArrayList<>();
    List<DeclaredProduct> products = DeclaredProduct.of(declared);
    for (HostRound.Answer<HostLook> each : HostRound.of(view.hosts(), host -> HostLook.at(view.host(host), catalogue, products))) {
      failed += host(rows, each);
      each.value().flatMap(HostLook::findings).ifPresent(findings::add);
    }
    if (declared.directory().isPresent()) {
      failed += open(rows, "directory", () -> view.directory().entry(view.directory().base()).isPresent() ? view.directory().url() : "there is no entry " + view.directory().base());
    }
    for (Declaration.Product each : declared.products()) {
      if (each.database().isPresent()) {
        failed += open(rows, "database " + each.host(), () -> view.database(each.host()).serverVersion());
      }
    }
    int differing = DiscoveryRows.add(rows, declared, findings);
    Result result = Result.of(failed + differing == 0 ? Outcome.DONE : Outcome.DIFFERENT).table(rows);
    for (String each : inTheClear(declared)) {
      result = result.line("! " + each);
    }
    result = failed == 0 ? result.line("all of it can be opened") : result.line("! " + failed + " can't be opened or is missing");
    return differing == 0 ? result : result.line("! " + differing + (differing == 1 ? " differs" : " differ") + " from what is there");
  }

  /** Returns what is declared to go over the net without protection. */
  private static List<String> inTheClear(Declaration declared) {
    List<String> clear = new ArrayList<>();
    declared.directory().filter(each -> each.encryption().clear() && !each.url().startsWith("ldaps:"))
        .ifPresent(each -> clear.add("the way to " + each.url() + " is in the clear, as starttls: false declares"));
    for (Declaration.Product each : declared.products()) {
      each.database().filter(database -> database.encryption().clear())
          .ifPresent(database -> clear.add("the way to " + database.url() + " is in the clear, as tls: false declares"));
    }
    return clear;
  }

  /** Adds a row for a host, and one for each tool that it lacks; returns how many tell of something wrong. */
  private static int host(Rows rows, HostRound.Answer<HostLook> answer) {
    String part = "host " + answer.host();
    if (answer.failure().isPresent()) {
      rows.row(part, "!", answer.failure().get().what(), answer.failure().get().next());
      return 1;
    }
    HostLook look = answer.value().orElseThrow();
    rows.row(part, "ok", look.root() ? "answers" : "has no root", "");
    look.missing().forEach(each -> rows.row(part, "!", "lacks " + each, "install it on " + answer.host()));
    return look.missing().size();
  }

  private static int open(Rows rows, String name, Part part) {
    try {
      rows.row(name, "ok", part.open(), "");
      return 0;
    } catch (TrekException e) {
      rows.row(name, "!", e.what(), e.next());
      return 1;
    }
  }
}
