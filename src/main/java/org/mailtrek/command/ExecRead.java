package org.mailtrek.command;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.mailtrek.host.Programs;
import org.mailtrek.host.TrekException;

/** Runs a program of a host that can't write to the host's files. */
final class ExecRead implements Command {

  @Override
  public Shape shape() {
    return Shape.reads()
        .takes("HOST", "the host", Offers.hosts())
        .mayTakeMany("COMMAND", "the program and its arguments, behind -- where they begin with a dash; no shell is between", Offers.words("df: space", "ls: files", "ps: processes", "uptime: load"))
        .example("exec mail1 -- df -h /var", "every file system is mounted read-only for the program; what it asks of daemons is not held back")
        .example("exec mail1 -- sh -c 'ls /var/lib/kopano | wc -l'", "a shell where one is wanted; exits with the program's code")
        .see("logs", "services list");
  }

  @Override
  public Result run(Call call) throws TrekException {
    if (call.words().size() < 2) {
      throw TrekException.at("exec").kind(TrekException.Kind.USAGE).found("needs a program").next("exec " + call.words().get(0) + " -- df -h");
    }
    List<String> command = call.words().subList(1, call.words().size());
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    OutputStream output = call.talk().json() ? kept : new PromptOutput(call.talk().data());
    Programs.Ended ended = call.session().estate().view().host(call.words().get(0)).inspection().read(command, output);
    Result result = Result.of(ended.ok() ? Outcome.DONE : Outcome.FAILED).exit(ended.code()).field("code", ended.code());
    result = call.talk().json() ? result.field("output", kept.toString(StandardCharsets.UTF_8)).field("errors", ended.err()) : result;
    return ended.err().isBlank() ? result : result.lines(ended.err().strip().lines().toList());
  }
}
