package org.mailtrek.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.mailtrek.host.TrekException;

/** Lists the jobs, follows one, or stops one. */
final class JobCommand implements Command {

  private final String name;

  JobCommand(String name) {
    this.name = name;
  }

  @Override
  public Shape shape() {
    Values jobs = (session, typed) -> session.jobs().all().stream().map(each -> new Candidate(Integer.toString(each.number()), each.state() + ": " + each.line())).toList();
    return switch (name) {
      case "attach" ->
          Shape.reads().unrepeated()
              .mayTake("JOB", "its number; the last one without it", jobs)
              .example("attach", "what the last job has said, and says, until it ends; Ctrl-C leaves it running")
              .example("attach 1", "of job 1")
              .see("jobs", "cancel");
      case "cancel" ->
          Shape.keeps().unrepeated()
              .mayTake("JOB", "its number; the last one without it", jobs)
              .example("cancel", "as Ctrl-C: at once where it reads, behind the step at hand where it writes")
              .example("cancel 1", "job 1")
              .see("jobs", "attach", "resume");
      default ->
          Shape.reads().unrepeated()
              .example("check &", "a line with & at its end is carried out behind the prompt, also when the shell is left")
              .example("jobs", "what runs there, and how the others ended")
              .see("attach", "cancel");
    };
  }

  @Override
  public Result run(Call call) throws TrekException {
    if (name.equals("jobs")) {
      Rows rows = Rows.of("jobs").id("Job").id("State").text("Line").text("Begun");
      call.session().jobs().all().forEach(each -> rows.row(Integer.toString(each.number()), each.state(), each.line(), Moment.words(each.begun())));
      return rows.count() == 0 ? Result.nothing("no jobs").table(rows).next("LINE &") : Result.done().table(rows);
    }
    Job job = call.session().jobs().meant(call.word(0));
    if (name.equals("cancel")) {
      boolean ran = job.runs();
      job.stop();
      return ran ? Result.done("job " + job.number() + " is asked to stop").next("attach " + job.number()) : Result.nothing("job " + job.number() + " has ended: " + job.state());
    }
    return follow(call, job);
  }

  private static Result follow(Call call, Job job) throws TrekException {
    try {
      long at = 0;
      for (byte[] more = job.more(at); more.length > 0; more = job.more(at)) {
        at += more.length;
        call.talk().show(new Block.Raw(new String(more, StandardCharsets.UTF_8).stripTrailing()));
      }
    } catch (IOException e) {
      throw TrekException.at("job " + job.number()).found("what it said can't be read: " + e.getMessage()).because(e).next("jobs");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TrekException.at("job " + job.number()).kind(TrekException.Kind.INTERRUPTED).found("goes on").next("attach " + job.number());
    }
    return Result.done("job " + job.number() + ": " + job.state()).exit(job.exit().orElse(0));
  }
}
