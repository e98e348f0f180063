package org.mailtrek.command;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailtrek.check.ServerLog;
import org.mailtrek.host.Inspection;
import org.mailtrek.host.TrekException;

/** Shows what a service of a host has logged. */
final class Logs implements Command {

  private static final long USUAL = 50;

  @Override
  public Shape shape() {
    return Shape.reads()
        .takes("HOST", "the host", Offers.hosts())
        .takes("SERVICE", "the service, as services list names it", Offers.services())
        .flag("-f", "--follow", "go on with what it logs from now on; Ctrl-C ends it, on the host too")
        .option("-n", "--lines", "N", "how many lines to begin with (default: " + USUAL + ")", Offers.numbers(10, 50, 500))
        .example("logs mail1 kopano-server", "the last lines of its journal, or of its file in /var/log")
        .example("logs mail1 kopano-server --follow -n 5", "watch a start")
        .see("services list", "exec");
  }

  @Override
  public Result run(Call call) throws TrekException {
    String service = call.words().get(1);
    int lines = (int) Math.min(100_000, Math.max(0, call.number("--lines").orElse(USUAL)));
    Inspection inspection = call.session().estate().view().host(call.words().get(0)).inspection();
    if (call.has("--follow") && !call.talk().json()) {
      inspection.log(service, lines, true, new PromptOutput(call.talk().data()));
      return Result.done();
    }
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    inspection.log(service, lines, false, kept);
    List<String> found = kept.toString(StandardCharsets.UTF_8).lines().toList();
    List<ServerLog.Answer> answers = ServerLog.answers(call.words().get(0), ServerLog.sinceStart(found));
    Result result = call.talk().json() ? Result.done().field("lines", found).field("meanings", answers.stream().map(Logs::json).toList()) : Result.done().lines(found);
    for (ServerLog.Answer each : answers) {
      result = call.talk().json() ? result : result.line((each.stops() ? "! " : "  ") + each.meaning()).next(each.next());
    }
    return result;
  }

  private static Map<String, Object> json(ServerLog.Answer answer) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("line", answer.line());
    object.put("meaning", answer.meaning());
    object.put("next", answer.next());
    object.put("stops", answer.stops());
    return object;
  }
}
