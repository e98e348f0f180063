package org.mailtrek.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Names all commands. A command's class is loaded when it is opened, so that the first prompt need not wait for any.
 */
public final class Catalogue {

  /**
   * A command.
   *
   * @param name its full name, words separated by one blank
   * @param group the heading that {@code help} lists it under
   * @param summary one phrase
   * @param opening makes the command
   */
  public record Entry(String name, String group, String summary, Supplier<Command> opening) {

    Entry(String name, String group, String summary) {
      this(name, group, summary, () -> Opening.open(name));
    }

    /** Returns the command itself. */
    public Command open() {
      return opening.get();
    }
  }

  /**
   * A command found at the head of a list of words.
   *
   * @param entry the command
   * @param length how many words its name takes
   */
  public record Found(Entry entry, int length) {}

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final MacroEntries macros;

  /** Lists the commands that every estate has. */
  public Catalogue() {
    this(MacroEntries.NONE);
  }

  /** Lists the commands, and the macros of the estate that a session uses; these are looked up anew each time. */
  public Catalogue(Session session) {
    this(new MacroEntries(session::estateFolder, () -> session.path(".")));
  }

  private Catalogue(MacroEntries macros) {
    this.macros = macros;
    group(
        "estate",
        "estate init", "write an estate.yaml to begin with",
        "estate discover", "write estate.yaml from what the machines have",
        "estate show", "what is declared",
        "estate check", "open all that is declared and say what fails or differs",
        "estate trust", "accept the key of a host over SSH",
        "use", "use another estate",
        "demo", "the main job from nothing, on a practice estate",
        "tour", "a guided first look at a practice estate",
        "check", "the whole checklist",
        "scan", "one line for every object that a change could touch",
        "status", "where you stand and what to do next",
        "simulate", "make a practice estate",
        "simulate stop", "end the servers of a practice estate",
        "fault", "order what goes wrong on a practice estate");
    group(
        "plans",
        "runbook list", "from where to where",
        "runbook show", "a runbook's options and steps",
        "plan", "preview a runbook and keep the plan",
        "plan show", "what a plan would do",
        "plan list", "all plans",
        "rehearse", "try a plan on a copy of the estate",
        "plan export", "a plan for others to read, or for Ansible to run",
        "apply", "carry a plan out",
        "open", "let mail and clients in again",
        "resume", "go on with the unfinished run",
        "undo", "take a run back",
        "run list", "all runs",
        "run show", "what a run did",
        "journal show", "the record of every change",
        "journal verify", "find any edit of the journal",
        "journal accept", "accept what is there in place of a change",
        "journal recover", "make a damaged journal usable again");
    group(
        "points of return",
        "snapshot create", "make a named point to return to",
        "snapshot list", "all snapshots",
        "snapshot show", "when a snapshot was made and what belongs to it",
        "snapshot delete", "delete a snapshot and what was set aside for it",
        "rollback snapshot", "go back to a snapshot");
    group(
        "backup",
        "backup", "keep configuration, directory, database, attachments",
        "backup list", "the backups that were kept",
        "backup show", "what a backup holds",
        "backup verify", "whether backups are as they were made",
        "backup restore", "bring back what a backup holds");
    group(
        "configuration",
        "diff-config", "what becomes of your directives in another release",
        "config takeover", "take configuration files over into another release",
        "config lint", "what a release's programs would do with the files",
        "config get", "the values that the programs work with",
        "config set", "set one directive",
        "config explain", "what a directive means to which release");
    group(
        "Oracle",
        "strategy compare", "the strategies of an upgrade, host by host",
        "statefile check", "what the silent installer would stumble over",
        "statefile write", "a file of answers for the silent installer",
        "statefile edit", "set answers in such a file");
    group(
        "directory",
        "ldap rewrite", "an LDIF file with Kopano's names",
        "ldap survey", "what there is to move",
        "ldap verify", "what was left under old names",
        "ldap transplant", "move the directory to Kopano's names",
        "ldap prune", "remove the old names that were kept",
        "ldap purge", "remove the database from before an offline transplant",
        "ldap sockets", "set the socket of every server object",
        "ldap resources", "say which shared stores are rooms or equipment",
        "ldap schema", "give the directory's server the new schema",
        "ldap indexes", "index the new names in the directory",
        "ldap search", "search the directory",
        "ldap export", "the directory as LDIF",
        "ldap import", "entries and changes from LDIF");
    group(
        "system",
        "services list", "what runs, and what starts at boot",
        "services stop", "stop services of a host",
        "services start", "start services of a host",
        "logs", "what a service has logged",
        "exec", "run a program of a host that only reads",
        "packages list", "what is installed",
        "packages plan", "what the package manager would do",
        "packages repository", "let a host install from a repository",
        "packages unpack", "unpack a download of packages on a host",
        "packages install", "install packages of a host",
        "packages remove", "remove packages of a host",
        "permissions check", "who owns what, and should not",
        "permissions fix", "give files their owners and modes");
    group(
        "database and attachments",
        "identity check", "whom the server would delete or create",
        "database census", "who and what the databases hold",
        "database check", "what would stop the upgrade of the schema",
        "database dump", "write a database into a file",
        "database load", "exchange a database for what a dump holds",
        "attachments survey", "what the attachment store holds",
        "attachments verify", "whether the store has all that the database names",
        "attachments path", "where an attachment lies",
        "attachments extract", "move the attachments out of the database",
        "attachments move", "move the attachments to another folder",
        "attachments purge-lob", "set the rows aside of attachments that are in files",
        "index status", "how far the search index is built",
        "index rebuild", "build the search index anew");
    group(
        "messages",
        "mailbox survey", "what message stores hold",
        "mailbox partitions", "which partition takes which 3.x mail store path",
        "mailbox folders", "find the folders of all users, and note them",
        "mailbox messages", "move messages from one store into another",
        "mailbox open", "move the mail of one user now",
        "mailbox serve", "move each user's mail when the user comes",
        "mailbox status", "how far the move of each user is",
        "mailbox verify", "whether every message is at the target as it was",
        "mailbox recover", "how to recover from a halted upgrade of the maker's",
        "mailbox undo", "take the move of messages back",
        "queue convert", "give the messages of a 3.x queue to Postfix");
    group(
        "hand-over",
        "report", "what was done, for the change ticket",
        "sign-off", "what people have done is done");
    group(
        "working",
        "record start", "record what is typed from here on",
        "record stop", "keep what was recorded",
        "record last", "keep what was typed just now",
        "record list", "transcripts and records",
        "record show", "what was typed, and what came of it",
        "replay", "carry a record out again, and compare",
        "history", "what was typed on this estate: show, find, forget",
        "macro list", "the macros of this estate",
        "macro new", "write the beginning of a macro",
        "macro show", "the text of a macro",
        "macro check", "whether macros can be read and compiled",
        "macro run", "carry a macro out, or a file of one",
        "groovy", "look around with an expression of Groovy",
        "note", "a sentence for the journal",
        "let", "set a variable for the lines that follow",
        "set", "settings of the shell: pager, colour, keys, width",
        "jobs", "what is carried out behind the prompt",
        "attach", "follow a job",
        "cancel", "stop a job",
        "exit", "leave the shell",
        "help", "how to use a command");
  }

