package org.mailtrek.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.Plan;
import org.mailtrek.host.TrekException;

/**
 * Leads through the main job on a practice estate: each stage tells what comes and runs the real command when it is agreed to. Can be left at any stage; where
 * it stands is kept in the practice estate, so that it goes on there, also in another shell.
 */
final class Tour implements Command {

  private static final String FOLDER = "mailtrek-tour";

  /** One stage: what is told, and the command. */
  private record Stage(String title, String told, String line) {}

  private static final List<Stage> STAGES =
      List.of(
          new Stage("a server to play with", "This makes a Zarafa server with twenty users inside one folder: its directory,\ndatabase, mail and files are real, and nothing outside the folder is touched.", "simulate zcp-single --into " + FOLDER + " --users 20"),
          new Stage("where you stand", "'status' says on one screen what there is, what is open, and what you may do\nnext. TAB completes everything, F1 explains what is under the cursor, and\n'help COMMAND' begins with examples.", "status"),
          new Stage("is it healthy?", "Never move a sick server. 'check' only reads.", "check"),
          new Stage("plan", "A plan is made by really reading, and changes nothing. It lists every step\nwith all that it would do.", "plan zcp-to-kopano"),
          new Stage("apply", "Now it becomes true: previewed, asked, and written into the journal before\neach change. Should this very shell be killed meanwhile, the next one knows,\nand 'resume' or 'undo' go either way. It asks once more.", "apply"),
          new Stage("look around", "The new server runs, and lets nobody in yet ('open' would). This is the moment\nto take your time.", "check"),
          new Stage("what was done", "The report for the change ticket: steps, counts before and after, and what\ndiffers. '| head' is a filter; 'report --format html -o report.html' makes a\npage with pictures.", "report | head 40"),
          new Stage("and back", "'undo' shows what it would take back, asks, and does it: every object is as it\nwas.", "undo"));

  @Override
  public Shape shape() {
    return Shape.keeps().unrepeated()
        .flag("--again", "from the first stage, on the practice estate as it stands")
        .example("tour", "eight stages, each with a real command; q leaves, and 'tour' goes on there")
        .example("tour --again", "from the beginning")
        .see("demo", "simulate", "help");
  }

  @Override
  public Result run(Call call) throws TrekException {
    if (!call.talk().asks() || call.talk().json()) {
      throw TrekException.at("tour").kind(TrekException.Kind.USAGE).found("is for somebody at a terminal").next("demo --undo does the same without asking");
    }
    Session session = call.session();
    Path folder = folder(session);
    if (Files.isRegularFile(folder.resolve("estate.yaml"))) {
      session.use(folder);
    }
    int at = Math.max(call.has("--again") ? 0 : stage(folder), 0);
    at = Files.isRegularFile(folder.resolve("estate.yaml")) ? Math.max(1, at) : 0;
    if (at == STAGES.size()) {
      return ended(folder).line("you have seen all of it: 'tour --again' shows it once more");
    }
    while (at < STAGES.size()) {
      Stage stage = STAGES.get(at);
      Optional<String> answer = asked(call, at, stage);
      if (answer.isEmpty() || answer.get().equals("q")) {
        return Result.done("left before stage " + (at + 1) + " of " + STAGES.size() + ": " + stage.title()).next("tour (goes on there)").next("help topics");
      }
      if (answer.get().equals("s") && at > 0 || answer.get().isEmpty() && well(session, line(session, stage))) {
        at++;
        keep(folder, at);
      }
    }
    return ended(folder).line("that was the tour");
  }

  /** Returns the folder of the tour: that of the estate in use, where it was begun there. */
  private static Path folder(Session session) {
    Path usual = session.path(FOLDER).toAbsolutePath().normalize();
    return session.estateFolder().filter(each -> Files.exists(mark(each))).orElse(usual);
  }

  private static Path mark(Path folder) {
    return folder.resolve("logs").resolve("tour");
  }

  private static int stage(Path folder) {
    try {
      return Math.min(STAGES.size(), Integer.parseInt(Files.readString(mark(folder), StandardCharsets.US_ASCII).strip()));
    } catch (IOException | NumberFormatException none) {
      return 0;
    }
  }

  private static void keep(Path folder, int stage) throws TrekException {
    try {
      PrivateFiles.folder(mark(folder).getParent());
      PrivateFiles.write(mark(folder), Integer.toString(stage).getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw TrekException.at(mark(folder)).found("can't be written: " + e.getMessage()).because(e).next("check the space; the commands can be typed without the tour");
    }
  }

  private static Optional<String> asked(Call call, int at, Stage stage) throws TrekException {
    call.talk().say("");
    call.talk().say("== tour " + (at + 1) + "/" + STAGES.size() + ": " + stage.title());
    stage.told().lines().forEach(call.talk()::say);
    String line = line(call.session(), stage);
    try {
      return call.talk().ask("Enter types '" + line + "'" + (at > 0 ? ", s skips it," : ",") + " q leaves:").map(String::strip);
    } catch (TrekException e) {
      if (e.kind() == TrekException.Kind.INTERRUPTED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Returns the line of a stage: a plan is applied by its id. */
  private static String line(Session session, Stage stage) throws TrekException {
    if (!stage.line().equals("apply")) {
      return stage.line();
    }
    List<Plan> plans = session.engine().plans().list();
    return plans.isEmpty() ? "plan zcp-to-kopano" : "apply " + plans.get(plans.size() - 1).id();
  }

  /** Runs a line as if it had been typed; returns whether it ended well, found changes or findings included. */
  private static boolean well(Session session, String line) {
    session.talk().say("> " + line);
    List<Transcript.Entry> entries = session.lines().run(line, true);
    return !entries.isEmpty() && entries.stream().allMatch(each -> each.came().map(came -> came.exit() == 0 || came.exit() == 2).orElse(false));
  }

  private static Result ended(Path folder) {
    return Result.done().field("folder", folder).next("plan zcp-to-kopano").next("help topics").next("use DIR (your own estate)");
  }
}
