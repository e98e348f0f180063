package org.mailtrek.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.check.Census;
import org.mailtrek.config.Release;
import org.mailtrek.database.DatabaseSteps;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.UpgradeSign;
import org.mailtrek.runbook.kopano.Schemas;

/** Counts what the databases hold, or says what would stop the upgrade of their schema. */
final class DatabaseLook implements Command {

  private static final String USUAL_TARGET = "8.7.25";

  private final boolean census;

  DatabaseLook(boolean census) {
    this.census = census;
  }

  @Override
  public Shape shape() {
    return census
        ? Shape.reads()
            .flag("--names", "also every name: users, groups, stores, orphans, memberships, rights")
            .example("database census", "users, groups, stores, orphans, rights, attachments, and the objects of each owner")
            .example("database census --names", "each by name; 'check' compares them with those from before the migration")
            .see("check", "database check")
        : Shape.reads()
            .example("database check", "version, schema, server, and what would stop the upgrade, each with how it is mended")
            .example("database check --json", "exit 2 when something would stop it")
            .see("database census");
  }

  @Override
  public Result run(Call call) throws TrekException {
    List<Declaration.Product> products = EstateFile.read(call.session().folder()).products().stream().filter(each -> each.database().isPresent()).toList();
    return census ? census(call, products) : check(call, products);
  }

  private static Result census(Call call, List<Declaration.Product> products) throws TrekException {
    Rows categories = Rows.of("categories").id("Host").text("Category").number("Count");
    Rows amounts = Rows.of("amounts").id("Host").text("Category").text("Of").number("Count");
    Rows names = Rows.of("names").id("Host").text("Category").text("Name");
    for (Declaration.Product product : products) {
      Census found = Census.of(call.session().estate().view(), product.host());
      found.counts().forEach((category, count) -> categories.row(product.host(), category, count));
      found.amounts().forEach((category, all) -> all.forEach((of, count) -> amounts.row(product.host(), category, of, count)));
      found.names().forEach((category, all) -> all.forEach(name -> names.row(product.host(), category, name)));
    }
    Result result = Result.done().table(categories).table(amounts);
    return call.has("--names") ? result.table(names) : result;
  }

  private static Result check(Call call, List<Declaration.Product> products) throws TrekException {
    Rows rows = Rows.of("signs").id("Host").text("What").text("Found").text("Mended by");
    Result result = Result.done();
    List<String> stops = new ArrayList<>();
    for (Declaration.Product product : products) {
      DatabaseView database = call.session().estate().view().database(product.host());
      Release to = target(EstateFile.read(call.session().folder()), product);
      result = result.fact("server", "server", database.serverVersion()).fact("target", "to be raised by", to.toString());
      Optional<DatabaseView.StoredVersion> version = database.storedVersion();
      if (version.isPresent()) {
        result = result.fact("stored", "last opened by", words(version.get()));
      }
      for (UpgradeSign sign : DatabaseSteps.signs(database, Schemas.oldest(to), Schemas.highest(to))) {
        rows.row(product.host(), sign.stops() ? "stops" : "know", sign.found(), sign.mend());
        if (sign.stops()) {
          stops.add(sign.found());
        }
      }
    }
    result = rows.count() == 0 ? result : result.table(rows);
    result = result.field("stop_signs", stops);
    return stops.isEmpty()
        ? result.line("nothing would stop the upgrade of the schema")
        : result.outcome(Outcome.DIFFERENT).line("! " + stops.size() + (stops.size() == 1 ? " thing" : " things") + " would stop the upgrade of the schema");
  }

  private static Release target(Declaration declared, Declaration.Product product) throws TrekException {
    Optional<String> target = declared.target().filter(each -> each.product().equals("kc")).map(Declaration.Target::version);
    String own = product.product().equals("kc") ? product.version() : USUAL_TARGET;
    return ConfigFolder.release("version", "kc-" + target.orElse(own));
  }

  private static String words(DatabaseView.StoredVersion found) {
    return found.major() + "." + found.minor() + "." + found.micro() + ", schema " + found.schema();
  }
}
