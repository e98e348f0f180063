package org.mailtrek.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.directory.DirectorySteps;
import org.mailtrek.directory.SlapdPlace;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** The changing commands on the directory: each is a runbook of one step. */
final class LdapAct implements Command {

  private static final Set<String> ONLINE = Set.of("keep-old", "below", "filter", "stop-on-refusal", "fast");

  private final String name;

  LdapAct(String name) {
    this.name = name;
  }

  @Override
  public Shape shape() {
    Shape shape = Shape.changes()
        .flag("--full", "with --plan: list every change")
        .flag("--diff", "with --plan: what goes behind -, what comes behind +")
        .options("--override", "GUARD", "pass over a guard, by name", EngineOffers.guards())
        .option("--because", "TEXT", "why the guard is passed over; journal and report show it", Offers.words("'agreed with ...': your reason"));
    return switch (name) {
      case "ldap transplant" ->
          shape
              .flag("--online", "while the server runs (default)")
              .flag("--offline", "while slapd is stopped: by its own tools, into a new database beside the old one")
              .either("--online", "--offline")
              .flag("--fast", "slapd does not wait for the disk meanwhile: behind a backup, where cn=config is open")
              .option("-b", "--base", "DN", "only what lies there", DirectoryOffers.names())
              .option("--filter", "FILTER", "only entries that match", DirectoryOffers.filters())
              .flag("--stop-on-refusal", "stop at the first entry that the server refuses (default: go on, and list them)")
              .flag("--keep-old", "the old names stay beside the new ones, until 'ldap prune'")
              .option("--replicas", "reload|follow", "with --offline: people load each replica anew (default), or entries get new change numbers and replicas follow", Offers.oneOf("reload: people load each anew", "follow: they fetch what changed"))
              .option("--on-conflict", "stop|new|old", "where old and new names disagree (default: stop)", LdapRewrite.conflicts())
              .example("ldap transplant --plan", "what would change, and every conflict")
              .example("ldap transplant --keep-old --yes", "lay the new names beside the old ones")
              .example("ldap transplant --fast", "several times as quick where the disk is slow")
              .example("ldap transplant --offline", "stop slapd, load a new database, exchange the two, start slapd")
              .see("ldap prune", "ldap purge", "ldap rewrite", "undo");
      case "ldap purge" ->
          shape
              .example("ldap purge --plan", "where the old database is")
              .example("ldap purge --yes", "remove what 'ldap transplant --offline' left beside the new database")
              .see("ldap transplant", "undo");
      case "ldap schema" ->
          shape
              .example("ldap schema --plan", "whether the server lacks something of the new schema")
              .example("ldap schema --yes", "install it through cn=config; on every replica before the transplant")
              .see("ldap transplant", "ldap indexes", "ldap survey");
      case "ldap indexes" ->
          shape
              .flag("--remove-old", "remove the indexes of the old names")
              .example("ldap indexes --plan", "which indexes the new names lack")
              .example("ldap indexes --yes", "add them through cn=config, while slapd serves; where slapd.conf is declared, in it and by slapindex, while slapd is stopped")
              .example("ldap indexes --remove-old", "after the transplant")
              .see("ldap transplant", "ldap schema", "undo");
      case "ldap prune" ->
          shape
              .option("--on-conflict", "stop|new|old", "where old and new names disagree (default: stop)", LdapRewrite.conflicts())
              .example("ldap prune --plan", "which old names would go")
              .example("ldap prune --yes", "without asking, for scripts")
              .see("ldap transplant", "undo");
      default ->
          shape
              .option("--socket", "PATH", "the socket (default: /var/run/kopano/server.sock)", Offers.words("/var/run/kopano/server.sock: Kopano's", "/var/run/zarafa: Zarafa's"))
              .example("ldap sockets --plan", "which server objects would change")
              .example("ldap sockets --socket /run/kopano/server.sock", "another socket")
              .see("ldap transplant", "undo");
    };
  }

  @Override
  public Result run(Call call) throws TrekException {
    Map<String, String> options = new LinkedHashMap<>();
    if (call.has("--keep-old")) {
      options.put("keep-old", "yes");
    }
    call.option("--on-conflict").ifPresent(value -> options.put("on-conflict", value));
    call.option("--replicas").ifPresent(value -> options.put("replicas", value));
    call.option("--socket").ifPresent(value -> options.put("socket", value));
    if (call.has("--remove-old")) {
      options.put("remove-old", "yes");
    }
    call.option("--base").ifPresent(value -> options.put("below", value));
    call.option("--filter").ifPresent(value -> options.put("filter", value));
    if (call.has("--stop-on-refusal")) {
      options.put("stop-on-refusal", "yes");
    }
    if (call.has("--fast")) {
      options.put("fast", "yes");
    }
    if (call.has("--offline")) {
      if (options.keySet().stream().anyMatch(ONLINE::contains)) {
        throw TrekException.at(name).kind(TrekException.Kind.USAGE).found("--offline moves the whole database: it goes with --on-conflict and --replicas only").next("help ldap transplant");
      }
      options.put("way", "offline");
    }
    if (call.has("--offline")) {
      SlapdPlace place = StoppedDirectory.place(call);
      boolean unread = call.has("--yes") && !call.has("--plan");
      Optional<Map<String, String>> needed = StoppedDirectory.offline(call.session().estate().view(), place, unread);
      if (needed.isEmpty()) {
        return Result.nothing("no entry below " + place.suffix() + " has an old name: slapd on " + place.host() + " is left as it is");
      }
      options.putAll(needed.get());
    } else if (call.option("--replicas").isPresent()) {
      throw TrekException.at(name).kind(TrekException.Kind.USAGE).found("--replicas goes with --offline: while slapd runs, replicas follow").next("help ldap transplant");
    } else if (name.equals("ldap indexes") && StoppedDirectory.isFile(call)) {
      SlapdPlace place = StoppedDirectory.place(call);
      View view = call.session().estate().view();
      if (!DirectorySteps.indexes(view, place, call.has("--remove-old"))) {
        return Result.nothing("the indexes in " + place.configuration() + " are as they should be: slapd on " + place.host() + " is left as it is");
      }
      options.put("way", "offline");
      options.putAll(StoppedDirectory.withRunning(view, place));
    } else if (name.equals("ldap purge")) {
      options.putAll(StoppedDirectory.options(StoppedDirectory.place(call)));
    }
    return new Acting(call).runbook(name, options);
  }
}
