package org.mailtrek.command;

import java.util.List;
import org.mailtrek.check.SchemaReaders;
import org.mailtrek.directory.LdapSurvey;
import org.mailtrek.directory.Replica;
import org.mailtrek.directory.ServerSurvey;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** Looks at the directory before a transplant: what there is to move, what would be in the way, and who reads it by the old names. */
final class LdapSurveying implements Command {

  private static final int SHOWN = 20;

  @Override
  public Shape shape() {
    return Shape.reads()
        .example("ldap survey", "classes, attributes, conflicts, stored filters, replicas, and settings that name the old schema")
        .example("ldap survey --json", "all of it, for a program")
        .see("ldap transplant", "ldap indexes", "ldap search");
  }

  @Override
  public Result run(Call call) throws TrekException {
    View view = call.session().estate().view();
    LdapSurvey found = LdapSurvey.of(view.directory());
    Rows rows = Rows.of("names").text("Kind").id("Name").number("Entries");
    found.classes().forEach((name, count) -> rows.row("class", name, count));
    found.attributes().forEach((name, count) -> rows.row("attribute", name, count));
    Result result = Result.done().fact("entries", "entries", found.entries()).fact("to_move", "to move", found.toMove()).table(rows).fact("conflict_count", "conflicts", found.conflictCount());
    result = listed(result, "conflicts", "! ", found.conflicts());
    result = listed(result, "missing", "! the server's schema lacks ", found.missing());
    result = listed(result, "without_counterpart", "! the new schema has no counterpart of ", found.withoutCounterpart());
    result = listed(result, "refused", "! ", found.refused());
    result = listed(result, "structural", "its structural class is exchanged: ", found.structural());
    result = listed(result, "renamed", "its name changes: ", found.renamed());
    result = listed(result, "filters", "filter of ", found.filters().stream().map(each -> each.dn() + ": " + each.before() + " becomes " + each.after()).toList());
    result = listed(result, "untyped", "a shared store, neither room nor equipment (ldap resources): ", found.untyped());
    result = listed(result, "notes", "note: ", found.notes());
    result = server(result, ServerSurvey.of(view.directory()));
    result = listed(result, "replicas", "replica ", Replica.of(view).stream().map(Replica::toString).toList());
    result = listed(result, "readers", "names the old schema: ", SchemaReaders.of(view, EstateFile.read(call.session().folder())).stream().map(SchemaReaders.Reader::toString).toList());
    result = found.limit().isPresent() ? result.field("limit", found.limit().get()).line("! not everything was read: " + found.limit().get()) : result;
    return found.toMove() > 0 ? result.next("ldap transplant --plan") : result;
  }

  private static Result server(Result result, ServerSurvey server) {
    Result with = server.open() ? result : result.line("  the server's own configuration is not open to us: its access rules, indexes and overlays were not looked at");
    with = listed(with.field("configuration_open", server.open()), "settings", "names the old schema: ",
        server.names().stream().map(each -> each.kind() + " in " + each.entry() + ": " + each.setting() + ": " + each.value() + (each.becomes().equals(each.value()) ? "" : "; write " + each.becomes())).toList());
    return listed(with, "limits", "limit: ", server.limits());
  }

  private static Result listed(Result result, String plural, String before, List<?> items) {
    Result with = result.field(plural, items.stream().map(Object::toString).toList());
    for (Object each : items.subList(0, Math.min(SHOWN, items.size()))) {
      with = with.line("  " + before + each);
    }
    return items.size() > SHOWN ? with.line("  ... and " + (items.size() - SHOWN) + " more: --json lists them") : with;
  }
}
