package org.mailtrek.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.config.Catalogue;
import org.mailtrek.discovery.Comparison;
import org.mailtrek.discovery.DeclaredProduct;
import org.mailtrek.discovery.Difference;
import org.mailtrek.discovery.DraftMerge;
import org.mailtrek.discovery.EstateDraft;
import org.mailtrek.discovery.HostDiscovery;
import org.mailtrek.discovery.HostFindings;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.estate.HostEntry;
import org.mailtrek.estate.HostRound;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.TrekException;

/** Finds out what the estate's machines have, and writes it into {@code estate.yaml}; without an estate, what this machine has. */
final class EstateDiscover implements Command {

  private static final String UNKNOWN = "mail1";

  @Override
  public Shape shape() {
    return Shape.keeps()
        .mayTake("HOST", "this host only", Offers.hosts())
        .flag("--plan", "only show; exit 2 when estate.yaml would change")
        .flag("-y", "--yes", "do not ask")
        .option("--name", "NAME", "the name of a new estate (default: the machine's)", Offers.words("acme: a name of your own"))
        .option("--into", "DIR", "the folder of a new estate (default: this one)", Offers.folders())
        .example("estate discover", "every declared host; without an estate: this machine")
        .example("estate discover --plan", "what is declared, what was found, and where")
        .example("estate discover mail1 --yes", "one host, and writes what differs without asking")
        .see("estate check", "estate show", "estate init");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Path folder = call.option("--into").map(call.session()::path).or(() -> call.session().estateFolder()).orElse(call.session().path(".")).toAbsolutePath().normalize();
    return Files.exists(folder.resolve(EstateFile.NAME)) ? declared(call, folder) : fresh(call, folder);
  }

  private Result fresh(Call call, Path folder) throws TrekException {
    if (call.word(0).isPresent()) {
      throw TrekException.at(folder).kind(TrekException.Kind.ESTATE).found("no such estate, so no host " + call.word(0).get() + " is declared")
          .next("leave the host out to look at this machine, or: estate init");
    }
    String host = hostName(new LocalHost(UNKNOWN, List.of(), folder.resolve("packages")).view());
    HostView view = new LocalHost(host, List.of(), folder.resolve("packages")).view();
    Map<String, HostEntry> hosts = new LinkedHashMap<>(Map.of(host, new HostEntry.Local(host, Optional.empty())));
    EstateDraft draft = new EstateDraft(call.option("--name").orElse(host), hosts, List.of(HostDiscovery.of(view, Catalogue.open())));
    Path file = folder.resolve(EstateFile.NAME);
    String text = draft.text();
    Declaration read = EstateFile.parse(file, text);
    List<Difference> all = new Comparison(new Declaration(read.name(), hosts, Optional.empty(), List.of(), Optional.empty()), draft).all();
    Result shown = new DiscoveryPage(all, draft).on(Result.of(call.has("--plan") ? Outcome.PLANNED : Outcome.DONE)).field("folder", folder).changes(1);
    if (call.has("--plan")) {
      return shown.raw(text).line("nothing was written").next("estate discover");
    }
    write(folder, file, text);
    call.session().use(folder);
    long open = all.stream().filter(each -> each.state() == Difference.State.UNKNOWN).count();
    Result written = shown.line(file + " is written" + (open == 0 ? "" : "; " + open + " things are left to fill in there"));
    return written.next("estate check");
  }

