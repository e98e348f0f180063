package org.mailtrek.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailtrek.engine.change.Account;
import org.mailtrek.engine.change.AccountLine;
import org.mailtrek.engine.change.PackageSet;
import org.mailtrek.engine.change.ServiceState;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;

/** Services, packages and accounts as tasks. */
final class MachineTasks {

  private static final String POLICY = "/usr/sbin/policy-rc.d";

  private final Set<String> debian;

  /** Takes the hosts whose packages are Debian's. */
  MachineTasks(Set<String> debian) {
    this.debian = Set.copyOf(debian);
  }

  static Task service(ServiceState change) {
    boolean runs = change.after().run() == Run.RUNNING;
    return Task.of((runs ? "Start " : "Stop ") + change.service() + (change.after().enabled() ? ", and at every boot" : ", and not at boot"), "service", "name", change.service(), "state", runs ? "started" : "stopped",
        "enabled", change.after().enabled());
  }

  /** Returns what adds an account's lines as the plan has them, unless its number has been given away since. */
  static List<Task> account(Account change) throws TrekException {
    List<Task> tasks = new ArrayList<>();
    for (AccountLine each : change.lines()) {
      String file = Bundle.plain(change, each.file());
      String name = file.substring(file.lastIndexOf('/') + 1);
      if (!name.equals("shadow")) {
        String number = each.line().split(":")[2];
        tasks.add(Task.look("Look who has the number " + number + " in " + file, List.of("getent", name, number), "holder").with("failed_when", "holder.rc not in [0, 2]"));
        tasks.add(Task.insist("the number " + number + " in " + file + " is another's by now: plan again", "holder.rc == 2 or holder.stdout.startswith('" + change.name() + ":')"));
      }
      tasks.add(Task.of("Add " + change.name() + " to " + file, "lineinfile", "path", file, "line", each.line(), "regexp", "^" + change.name() + ":", "insertafter", "EOF").with("diff", false));
    }
    return tasks;
  }

  /** Returns what exchanges packages by name and version, while no package starts a daemon; nothing is purged, and nothing goes that is not named. */
  Map<String, Object> packages(PackageSet change) throws TrekException {
    if (!debian.contains(change.host())) {
      throw Bundle.refused(change, "is exported for dpkg and apt only");
    }
    if (!change.unseen().isEmpty()) {
      throw Bundle.refused(change, "brings packages that nobody has looked into yet");
    }
    List<String> going = change.packages().stream().filter(each -> each.after().isEmpty()).map(PackageSet.Item::name).toList();
    List<String> coming = change.packages().stream().flatMap(each -> each.after().stream().map(version -> each.name() + "=" + version)).toList();
    List<Map<String, Object>> block = new ArrayList<>();
    block.add(Task.of("Keep packages from starting daemons", "copy", "content", "#!/bin/sh\ncase \" $* \" in *\" stop \"*|*\" force-stop \"*) exit 0;; esac\nexit 101\n", "dest", POLICY, "mode", "0755", "force", false).with("register", "policy").map());
    if (!going.isEmpty()) {
      List<String> words = new ArrayList<>(List.of("dpkg", "--remove"));
      words.addAll(going);
      block.add(Task.command("Remove " + going.size() + " packages; their configuration stays", words).with("register", "removed").with("changed_when", "'Removing ' in removed.stdout").map());
    }
    if (!coming.isEmpty()) {
      block.add(Task.of("Install " + coming.size() + " packages", "apt", "name", coming, "state", "present", "install_recommends", false, "allow_downgrade", true, "dpkg_options", "force-confdef,force-confold").map());
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", "Exchange packages");
    all.put("block", block);
    all.put("always", List.of(Task.of("Let packages start daemons again", "file", "path", POLICY, "state", "absent").with("when", "policy is changed").map()));
    all.put("environment", Map.of("DEBIAN_FRONTEND", "noninteractive"));
    return all;
  }
}
