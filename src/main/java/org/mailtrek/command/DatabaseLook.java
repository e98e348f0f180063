package org.mailtrek.command;

import java.util.List;
import java.util.Optional;
import org.mailtrek.check.Census;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.TrekException;

/** Counts what the databases hold, or says what would stop the upgrade of their schema. */
final class DatabaseLook implements Command {

  private final boolean census;

  DatabaseLook(boolean census) {
    this.census = census;
  }

  @Override
  public Shape shape() {
    return census
        ? Shape.reads().example("database census", "users, groups, stores and memberships, by name").example("database census --json", "to compare before and after").see("check", "database check")
        : Shape.reads().example("database check", "schema, server, and what would stop the upgrade").example("database check --json", "exit 2 when something would").see("database census");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Result result = Result.done();
    boolean stopped = false;
    for (Declaration.Product product : EstateFile.read(call.session().folder()).products().stream().filter(each -> each.database().isPresent()).toList()) {
      if (census) {
        Rows rows = Rows.of("categories").id("Host").text("Category").number("Count");
        Census.of(call.session().estate().view(), product.host()).counts().forEach((name, count) -> rows.row(product.host(), name, count));
        result = result.table(rows);
      } else {
        DatabaseView database = call.session().estate().view().database(product.host());
        Optional<DatabaseView.StoredVersion> version = database.storedVersion();
        List<String> signs = database.stopSigns();
        result = result.fact("server", "server", database.serverVersion());
        result = version.map(found -> found.major() + "." + found.minor() + "." + found.micro() + ", schema " + found.schema()).isPresent() ? result.fact("stored", "last opened by", words(version.get())) : result.line("! no version is stored");
        result = result.field("stop_signs", signs);
        for (String sign : signs) {
          result = result.line("! " + sign);
        }
        stopped |= !signs.isEmpty() || version.isEmpty();
      }
    }
    return stopped ? result.outcome(Outcome.DIFFERENT) : census ? result : result.line("nothing would stop the upgrade of the schema");
  }

  private static String words(DatabaseView.StoredVersion found) {
    return found.major() + "." + found.minor() + "." + found.micro() + ", schema " + found.schema();
  }
}