  private void group(String group, String... namesAndSummaries) {
    for (int i = 0; i < namesAndSummaries.length; i += 2) {
      entries.put(namesAndSummaries[i], new Entry(namesAndSummaries[i], group, namesAndSummaries[i + 1]));
    }
  }

  /** Returns all commands, in the order of the help. */
  public Collection<Entry> all() {
    List<Entry> own = macros.all().stream().filter(each -> !entries.containsKey(each.name())).toList();
    if (own.isEmpty()) {
      return entries.values();
    }
    List<Entry> all = new ArrayList<>(entries.values());
    all.addAll(own);
    return all;
  }

  /** Returns a command by its full name. */
  public Optional<Entry> named(String name) {
    return Optional.ofNullable(entries.get(name)).or(() -> macros.named(name));
  }

  /** Returns the commands that a word is the first of, such as {@code ldap}. */
  public List<Entry> under(String first) {
    return entries.values().stream().filter(entry -> entry.name().startsWith(first + " ")).toList();
  }

  /** Finds the command that the words begin with: the longest name wins. */
  public Optional<Found> find(List<String> words) {
    if (words.size() > 2 && words.get(0).equals("macro") && words.get(1).equals("run")) {
      Optional<Entry> macro = macros.named(words.get(2));
      if (macro.isPresent()) {
        return Optional.of(new Found(macro.get(), 3));
      }
    }
    for (int length = Math.min(2, words.size()); length > 0; length--) {
      Entry entry = entries.get(String.join(" ", words.subList(0, length)));
      if (entry != null) {
        return Optional.of(new Found(entry, length));
      }
    }
    return words.isEmpty() || words.get(0).contains(".") ? Optional.empty() : macros.named(words.get(0)).map(macro -> new Found(macro, 1));
  }

  /** Returns the names of commands that were probably meant by the words. */
  public List<String> near(List<String> words) {
    if (words.isEmpty()) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    if (words.size() > 1) {
      found.addAll(Near.of(words.get(0) + " " + words.get(1), entries.keySet()));
    }
    if (found.isEmpty()) {
      found.addAll(Near.of(words.get(0), all().stream().map(entry -> entry.name().split(" ")[0]).distinct().toList()));
    }
    return found;
  }
}
