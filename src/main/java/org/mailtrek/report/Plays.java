package org.mailtrek.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Lane;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.PlannedStep;
import org.mailtrek.engine.change.Account;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.DatabaseState;
import org.mailtrek.engine.change.Entries;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.engine.change.Folder;
import org.mailtrek.engine.change.Link;
import org.mailtrek.engine.change.LinkedCopy;
import org.mailtrek.engine.change.Ownership;
import org.mailtrek.engine.change.PackageSet;
import org.mailtrek.engine.change.Removal;
import org.mailtrek.engine.change.Rename;
import org.mailtrek.engine.change.SchemaChange;
import org.mailtrek.engine.change.ServiceState;
import org.mailtrek.engine.change.StagedMove;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** The plays of a playbook: one for each step of a plan that does something. */
final class Plays {

  /** Where an export stands: the hosts of Debian's packages, the estate's folder, and the world as it is. */
  record Place(Set<String> debian, String estate, View view) {}

  private final Declaration declared;
  private final Plan plan;
  private final Bundle bundle;
  private final Place place;
  private final FileTasks files;
  private final MachineTasks machines;
  private final DatabaseTasks databases;
  private final Optional<DirectoryTasks> directory;
  private final FileStates states;

  Plays(Declaration declared, Plan plan, Bundle bundle, Place place) {
    this.declared = declared;
    this.plan = plan;
    this.bundle = bundle;
    this.place = place;
    this.files = new FileTasks(bundle, "mailtrek-plan-" + plan.number());
    this.machines = new MachineTasks(place.debian());
    this.databases = new DatabaseTasks(bundle.vault(), declared);
    this.directory = declared.directory().map(each -> new DirectoryTasks(bundle, each));
    this.states = new FileStates(plan);
  }

  /** Returns the play that looks before anything is written: wrong secrets and files that have changed stop it. */
  Map<String, Object> preflight() throws TrekException {
    List<Map<String, Object>> tasks = new ArrayList<>();
    for (String name : bundle.vault().origins().keySet()) {
      tasks.add(Task.insist(name + " has no value: see vault.example.yml", name + " is defined", name + " is string").map());
    }
    bundle.conditions().forEach((template, condition) ->
        tasks.add(Task.insist("with these secrets " + template + " is not what was planned: look at vault.example.yml", condition).with("no_log", true).with("run_once", true).map()));
    for (String host : declared.hosts().keySet()) {
      states.now(place.view(), host).ifPresent(look -> look.forEach(task -> tasks.add(task.when("inventory_hostname == '" + host + "'").map())));
    }
    return play("Look before anything is written", List.copyOf(declared.hosts().keySet()), tasks);
  }

  /** Returns the play that asks Mailtrek, from the machine that the playbook runs on, whether the new server knows the same people: nothing else can tell. */
  Map<String, Object> identity() {
    List<Map<String, Object>> tasks = List.of(Task.look("Compare by name whom directory and database know", List.of("{{ mailtrek | default('mailtrek') }}", "--estate", place.estate(), "--no-input", "identity", "check"), "identity").map());
    return play("Look whether anybody would be lost", List.of(Inventory.CONTROL), tasks);
  }

  /** Returns the plays of a phase, which is one step or what several hosts do in one stage: none where it does nothing. */
  List<Map<String, Object>> of(List<PlannedStep> phase) throws TrekException {
    Map<String, List<Map<String, Object>>> byHost = new LinkedHashMap<>();
    for (PlannedStep step : phase) {
      if (step.keeps() && !step.procedures().contains("K1")) { // who stops mail keeps only whether somebody could sign in
        backUp(step, byHost);
      }
      for (Change change : step.changes()) {
        boolean there = states.stands(place.view(), change);
        for (Map<String, Object> task : tasks(change)) {
          byHost.computeIfAbsent(host(change), fresh -> new ArrayList<>()).add(there ? task : Task.when(task, "not ansible_check_mode"));
        }
      }
    }
    PlannedStep first = phase.get(0);
    String title = phase.size() == 1 ? first.id() + ": " + first.title() : first.lane().orElseThrow().stage();
    List<Map<String, Object>> plays = new ArrayList<>();
    List<Map<String, Object>> control = byHost.remove(Inventory.CONTROL);
    if (!byHost.isEmpty()) {
      plays.add(together(title, byHost, phase));
    }
    if (control != null) {
      plays.add(play(title, List.of(Inventory.CONTROL), control));
    }
    return plays;
  }

