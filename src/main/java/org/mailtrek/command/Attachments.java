package org.mailtrek.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.attachments.AttachmentSurvey;
import org.mailtrek.attachments.HashedStore;
import org.mailtrek.attachments.Layout;
import org.mailtrek.attachments.RowSurvey;
import org.mailtrek.attachments.StoredName;
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
              .takes("ID", "number of the attachment, or a path or key of a store", Offers.words("1000: a number", "7/16/1234567.gz: a path in a store"))
              .example("attachments path 1234", "where attachment 1234 lies, plain or compressed")
              .example("attachments path 7/16/1234567.gz", "which attachment that is, in whatever layout")
              .see("attachments survey");
      case "attachments verify" ->
          Shape.reads()
              .flag("--names", "look at names only, which is quickest: no sizes, no owners")
              .either("--names", "--content")
              .flag("--content", "read every file to its end, unpack it, and compare it with its rows where these are still in the database")
              .example("attachments verify", "exit 4 when the database names one that the store lacks, or that is there twice")
              .example("attachments verify --content", "also when one is damaged")
              .see("attachments survey", "attachments extract");
      default -> Shape.reads().example("attachments survey", "how many, how large, what is missing").example("attachments survey --json", "for a program").see("attachments verify", "database census");
    };
  }

  /** Returns the store in force on a host: the target's once it is there, and where the declared one was moved away, that of the server's configuration. */
  static HostPath store(View view, Declaration declared, Declaration.Product product) throws TrekException {
    HostView host = view.host(product.host());
    HostPath old = product.places().attachments().orElse(HostPath.of("/var/lib/zarafa/attachments"));
    Optional<HostPath> target = declared.target().flatMap(each -> each.places().attachments());
    if (host.stat(old).isPresent()) {
      return old;
    }
    for (EstateConfig.Place each : target.isPresent() ? List.<EstateConfig.Place>of() : EstateConfig.places(view, declared)) {
      if (each.host().equals(product.host()) && host.stat(each.folder().resolve("server.cfg")).isPresent()) {
        return AttachmentActs.store(view, each, "");
      }
    }
    return target.orElse(old);
  }

  @Override
  public Result run(Call call) throws TrekException {
    Declaration declared = EstateFile.read(call.session().folder());
    if (name.equals("attachments path") && !call.words().get(0).matches("[0-9]+")) {
      return named(call.words().get(0));
    }
    View view = call.session().estate().view();
    Result result = Result.done();
    boolean complete = true;
    for (Declaration.Product product : declared.products().stream().filter(each -> each.database().isPresent()).toList()) {
      HostView host = view.host(product.host());
      HostPath top = store(view, declared, product);
      String storage = view.database(product.host()).setting("attachment_storage").map(value -> new String(value, StandardCharsets.UTF_8)).orElse("files");
      Optional<HashedStore> hashed = storage.equals(HashedStore.STORAGE) ? Optional.of(new HashedStore(host, top, view.database(product.host()))) : Optional.empty();
      Layout layout = Layout.of(top, storage).orElse(new Layout(top));
      if (storage.equals("database") && !name.equals("attachments path")) {
        RowSurvey rows = RowSurvey.of(view.database(product.host()).attachmentRows());
        complete &= rows.damaged().count() == 0;
        result = rows(result, product.host() + ": " + view.database(product.host()).url(), rows);
      } else if (!name.equals("attachments path") && Layout.of(top, storage).isEmpty() && hashed.isEmpty()) {
        throw TrekException.at(product.host() + ": attachment_storage").kind(TrekException.Kind.REFUSED).found("the attachments are in '" + storage + "', which is recognised and not looked through").next("attachments path NAME tells what a name of it means");
      } else if (name.equals("attachments path")) {
        String typed = call.words().get(0);
        result = hashed.isPresent() ? path(result, host, hashed.get(), typed) : storage.equals("s3") ? key(result, top, typed) : path(result, host, layout, typed);
      } else {
        AttachmentSurvey survey = hashed.isPresent() ? hashed.get().survey(depth(call)) : AttachmentSurvey.of(host, layout, view.database(product.host()), depth(call));
        complete &= survey.complete();
        result = survey(result, product.host() + ":" + top, survey, hashed.isPresent() ? AttachmentSurvey.Depth.OBJECTS : depth(call));
      }
    }
    return name.equals("attachments verify") && !complete ? result.outcome(Outcome.DIFFERENT).exit(Exit.LEFT) : result;
  }

  private AttachmentSurvey.Depth depth(Call call) {
    boolean verify = name.equals("attachments verify");
    return verify && call.has("--names") ? AttachmentSurvey.Depth.NAMES : verify && call.has("--content") ? AttachmentSurvey.Depth.CONTENTS : AttachmentSurvey.Depth.OBJECTS;
  }

  private static long id(String typed) throws TrekException {
    if (!typed.matches("[0-9]{1,18}")) {
      throw TrekException.at("attachments path").kind(TrekException.Kind.USAGE).found("'" + typed + "' is no number").next("attachments path 1234");
    }
    return Long.parseLong(typed);
  }

  private static Result key(Result result, HostPath top, String typed) throws TrekException {
    return result.fact("key", "key", top + "/" + id(typed) + ", or the same with .gz").fact("note", "note", "in a bucket of S3, which is not looked into");
  }

  private static Result path(Result result, HostView host, HashedStore store, String typed) throws TrekException {
    Optional<HostPath> content = store.content(id(typed));
    if (content.isEmpty()) {
      return result.outcome(Outcome.DIFFERENT).exit(Exit.LEFT).fact("path", "path", host.name() + ": the database has no name for attachment " + typed);
    }
    boolean there = host.stat(content.get()).isPresent();
    Result found = there ? result : result.outcome(Outcome.DIFFERENT).exit(Exit.LEFT);
    return found.fact("path", there ? "path" : "missing, would be", host.name() + ":" + content.get());
  }

  private static Result path(Result result, HostView host, Layout layout, String typed) throws TrekException {
    long id = id(typed);
    for (HostPath each : List.of(layout.plain(id), layout.compressed(id))) {
      if (host.stat(each).isPresent()) {
        return result.fact("path", "path", host.name() + ":" + each);
      }
    }
    return result.outcome(Outcome.DIFFERENT).exit(Exit.LEFT).fact("path", "missing, would be", host.name() + ":" + layout.plain(id));
  }

  private static Result survey(Result result, String where, AttachmentSurvey survey, AttachmentSurvey.Depth depth) {
    boolean sized = depth != AttachmentSurvey.Depth.NAMES;
    Rows rows = Rows.of("stores").text("Store").number("Named").number("Found").number("Files");
    if (sized) {
      rows.bytes("Size");
    }
    rows.number("Compressed").number("Missing").number("Orphaned").number("Doubled").number("Strange");
    List<Object> cells = new ArrayList<>(List.of(where, survey.referenced(), survey.found(), survey.files()));
    if (sized) {
      cells.add(survey.bytes());
    }
    cells.addAll(List.of(survey.compressed(), survey.missing().count(), survey.orphaned().count(), survey.doubled().count(), survey.strange().count()));
    rows.row(cells.toArray());
    Result all = result.table(rows);
    if (survey.missing().count() > 0) {
      all = all.line("! missing: " + survey.missing());
    }
    all = said(all, "! doubled", survey.doubled());
    all = said(all, "! damaged", survey.damaged());
    all = said(all, "of another owner than the store", survey.strangers());
    return said(all, "left over by a server that ended in the middle", survey.leftovers());
  }

  private static Result said(Result result, String what, AttachmentSurvey.Named named) {
    return named.count() > 0 ? result.line(what + ": " + named) : result;
  }

  private static Result rows(Result result, String where, RowSurvey survey) {
    Rows rows = Rows.of("database").text("Database").number("Named").number("Whole").bytes("Size").number("Damaged").number("Unnamed");
    rows.row(where, survey.referenced(), survey.whole(), survey.bytes(), survey.damaged().count(), survey.unnamed().count());
    return said(said(result.table(rows), "! not whole", survey.damaged()), "no object names", survey.unnamed());
  }

  private static Result named(String typed) throws TrekException {
    StoredName name = StoredName.of(typed).orElseThrow(() -> TrekException.at("attachments path").kind(TrekException.Kind.USAGE).found("'" + typed + "' is neither a number nor a name in a store").next("attachments path 1234"));
    Result result = Result.done().fact("layout", "layout", name.layout());
    result = name.id().isPresent() ? result.fact("id", "attachment", Long.toString(name.id().getAsLong())) : result;
    result = name.digest().isPresent() ? result.fact("digest", "content, SHA-256", name.digest().get()) : result;
    return name.note().isEmpty() ? result : result.fact("note", "note", name.note());
  }
}
