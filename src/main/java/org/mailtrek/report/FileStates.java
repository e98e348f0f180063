package org.mailtrek.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.change.Account;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.engine.change.Folder;
import org.mailtrek.engine.change.Image;
import org.mailtrek.engine.change.Link;
import org.mailtrek.engine.change.PackageSet;
import org.mailtrek.engine.change.ServiceState;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;

/** Which states of a file the plan knows, and which of its changes stand on what is there now rather than on what an earlier one brings. */
final class FileStates {

  private final Map<String, Map<HostPath, Set<String>>> known = new LinkedHashMap<>();

  FileStates(Plan plan) {
    plan.steps().stream().flatMap(step -> step.changes().stream()).forEach(change -> {
      if (change instanceof FileContent file) {
        Set<String> digests = known.computeIfAbsent(file.host(), fresh -> new LinkedHashMap<>()).computeIfAbsent(file.path(), fresh -> new TreeSet<>());
        file.before().map(Image::digest).ifPresent(digests::add);
        digests.add(file.after().digest());
      }
    });
  }

  /** Returns what refuses to go on where a file that is there now is none of the plan's; empty where there are none. */
  Optional<List<Task>> now(View view, String host) throws TrekException {
    List<String> words = new ArrayList<>(List.of("sha256sum", "--"));
    List<String> allowed = new ArrayList<>();
    for (Map.Entry<HostPath, Set<String>> each : known.getOrDefault(host, Map.of()).entrySet()) {
      if (view.host(host).stat(each.getKey()).isPresent()) {
        words.add(each.getKey().toString());
        each.getValue().forEach(digest -> allowed.add(digest + "  " + each.getKey()));
      }
    }
    if (allowed.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(List.of(Task.look("Read the files of " + host + " that will change", words, "now").with("failed_when", false),
        Task.of("Stop where one was changed since the plan was made", "fail", "msg", "changed since the plan was made: {{ now.stdout_lines | difference(allowed) | join(', ') }}: plan again")
            .with("vars", Map.of("allowed", allowed)).when("now.stdout_lines | difference(allowed) | length > 0")));
  }

  /** Returns whether a change can be judged as the world is now, so that check mode may look at it. */
  boolean stands(View view, Change change) throws TrekException {
    if (change instanceof PackageSet) {
      return false;
    }
    if (change instanceof ServiceState service) {
      return view.host(service.host()).services().state(service.service()).run() != Run.ABSENT;
    }
    if (change instanceof FileContent file) {
      return view.host(file.host()).stat(file.path().parent()).isPresent() && owned(view, file.host(), file.after().owner());
    }
    if (change instanceof Folder folder) {
      return owned(view, folder.host(), folder.owner());
    }
    return !(change instanceof Link link) || view.host(link.host()).stat(link.path().parent()).isPresent();
  }

  private static boolean owned(View view, String host, org.mailtrek.engine.change.Owner owner) throws TrekException {
    try {
      owner.uid(view.host(host).accounts());
      owner.gid(view.host(host).accounts());
      return true;
    } catch (TrekException e) {
      if (e.kind() == TrekException.Kind.FAILED) {
        return false;
      }
      throw e;
    }
  }

  /** Returns the host on which a change is made. */
  static String host(Change change) {
    if (change instanceof Account account) {
      return account.host();
    }
    String text = change.toJson().getFieldAsString("host");
    if (text == null) {
      throw new IllegalStateException(change.describe() + ": no host");
    }
    return text;
  }
}
