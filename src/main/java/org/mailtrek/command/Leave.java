package org.mailtrek.command;

/** Leaves the shell or ends the script. */
final class Leave implements Command {

  @Override
  public Shape shape() {
    return Shape.reads().unrepeated().example("exit", "leave the shell; Ctrl-D does the same").example("status; exit", "in a script: go no further").see("status");
  }

  @Override
  public Result run(Call call) {
    call.session().leave();
    return Result.done();
  }
}