  private static String hostName(HostView view) throws TrekException {
    Optional<byte[]> said = view.stat(HostPath.of("/etc/hostname")).isPresent() ? Optional.of(view.readAll(HostPath.of("/etc/hostname"))) : Optional.empty();
    String name = said.map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip().split("[.\\s]", 2)[0]).orElse("");
    return name.matches("[A-Za-z0-9][A-Za-z0-9._-]*") ? name : UNKNOWN;
  }

  private Result declared(Call call, Path folder) throws TrekException {
    if (!call.session().estateFolder().equals(Optional.of(folder))) {
      call.session().use(folder);
    }
    Path file = folder.resolve(EstateFile.NAME);
    String text = EstateFile.text(file);
    Declaration before = EstateFile.parse(file, text);
    List<HostFindings> findings = new ArrayList<>();
    Rows unreached = Rows.of("unreached").id("Host").text("What").text("Next");
    Optional<TrekException> failed = look(call, before, findings, unreached);
    if (findings.isEmpty() && failed.isPresent()) {
      throw failed.get();
    }
    EstateDraft draft = new EstateDraft(before.name(), before.hosts(), findings);
    List<Difference> all = new Comparison(before, draft).all();
    long wanted = all.stream().filter(Difference::wanted).count();
    Outcome outcome = wanted == 0 ? Outcome.NOTHING : Outcome.PLANNED;
    Result shown = new DiscoveryPage(all, draft).on(Result.of(outcome)).field("folder", folder).changes(wanted);
    shown = unreached.count() == 0 ? shown : shown.table(unreached);
    if (wanted == 0) {
      return reached(shown.line(file + " says what is there"), failed);
    }
    String merged = new DraftMerge(file, text, draft).with(all);
    if (call.has("--plan") || merged.equals(text)) {
      return reached(shown.line(merged.equals(text) ? "what was found is not enough to write down" : wanted + " keys would change in " + file).next("estate discover"), failed);
    }
    boolean asked = agree(call, shown, "write " + wanted + " keys into " + file + "?");
    if (!EstateFile.text(file).equals(text)) {
      throw TrekException.at(file).kind(TrekException.Kind.REFUSED).found("was changed by somebody else meanwhile").next("estate discover");
    }
    write(folder, file, merged);
    call.session().reopen();
    Result done = asked ? Result.done().field("folder", folder).changes(wanted) : shown.outcome(Outcome.DONE);
    return reached(done.line(wanted + " keys are written into " + file).next("estate check"), failed);
  }

  private static Optional<TrekException> look(Call call, Declaration declared, List<HostFindings> findings, Rows unreached) throws TrekException {
    View view = call.session().estate().view();
    List<String> hosts = call.word(0).map(List::of).orElse(view.hosts());
    Optional<String> unknown = hosts.stream().filter(host -> !declared.hosts().containsKey(host)).findFirst();
    if (unknown.isPresent()) {
      throw TrekException.at(unknown.get()).kind(TrekException.Kind.USAGE).found("there is no such host").next("one of " + String.join(", ", view.hosts()));
    }
    Optional<TrekException> failed = Optional.empty();
    Catalogue catalogue = Catalogue.open();
    call.talk().progress("looking at " + String.join(", ", hosts), "hosts", 0, hosts.size());
    List<DeclaredProduct> products = DeclaredProduct.of(declared);
    for (HostRound.Answer<HostFindings> each : HostRound.of(hosts, host -> HostDiscovery.of(view.host(host), catalogue, products))) {
      each.value().ifPresent(findings::add);
      if (each.failure().isPresent()) {
        unreached.row(each.host(), each.failure().get().what(), each.failure().get().next());
        failed = each.failure();
      }
    }
    call.talk().progress("", "", 0, 0);
    return failed;
  }

  private static Result reached(Result result, Optional<TrekException> failed) {
    return failed.isEmpty() ? result : result.outcome(Outcome.DIFFERENT).exit(Exit.of(failed.get().kind()));
  }

  /** Asks unless that was answered beforehand; returns whether the tables were shown with the question. */
  private static boolean agree(Call call, Result shown, String question) throws TrekException {
    if (call.has("--yes")) {
      return false;
    }
    if (!call.talk().asks()) {
      throw TrekException.at(call.name()).kind(TrekException.Kind.USAGE).found("nobody can be asked: " + question).next("add --yes, or --plan to look only");
    }
    shown.blocks().forEach(call.talk()::show);
    if (!call.talk().yes(question)) {
      throw TrekException.at(call.name()).kind(TrekException.Kind.REFUSED).found("not agreed to").next("nothing was written");
    }
    return true;
  }

  private static void write(Path folder, Path file, String text) throws TrekException {
    try {
      PrivateFiles.folder(folder);
      PrivateFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw TrekException.at(file).found("can't be written: " + e.getMessage()).because(e).next("check the folder");
    }
  }
}
