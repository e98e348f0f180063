package org.mailtrek.command;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.RunInfo;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Standing;

/** Values that the engine knows: plans, runs, snapshots, runbooks, steps. */
final class EngineOffers {

  private EngineOffers() {}

  /** Offers the plans, newest first. */
  static Values plans() {
    return (session, typed) -> offered(session.engine().plans().list());
  }

  /** Offers the plans that can still be applied, newest first. */
  static Values unusedPlans() {
    return (session, typed) -> {
      Standing standing = session.engine().journal().standing();
      return offered(session.engine().plans().list().stream().filter(plan -> !plan.nothingToDo() && !standing.used(plan)).toList());
    };
  }

  private static List<Candidate> offered(List<Plan> plans) {
    List<Candidate> all = new ArrayList<>();
    for (Plan plan : plans) {
      all.add(new Candidate(plan.id(), plan.runbook() + ", " + Numbers.of(plan.count().items(), "object") + ", made " + Moment.words(plan.created())));
    }
    Collections.reverse(all);
    return all;
  }

  /** Offers the runs, newest first. */
  static Values runs() {
    return (session, typed) -> {
      List<Candidate> all = new ArrayList<>();
      for (RunInfo run : session.engine().journal().runs()) {
        all.add(new Candidate(Long.toString(run.number()), run.runbook() + ", " + RunList.state(run) + ", " + Numbers.of(run.changes(), "change") + ", " + Moment.words(run.begun())));
      }
      Collections.reverse(all);
      return all;
    };
  }

  /** Offers the snapshots, newest first. */
  static Values snapshots() {
    return (session, typed) -> {
      List<Candidate> all = new ArrayList<>();
      session.engine().snapshots().list().forEach(each -> all.add(new Candidate(each.name(), "made " + Moment.words(each.created()) + ", after run " + each.run())));
      Collections.reverse(all);
      return all;
    };
  }

  /** Offers the backups, newest first. */
  static Values backups() {
    return (session, typed) -> {
      List<Candidate> all = new ArrayList<>();
      session.engine().backups().list().forEach(each -> all.add(new Candidate(each.name(), each.files().size() + " files, made " + Moment.words(each.made()))));
      Collections.reverse(all);
      return all;
    };
  }

  /** Offers the runbooks. */
  static Values runbooks() {
    return (session, typed) ->
        session.engine().runbooks().all().stream().filter(each -> !each.name().contains(" ")).map(each -> new Candidate(each.name(), each.title())).toList();
  }

  /** Offers the runbooks that this estate can be planned with; all of them where none fits, since the estate is not declared yet. */
  static Values fittingRunbooks() {
    return (session, typed) -> {
      List<Runbook> all = session.engine().runbooks().all().stream().filter(each -> !each.name().contains(" ")).toList();
      List<Runbook> fitting = all.stream().filter(Runbook::fits).toList();
      return (fitting.isEmpty() ? all : fitting).stream().map(each -> new Candidate(each.name(), each.title())).toList();
    };
  }

  /** Offers the steps of the newest plan. */
  static Values steps() {
    return (session, typed) -> {
      List<Plan> plans = session.engine().plans().list();
      return plans.isEmpty()
          ? List.of()
          : plans.get(plans.size() - 1).steps().stream().map(step -> new Candidate(step.id(), step.title())).toList();
    };
  }

  /** Offers the values of an option of the runbook that is named, or of any; where those are not few, what the estate has of the kind. */
  static Values option(String name) {
    return new OfRunbook((runbooks, session, typed) -> {
      List<Candidate> all = new ArrayList<>();
      for (Runbook runbook : runbooks) {
        Optional<Runbook.Option> option = runbook.options().stream().filter(each -> each.name().equals(name)).findFirst();
        option.ifPresent(found -> found.values().stream().filter(value -> all.stream().noneMatch(each -> each.value().equals(value))).forEach(value -> all.add(new Candidate(value, runbook.name()))));
      }
      return all.isEmpty() ? kind(name).offer(session, typed) : all;
    }, List.of());
  }

  /** Offers those of some options that the runbook which is named does not have. */
  static Values withoutUse(List<String> options) {
    return new OfRunbook((runbooks, session, typed) -> {
      Set<String> had = runbooks.stream().flatMap(each -> each.options().stream()).map(each -> "--" + each.name()).collect(Collectors.toSet());
      return options.stream().filter(each -> !had.contains(each)).map(each -> new Candidate(each, "")).toList();
    }, List.of());
  }

  private static Values kind(String name) {
    return switch (name) {
      case "host", "to", "node" -> Offers.hosts();
      case "media", "former-media", "queue", "new-queue" -> Offers.hostFolders();
      case "state" -> Offers.files();
      case "users", "pilot" -> DirectoryOffers.people();
      case "batch" -> Offers.numbers(10, 50, 100, 500);
      default -> Offers.nothing();
    };
  }

  /** Offers {@code NAME=VALUE} for every option of the runbook that is named, or of all. */
  static Values settings() {
    return new OfRunbook((runbooks, session, typed) -> {
      List<Candidate> all = new ArrayList<>();
      for (Runbook runbook : runbooks) {
        for (Runbook.Option option : runbook.name().contains(" ") ? List.<Runbook.Option>of() : runbook.options()) {
          String start = option.name() + "=";
          boolean named = typed.startsWith(start); // before that, what could follow would be far too much
          List<Candidate> live = named && option.values().isEmpty() ? kind(option.name()).offer(session, typed.substring(start.length())) : List.of();
          option.values().forEach(value -> all.add(new Candidate(start + value, option.description())));
          live.forEach(each -> all.add(new Candidate(start + each.value(), each.description())));
          if (option.values().isEmpty() && live.isEmpty()) {
            all.add(new Candidate(start, option.description()));
          }
        }
      }
      return all.stream().distinct().toList();
    }, List.of());
  }

  /** Offers the names of guards. */
  static Values guards() {
    return (session, typed) ->
        session.engine().runbooks().all().stream().flatMap(each -> each.guards().stream()).map(guard -> guard.name()).distinct().map(name -> new Candidate(name, "guard")).toList();
  }

  /** Offers the numbers of the last lines of the journal that hold an intent. */
  static Values intents() {
    return (session, typed) -> {
      List<Candidate> all = new ArrayList<>();
      session.engine().journal().lines(line -> {
        if (line.phase() == org.mailtrek.engine.Phase.INTENT) {
          all.add(0, new Candidate(Long.toString(line.sequence()), "run " + line.run() + ", step " + line.step()));
        }
      });
      return all.subList(0, Math.min(50, all.size()));
    };
  }
}
