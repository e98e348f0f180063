package org.mailtrek.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.estate.HostEntry;
import org.mailtrek.host.Faults;
import org.mailtrek.host.Faults.Kind;
import org.mailtrek.host.TrekException;

/** Orders a fault on a practice estate, lists those that are in force, or ends them. */
final class FaultOrder implements Command {

  private static final String NONE = "none";

  @Override
  public Shape shape() {
    return Shape.keeps()
        .mayTake("HOST", "the practice machine; the faults of all are shown when left out", Offers.hosts())
        .mayTake("KIND", "what goes wrong, or 'none' to end all", (session, typed) -> kinds())
        .mayTake("ABOUT", "which service or package, or after how many writes (default: all, or at once)", Offers.services())
        .example("fault", "the faults that are in force")
        .example("fault lab1 service-stays zarafa-server", "the server goes on running when it is told to stop")
        .example("fault lab1 ldap-drops 3", "the directory drops connections after three writes")
        .example("fault lab1 none", "all is well again: resume, or undo")
        .see("simulate", "resume", "undo");
  }

  private static List<Candidate> kinds() {
    List<Candidate> all = new ArrayList<>(Arrays.stream(Kind.values()).map(each -> new Candidate(each.word(), each.meaning())).toList());
    all.add(new Candidate(NONE, "end all faults"));
    return all;
  }

  @Override
  public Result run(Call call) throws TrekException {
    Path folder = call.session().folder();
    Declaration declared = EstateFile.read(folder);
    if (call.words().size() < 2) {
      return listed(folder, declared, call);
    }
    String host = call.words().get(0);
    Path machine = machine(folder, declared, host);
    String word = call.words().get(1);
    if (word.equals(NONE)) {
      int count = Faults.of(machine).clear() + (directory(declared, host) ? Faults.of(directory(folder)).clear() : 0);
      return count == 0 ? Result.nothing("no faults were in force on " + host) : Result.done(Numbers.of(count, "fault") + " of " + host + " ended").changes(count);
    }
    Kind kind = Kind.typed(word).orElseThrow(() -> wrong("'" + word + "' is none", "one of " + String.join(", ", kinds().stream().map(Candidate::value).toList())));
    String about = call.word(2).orElse("");
    if (kind == Kind.LDAP_DROPS) {
      if (!directory(declared, host) || !about.matches("[0-9]{0,9}")) {
        throw wrong(about.matches("[0-9]{0,9}") ? "the directory does not run on " + host : "'" + about + "' is no number of writes", "fault " + declared.directory().flatMap(Declaration.Directory::host).orElse(host) + " ldap-drops 3");
      }
      Faults.of(directory(folder)).order(kind, about);
    } else {
      Faults.of(machine).order(kind, about);
    }
    return Result.done("from now on " + host + ": " + kind.meaning() + (about.isEmpty() ? "" : " (" + about + ")")).changes(1).next("fault " + host + " none (ends it)");
  }

  private static Result listed(Path folder, Declaration declared, Call call) throws TrekException {
    Rows rows = Rows.of("faults").text("Host").text("Fault").text("About").text("What");
    for (String host : declared.hosts().keySet()) {
      if (call.word(0).isPresent() && !call.word(0).get().equals(host) || !(declared.hosts().get(host) instanceof HostEntry.Simulated)) {
        continue;
      }
      rows(rows, host, Faults.of(machine(folder, declared, host)).ordered());
      if (directory(declared, host)) {
        rows(rows, host, Faults.of(directory(folder)).ordered());
      }
    }
    return rows.count() == 0 ? Result.nothing("no faults are in force") : Result.done().table(rows);
  }

  private static void rows(Rows rows, String host, Map<Kind, String> faults) {
    faults.forEach((kind, about) -> rows.row(host, kind.word(), about, kind.meaning()));
  }

  private static Path machine(Path folder, Declaration declared, String host) throws TrekException {
    HostEntry entry = declared.hosts().get(host);
    if (entry == null) {
      throw wrong("there is no host " + host, "one of " + String.join(", ", declared.hosts().keySet()));
    }
    if (entry instanceof HostEntry.Simulated simulated) {
      return folder.resolve(simulated.folder());
    }
    throw wrong(host + " is a real machine: faults can be ordered in practice only", "simulate zcp-single, and train there");
  }

  private static boolean directory(Declaration declared, String host) {
    return declared.directory().flatMap(Declaration.Directory::host).filter(host::equals).isPresent();
  }

  private static Path directory(Path folder) {
    return folder.resolve("practice/directory");
  }

  private static TrekException wrong(String what, String next) {
    return TrekException.at("fault").kind(TrekException.Kind.USAGE).found(what).next(next);
  }
}
