package org.mailtrek.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mailtrek.host.TrekException;

/** The changing commands on the directory: each is a runbook of one step. */
final class LdapAct implements Command {

  private final String name;

  LdapAct(String name) {
    this.name = name;
  }

  @Override
  public Shape shape() {
    Shape shape = Shape.changes().flag("--full", "with --plan: list every change");
    return switch (name) {
      case "ldap transplant" ->
          shape
              .flag("--online", "while the server runs (the only way of this release)")
              .flag("--keep-old", "the old names stay beside the new ones, until 'ldap prune'")
              .option("--on-conflict", "stop|new|old", "where old and new names disagree (default: stop)", LdapRewrite.conflicts())
              .example("ldap transplant --plan", "what would change, and every conflict")
              .example("ldap transplant --keep-old --yes", "lay the new names beside the old ones")
              .see("ldap prune", "ldap rewrite", "undo");
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
    call.option("--socket").ifPresent(value -> options.put("socket", value));
    return new Acting(call).runbook(name, options);
  }
}
