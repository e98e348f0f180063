package org.mailtrek.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.ServerConfiguration;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;
import org.mailtrek.system.Permissions;

/** Compares owners and modes with what the mail server needs, and sets them. */
final class PermissionsLook implements Command {

  private final boolean fix;

  PermissionsLook(boolean fix) {
    this.fix = fix;
  }

  @Override
  public Shape shape() {
    return fix
        ? Shape.changes()
            .mayTake("HOST", "the host; may be left out where only one has a mail server", Offers.hosts())
            .flag("--full", "with --plan: list every change")
        .flag("--diff", "with --plan: what goes behind -, what comes behind +")
            .example("permissions fix", "what deviates, and nothing else; undo gives each file what it had")
            .example("permissions fix mail1 --plan", "only look")
            .see("permissions check", "undo")
        : Shape.reads()
            .mayTake("HOST", "this host only", Offers.hosts())
            .example("permissions check", "exit 2 when something deviates")
            .example("permissions check mail1 --json", "for a program")
            .see("permissions fix");
  }

  @Override
  public Result run(Call call) throws TrekException {
    List<EstateConfig.Place> places = EstateConfig.places(call.session()).stream().filter(each -> call.word(0).map(each.host()::equals).orElse(true)).toList();
    if (places.isEmpty()) {
      throw TrekException.at("estate.yaml: products").kind(TrekException.Kind.ESTATE).found("no Zarafa or Kopano server is declared" + call.word(0).map(each -> " on " + each).orElse("")).next("estate show");
    }
    if (fix && places.size() > 1) {
      throw TrekException.at("permissions fix").kind(TrekException.Kind.USAGE).found("several hosts have a mail server").next("permissions fix " + places.get(0).host());
    }
    if (fix) {
      return new Acting(call).runbook("permissions fix", options(call.session(), places.get(0)));
    }
    View view = call.session().estate().view();
    Rows rows = Rows.of("deviations").id("Host").id("Place").id("Has").number("Objects").id("Shall have");
    List<String> examples = new ArrayList<>();
    for (EstateConfig.Place place : places) {
      add(permissions(options(call.session(), place)), view, rows, examples);
    }
    Result result = Result.done().table(rows);
    for (String each : examples) {
      result = result.line("  " + each);
    }
    return examples.isEmpty() ? Result.done("owners and modes are as they shall be").field("deviations", List.of()) : result.outcome(Outcome.PLANNED);
  }

  private static void add(Permissions wanted, View view, Rows rows, List<String> examples) throws TrekException {
    for (Permissions.Found found : wanted.check(view)) {
      Permissions.Place place = found.place();
      String rule = place.rule().owner() + place.rule().folderMode().map(mode -> ", folders " + Integer.toOctalString(mode)).orElse("") + place.rule().fileMode().map(mode -> ", files " + Integer.toOctalString(mode)).orElse("");
      found.groups().forEach((has, count) -> rows.row(wanted.host(), place.path().toString(), has, count, rule));
      examples.addAll(found.examples());
    }
  }

  /** Returns what the runbook is told: the places and the account, as the configuration in force says. */
  private static Map<String, String> options(Session session, EstateConfig.Place place) throws TrekException {
    Declaration declared = EstateFile.read(session.folder());
    boolean kopano = place.release().product().equals("kc");
    String product = kopano ? "kopano" : "zarafa";
    ServerConfiguration server = ServerConfiguration.read(Catalogue.open(), session.estate().view().host(place.host()), place.folder(), place.release());
    Declaration.Places old = declared.product(place.host()).orElseThrow().places();
    Optional<HostPath> index = kopano && declared.target().isPresent() ? declared.target().get().places().index() : old.index();
    Map<String, String> options = new LinkedHashMap<>();
    options.put("host", place.host());
    options.put("product", product);
    options.put("user", account(server, "run_as_user", product));
    options.put("group", account(server, "run_as_group", product));
    options.put("log-group", logGroup(session.estate().view().host(place.host()), product, options.get("group")));
    options.put("config", place.folder().toString());
    options.put("attachments", server.value("attachment_path").filter(each -> each.startsWith("/")).orElse("/var/lib/" + product + "/attachments"));
    options.put("index", index.map(HostPath::toString).orElse("/var/lib/" + product + "/search"));
    return options;
  }

  /** Debian's packages let the administrators' group read the logs: it stays where it does. */
  private static String logGroup(HostView machine, String product, String usual) throws TrekException {
    Optional<FileState> logs = machine.stat(HostPath.of("/var/log/" + product));
    OptionalInt readers = machine.accounts().gid("adm");
    return logs.isPresent() && readers.isPresent() && logs.get().gid() == readers.getAsInt() ? "adm" : usual;
  }

  private static String account(ServerConfiguration server, String directive, String product) {
    String set = server.value(directive).orElse(product.equals("kopano") ? "kopano" : "").strip();
    return set.isEmpty() ? "root" : set;
  }

  /** Returns what the options of the runbook mean. */
  static Permissions permissions(Map<String, String> options) throws TrekException {
    return Permissions.of(
        options.get("host"),
        options.get("product"),
        new Owner(options.get("user"), options.get("group")),
        options.get("log-group"),
        HostPath.parse(options.get("config")),
        List.of(HostPath.parse(options.get("attachments")), HostPath.parse(options.get("index"))));
  }
}
