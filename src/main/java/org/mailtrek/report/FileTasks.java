package org.mailtrek.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.engine.change.Folder;
import org.mailtrek.engine.change.Link;
import org.mailtrek.engine.change.LinkedCopy;
import org.mailtrek.engine.change.Ownership;
import org.mailtrek.engine.change.Removal;
import org.mailtrek.engine.change.Rename;
import org.mailtrek.engine.change.StagedMove;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Files, folders, links, their moves and owners, as tasks. Each can be run again: what is done already is left as it is. */
final class FileTasks {

  private final Bundle bundle;
  private final String aside;

  FileTasks(Bundle bundle, String aside) {
    this.bundle = bundle;
    this.aside = aside;
  }

  /** Returns what writes a file: exact bytes, or a template where it holds secrets; both checked by digest. */
  Task content(FileContent change) throws TrekException {
    if (!change.after().attributes().isEmpty()) {
      throw Bundle.refused(change, "has extended attributes, which no task of Ansible gives");
    }
    String path = Bundle.plain(change, change.path());
    byte[] bytes = bundle.content(change);
    Optional<Vault.Template> template = bundle.vault().template(bytes);
    String source = bundle.file(change.host(), path, template.map(Vault.Template::source).orElse(bytes), template.isPresent());
    Task task = Task.of("Write " + path + " (" + change.summary() + ")", template.isPresent() ? "template" : "copy", "src", source, "dest", path,
        "owner", change.after().owner().user(), "group", change.after().owner().group(), "mode", mode(change.after().mode()));
    if (template.isEmpty()) {
      return task;
    }
    bundle.mustBe(source, template.get().encoding(), bytes);
    return task.argument("output_encoding", template.get().encoding()).with("no_log", true).with("diff", false);
  }

  Task folder(Folder change) throws TrekException {
    String path = Bundle.plain(change, change.path());
    return Task.of("Make the folder " + path, "file", "path", path, "state", "directory", "owner", change.owner().user(), "group", change.owner().group(), "mode", mode(change.mode()));
  }

  Task link(Link change) throws TrekException {
    String target = change.after().target().text().orElseThrow(() -> Bundle.refused(change, "points to a name that is no text"));
    return Task.of("Link " + Bundle.plain(change, change.path()), "file", "path", Bundle.plain(change, change.path()), "src", target, "state", "link", "force", true, "follow", false);
  }

  /** Returns what takes something away: into a hidden name beside it, so that people can bring it back. */
  Task removal(Removal change) throws TrekException {
    String path = Bundle.plain(change, change.path());
    return Task.command("Set " + path + " aside", List.of("mv", "-nT", "--", path, aside(change.path())), "removes", path);
  }

  private String aside(HostPath path) {
    return path.parent().resolve("." + path.name() + "." + aside).toString();
  }

  Task rename(Rename change) throws TrekException {
    String from = Bundle.plain(change, change.from());
    String to = Bundle.plain(change, change.to());
    return Task.command("Move " + from + " to " + to, List.of("mv", "-nT", "--", from, to), "creates", to);
  }

  /** Returns what copies, compares, and sets the source aside: the target appears under its name only when it is whole. */
  List<Task> stagedMove(StagedMove change) throws TrekException {
    String from = Bundle.plain(change, change.from());
    String to = Bundle.plain(change, change.to());
    String draft = aside(change.to());
    return List.of(
        Task.command("Copy " + from + " beside " + to, List.of("cp", "-aT", "--reflink=auto", "--", from, draft), "creates", to),
        Task.command("Compare the copy of " + from, List.of("diff", "-rq", "--no-dereference", "--", from, draft), "creates", to).with("changed_when", false),
        Task.command("Give the copy its name " + to, List.of("mv", "-nT", "--", draft, to), "creates", to),
        Task.command("Set " + from + " aside", List.of("mv", "-nT", "--", from, aside(change.from())), "removes", from));
  }

  Task linkedCopy(LinkedCopy change) throws TrekException {
    String from = Bundle.plain(change, change.from());
    String to = Bundle.plain(change, change.to());
    return Task.command("Back " + from + " up by hard links in " + to, List.of("cp", "-alT", "--", from, to), "creates", to);
  }

  /** Returns what gives owners and modes to those objects that lack them, and to no others. */
  List<Task> ownership(Ownership change) throws TrekException {
    String path = Bundle.plain(change, change.path());
    Ownership.Rule rule = change.rule();
    String user = rule.owner().user();
    String group = rule.owner().group();
    List<Task> tasks = new ArrayList<>();
    List<String> strangers = new ArrayList<>(List.of("(", "!", "-user", user, "-o", "!", "-group", group, ")"));
    tasks.add(found(change, "Give " + path + " to " + rule.owner(), strangers, List.of("chown", "-h", user + ":" + group)));
    rule.folderMode().ifPresent(mode -> tasks.add(found(change, "Give folders the mode " + mode(mode) + " in " + path, List.of("-type", "d", "!", "-perm", mode(mode)), List.of("chmod", mode(mode)))));
    if (rule.fileMode().isPresent()) {
      int mode = rule.fileMode().get();
      int runs = mode | (mode & 0444) >> 2;
      List<String> kind = rule.executable() ? List.of("-type", "f", "!", "-perm", "-u+x") : List.of("-type", "f");
      tasks.add(found(change, "Give files the mode " + mode(mode) + " in " + path, with(kind, "!", "-perm", mode(mode)), List.of("chmod", mode(mode))));
      if (rule.executable()) {
        tasks.add(found(change, "Give programs the mode " + mode(runs) + " in " + path, List.of("-type", "f", "-perm", "-u+x", "!", "-perm", mode(runs)), List.of("chmod", mode(runs))));
      }
    }
    return tasks;
  }

  private static Task found(Ownership change, String name, List<String> which, List<String> act) {
    List<String> words = new ArrayList<>(List.of("find", change.path().toString()));
    if (!change.tree()) {
      words.addAll(List.of("-maxdepth", "0"));
    }
    if (!change.rule().linked()) {
      words.addAll(List.of("(", "!", "-type", "f", "-o", "-links", "1", ")"));
    }
    words.addAll(which);
    words.add("-exec");
    words.addAll(act);
    words.addAll(List.of("{}", "+", "-print"));
    return Task.command(name, words).with("register", "found").with("changed_when", "found.stdout != ''");
  }

  private static List<String> with(List<String> words, String... more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(more));
    return all;
  }

  static String mode(int mode) {
    return String.format(Locale.ROOT, "%04o", mode);
  }
}
