package org.mailtrek.command;

import java.util.List;
import java.util.Optional;
import org.mailtrek.attachments.AttachmentSurvey;
import org.mailtrek.attachments.Layout;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Looks at the attachment store: what it holds, whether it is complete, where one lies. */
final class Attachments implements Command {

  private final String name;

  Attachments(String name) {
    this.name = name;
  }

  @Override
  public Shape shape() {
    return switch (name) {
      case "attachments path" ->
          Shape.reads()
              .takes("ID", "number of the attachment", Offers.numbers(1, 100, 1000))
              .example("attachments path 1234", "where attachment 1234 lies, plain or compressed")
              .example("attachments path 1234 --json", "for a program")
              .see("attachments survey");
      case "attachments verify" ->
          Shape.reads()
              .example("attachments verify", "exit 4 when the database names one that the store lacks")
              .example("attachments verify --json", "for a program")
              .see("attachments survey");
      default -> Shape.reads().example("attachments survey", "how many, how large, what is missing").example("attachments survey --json", "for a program").see("attachments verify", "database census");
    };
  }

  /** Returns the store in force on a host: the target's once it is there. */
  static HostPath store(HostView host, Declaration declared, Declaration.Product product) throws TrekException {
    HostPath old = product.places().attachments().orElse(HostPath.of("/var/lib/zarafa/attachments"));
    Optional<HostPath> target = declared.target().flatMap(each -> each.places().attachments());
    return host.stat(old).isEmpty() && target.isPresent() ? target.get() : old;
  }

  @Override
  public Result run(Call call) throws TrekException {
    Declaration declared = EstateFile.read(call.session().folder());
    View view = call.session().estate().view();
    Result result = Result.done();
    boolean complete = true;
    for (Declaration.Product product : declared.products().stream().filter(each -> each.database().isPresent()).toList()) {
      HostView host = view.host(product.host());
      HostPath top = store(host, declared, product);
      if (name.equals("attachments path")) {
        result = path(result, host, new Layout(top), call.words().get(0));
      } else {
        AttachmentSurvey survey = AttachmentSurvey.of(host, top, view.database(product.host()));
        complete &= survey.complete();
        result = survey(result, product.host() + ":" + top, survey);
      }
    }
    return name.equals("attachments verify") && !complete ? result.outcome(Outcome.DIFFERENT).exit(Exit.LEFT) : result;
  }

  private static Result path(Result result, HostView host, Layout layout, String typed) throws TrekException {
    if (!typed.matches("[0-9]{1,18}")) {
      throw TrekException.at("attachments path").kind(TrekException.Kind.USAGE).found("'" + typed + "' is no number").next("attachments path 1234");
    }
    long id = Long.parseLong(typed);
    for (HostPath each : List.of(layout.plain(id), layout.compressed(id))) {
      if (host.stat(each).isPresent()) {
        return result.fact("path", "path", host.name() + ":" + each);
      }
    }
    return result.outcome(Outcome.DIFFERENT).exit(Exit.LEFT).fact("path", "missing, would be", host.name() + ":" + layout.plain(id));
  }

  private static Result survey(Result result, String where, AttachmentSurvey survey) {
    Rows rows = Rows.of("stores").text("Store").number("Named").number("Found").number("Files").bytes("Size").number("Compressed").number("Missing").number("Orphaned").number("Doubled").number("Strange");
    rows.row(where, survey.referenced(), survey.found(), survey.files(), survey.bytes(), survey.compressed(), survey.missing().count(), survey.orphaned().count(), survey.doubled().count(), survey.strange().count());
    Result all = result.table(rows);
    if (survey.missing().count() > 0) {
      all = all.line("! missing: " + survey.missing());
    }
    return survey.doubled().count() > 0 ? all.line("! doubled: " + survey.doubled()) : all;
  }
}
