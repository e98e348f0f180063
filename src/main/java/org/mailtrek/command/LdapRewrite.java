package org.mailtrek.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.mailtrek.directory.LdifReport;
import org.mailtrek.directory.LdifRewrite;
import org.mailtrek.directory.Policy;
import org.mailtrek.directory.SchemaMap;
import org.mailtrek.host.TrekException;

/** Rewrites an LDIF file from Zarafa's names to Kopano's. */
final class LdapRewrite implements Command {

  @Override
  public Shape shape() {
    return Shape.writes()
        .takes("IN.ldif", "the file to read; - for standard input", Offers.files())
        .takes("OUT.ldif", "the file to write; - for standard output", Offers.files())
        .option("--on-conflict", "stop|new|old", "where old and new names disagree (default: stop)", conflicts())
        .example("ldap rewrite export.ldif kopano.ldif", "the output appears whole or not at all")
        .example("ldap rewrite - - --on-conflict new", "as a filter")
        .see("ldap transplant", "ldap export");
  }

  /** Offers what can be done where old and new names disagree. */
  static Values conflicts() {
    return Offers.oneOf("stop: list every conflict, change nothing", "new: keep the value under the new name", "old: keep the value under the old name");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Policy.OnConflict conflict = Policy.OnConflict.valueOf(call.oneOf("--on-conflict", "stop", "stop", "new", "old").toUpperCase(Locale.ROOT));
    LdifRewrite rewrite = new LdifRewrite(SchemaMap.standard(), new Policy(conflict, Policy.Mode.MOVE));
    String in = call.words().get(0);
    String out = call.words().get(1);
    if (!in.equals("-")) {
      return result(call, rewritten(call, rewrite, call.session().path(in), in, out), out);
    }
    Path spool = LdifRewrite.spool(call.talk().input());
    try {
      return result(call, rewritten(call, rewrite, spool, "standard input", out), out);
    } finally {
      remove(spool);
    }
  }

  private static LdifReport rewritten(Call call, LdifRewrite rewrite, Path in, String name, String out) throws TrekException {
    return out.equals("-") ? rewrite.rewrite(in, name, call.talk().data()) : rewrite.rewrite(in, call.session().path(out));
  }

  private static void remove(Path spool) throws TrekException {
    try {
      Files.deleteIfExists(spool);
    } catch (IOException e) {
      throw TrekException.at(spool).kind(TrekException.Kind.PARTLY).found("can't be removed: " + e.getMessage()).because(e).next("remove it: it holds what was read");
    }
  }

  private static Result result(Call call, LdifReport report, String out) throws TrekException {
    report.notes().forEach(note -> call.talk().say("note: " + note));
    if (!report.written()) {
      report.conflicts().forEach(conflict -> call.talk().say("! " + conflict));
      throw TrekException.at("ldap rewrite").found(report.conflictCount() + " conflicts").next("--on-conflict new or old, or mend the entries");
    }
    String said = report.records() + " records, " + report.changed() + " changed";
    Result result = Result.done().changes(report.changed()).field("records", report.records()).field("conflicts", report.conflictCount());
    if (out.equals("-")) {
      call.talk().say(said);
      return result;
    }
    return result.line(out + ": " + said);
  }
}
