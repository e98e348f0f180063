package org.mailtrek.command;

import java.util.Collection;
import java.util.Map;
import org.mailtrek.host.TrekException;
import org.mailtrek.macro.MacroRun;

/** Evaluates an expression of Groovy on what macros see; only reads. */
final class GroovyCommand implements Command {

  private static final int SHOWN = 1_000;

  @Override
  public Shape shape() {
    return Shape.reads()
        .takes("EXPRESSION", "Groovy, best in '...'; hosts, files, configuration, directory, database, plans and snapshots can be read",
            Offers.words("hosts: the hosts", "files: files of hosts", "configuration: directives", "directory: entries", "database: people, stores, rows", "attachments: how many", "plans: what was planned", "snapshots: points to return to"))
        .mayTakeMany("MORE", "the rest of it, where blanks are in it", Offers.words("directory: entries", "hosts: the hosts"))
        .example("groovy 'hosts*.name'", "the hosts")
        .example("groovy 'directory.search(\"(objectClass=zarafa-user)\").size()'", "how many people there are")
        .see("macro new", "macro list");
  }

  @Override
  public Result run(Call call) throws TrekException {
    MacroRun run = MacroRun.expression(String.join(" ", call.words()), call.session().estate().view(), new MacroOutside(call.session()));
    Result result = MacroParts.result(run);
    Object value = run.value();
    if (value instanceof Map<?, ?> map) {
      Rows rows = Rows.of("values").id("Key").text("Value");
      map.entrySet().stream().limit(SHOWN).forEach(each -> rows.row(String.valueOf(each.getKey()), String.valueOf(each.getValue())));
      return result.table(rows);
    }
    if (value instanceof Collection<?> all) {
      Rows rows = Rows.of("values").id("Value");
      all.stream().limit(SHOWN).forEach(each -> rows.row(String.valueOf(each)));
      return (all.size() > SHOWN ? result.line("! the first " + SHOWN + " of " + all.size()) : result).table(rows);
    }
    return result.field("value", value instanceof Number || value instanceof Boolean ? value : String.valueOf(value)).line(String.valueOf(value));
  }
}