  /** Returns one play for several hosts: one after the other where the stage is one of turns, or where a step of its own stops or starts something. */
  private static Map<String, Object> together(String title, Map<String, List<Map<String, Object>>> byHost, List<PlannedStep> phase) {
    if (byHost.size() == 1) {
      return play(title, List.copyOf(byHost.keySet()), byHost.values().iterator().next());
    }
    List<Map<String, Object>> tasks = new ArrayList<>();
    byHost.forEach((host, own) -> {
      Map<String, Object> block = new LinkedHashMap<>();
      block.put("name", "On " + host);
      block.put("when", "inventory_hostname == '" + host + "'");
      block.put("block", own);
      tasks.add(block);
    });
    Map<String, Object> play = play(title, List.copyOf(byHost.keySet()), tasks);
    boolean turns = phase.get(0).lane().map(Lane::rolling).orElseGet(() -> phase.get(0).changes().stream().anyMatch(each -> each instanceof ServiceState || each instanceof DatabaseState || each instanceof PackageSet));
    if (turns) {
      play.put("serial", 1);
    }
    return play;
  }

  private static Map<String, Object> play(String name, List<String> hosts, List<Map<String, Object>> tasks) {
    Map<String, Object> play = new LinkedHashMap<>();
    play.put("name", name);
    play.put("hosts", hosts);
    play.put("gather_facts", false);
    play.put("any_errors_fatal", true);
    play.put("tasks", tasks);
    return play;
  }

  private void backUp(PlannedStep step, Map<String, List<Map<String, Object>>> byHost) {
    String folder = "/var/backups/mailtrek-plan-" + plan.number();
    for (Declaration.Product product : declared.products()) {
      if (step.lane().isPresent() && !step.lane().get().host().equals(product.host())) {
        continue;
      }
      List<Map<String, Object>> tasks = new ArrayList<>();
      tasks.add(Task.of("Make the folder of backups", "file", "path", folder, "state", "directory", "mode", "0700").map());
      String config = product.places().config().map(Object::toString).orElse(product.product().equals("zcp") ? "/etc/zarafa" : "/etc/kopano");
      tasks.add(Task.command("Back up " + config, List.of("tar", "-C", "/", "-czf", folder + "/config.tar.gz", "--", config.substring(1)), "creates", folder + "/config.tar.gz").map());
      if (product.database().isPresent()) {
        databases.dump(product.host(), folder).forEach(task -> tasks.add(task.map()));
      }
      byHost.computeIfAbsent(product.host(), fresh -> new ArrayList<>()).addAll(tasks);
    }
    directory.ifPresent(each -> each.backUp("{{ playbook_dir }}/backup").forEach(task -> byHost.computeIfAbsent(Inventory.CONTROL, fresh -> new ArrayList<>()).add(task.map())));
  }

  private static String host(Change change) {
    return change instanceof Entries || change instanceof SchemaChange ? Inventory.CONTROL : FileStates.host(change);
  }

  private List<Map<String, Object>> tasks(Change change) throws TrekException {
    if (change instanceof PackageSet packages) {
      return List.of(machines.packages(packages));
    }
    return listed(change).stream().map(Task::map).toList();
  }

  private List<Task> listed(Change change) throws TrekException {
    if (change instanceof FileContent file) {
      return List.of(files.content(file));
    } else if (change instanceof Folder folder) {
      return List.of(files.folder(folder));
    } else if (change instanceof Link link) {
      return List.of(files.link(link));
    } else if (change instanceof Removal removal) {
      return List.of(files.removal(removal));
    } else if (change instanceof Rename rename) {
      return List.of(files.rename(rename));
    } else if (change instanceof StagedMove move) {
      return files.stagedMove(move);
    } else if (change instanceof LinkedCopy copy) {
      return List.of(files.linkedCopy(copy));
    } else if (change instanceof Ownership ownership) {
      return files.ownership(ownership);
    } else if (change instanceof ServiceState service) {
      return List.of(MachineTasks.service(service));
    } else if (change instanceof Account account) {
      return MachineTasks.account(account);
    } else if (change instanceof DatabaseState first) {
      return databases.firstStart(first);
    } else if (change instanceof Entries entries && directory.isPresent()) {
      return directory.get().entries(entries);
    } else if (change instanceof SchemaChange schema && directory.isPresent()) {
      return directory.get().schema(schema);
    }
    throw Bundle.refused(change, "is something that only Mailtrek does, with a way back");
  }
}
