package org.mailtrek.command;

import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.PlannedStep;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.host.TrekException;
import org.mailtrek.report.AnsibleExport;

/** Writes a plan for others: Markdown or HTML for a ticket, JSON for a program, a playbook for Ansible. */
final class PlanExport implements Command {

  @Override
  public Shape shape() {
    return Shape.reads()
        .mayTake("ID", "the plan; the newest when left out", EngineOffers.plans())
        .option("--format", "md|html|json|ansible", "the form (default: md)", Offers.oneOf("md: Markdown", "html: one page", "json: one object", "ansible: playbook and inventory"))
        .option("-o", "--output", "PATH", "write into a file (0600), or for ansible into a new folder", Offers.files())
        .example("plan export 3 --format md > plan.md", "for the change ticket")
        .example("plan export 3 --format json", "for a program")
        .example("plan export 3 --format ansible -o acme-ansible", "a folder that ansible-playbook runs")
        .see("plan show", "report");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Plan plan = PlanShow.found(call.session().engine().plans(), call.word(0));
    String format = call.oneOf("--format", "md", "md", "html", "json", "ansible");
    if (format.equals("ansible")) {
      return ansible(call, plan);
    }
    String text = switch (format) {
      case "md" -> String.join("\n", markdown(plan));
      case "html" -> PlanHtml.of(plan);
      default -> new JSONObject(Json.fields(PlanPage.of(plan, true).fields())).toMultiLineString();
    };
    if (call.option("--output").isEmpty()) {
      return Result.done().field("plan", plan.id()).raw(text);
    }
    Path file = call.session().path(call.option("--output").get()).toAbsolutePath();
    write(file, (text + "\n").getBytes(StandardCharsets.UTF_8));
    return Result.done("plan " + plan.id() + " written to " + file).field("plan", plan.id()).field("file", file);
  }

  /** Writes a folder that must not be there yet: what an older export has left would be run with it. */
  private static Result ansible(Call call, Plan plan) throws TrekException {
    String typed = call.option("--output").orElseThrow(() -> TrekException.at("plan export").kind(TrekException.Kind.USAGE).found("a playbook is a folder of files")
        .next("plan export " + plan.id() + " --format ansible -o " + plan.estate() + "-ansible"));
    Path folder = call.session().path(typed).toAbsolutePath().normalize();
    if (Files.exists(folder)) {
      throw TrekException.at(folder).kind(TrekException.Kind.REFUSED).found("is there already").next("-o with another name");
    }
    Session session = call.session();
    Plan full = session.engine().unfolded(plan, new RunProgress(call.talk()));
    Map<String, byte[]> files = AnsibleExport.of(EstateFile.read(session.folder()), session.estate().view(), full, plan.id(), session.folder().toString());
    for (Map.Entry<String, byte[]> each : files.entrySet()) {
      write(folder.resolve(each.getKey()), each.getValue());
    }
    return Result.done("plan " + plan.id() + " as a playbook in " + folder + ": " + files.size() + " files").field("plan", plan.id()).field("folder", folder).field("files", files.size())
        .next("cd " + folder + ", fill in and encrypt vault.example.yml as group_vars/all/vault.yml").next("ansible-playbook -i inventory.yml site.yml --check --ask-vault-pass");
  }

  private static void write(Path file, byte[] content) throws TrekException {
    try {
      PrivateFiles.folder(file.getParent());
      PrivateFiles.write(file, content);
    } catch (IOException e) {
      throw TrekException.at(file).found("can't be written: " + e.getMessage()).because(e).next("check the path and the space");
    }
  }

  private static List<String> markdown(Plan plan) {
    List<String> lines = new ArrayList<>();
    lines.add("# Plan " + plan.id() + ": " + plan.runbook() + " on " + plan.estate());
    lines.add("");
    lines.add("Made " + Moment.words(plan.created()) + ". " + Numbers.of(plan.count().items(), "object") + ", " + Numbers.of(plan.count().deletes(), "deletion") + ".");
    if (!plan.irreversible().isEmpty()) {
      lines.add("");
      lines.add("## Can't be taken back");
      lines.add("");
      plan.irreversible().forEach(each -> lines.add("- " + each.describe() + ": " + each.irreversible().orElse("")));
    }
    for (PlannedStep step : plan.steps()) {
      lines.add("");
      lines.add("## " + step.id() + ": " + step.title());
      lines.add("");
      lines.add(step.knownAfter().map(id -> "Known after " + id + ".").orElse(step.nothingToDo() ? "Nothing to do." : Numbers.of(step.count().items(), "object") + "."));
      if (!step.notes().isEmpty() || !step.changes().isEmpty()) {
        lines.add("");
      }
      step.notes().forEach(note -> lines.add("- note: " + note));
      step.changes().forEach(each -> lines.add("- " + each.describe()));
    }
    return lines;
  }
}
