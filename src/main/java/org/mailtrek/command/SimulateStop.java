package org.mailtrek.command;

import org.mailtrek.host.TrekException;
import org.mailtrek.practice.Practice;

/** Ends the servers of a practice estate; its files stay. */
final class SimulateStop implements Command {

  @Override
  public Shape shape() {
    return Shape.keeps()
        .example("simulate stop", "the servers of the estate in use end; the next command that needs them starts them again")
        .example("simulate stop -e ~/practice", "those of another estate")
        .see("simulate");
  }

  @Override
  public Result run(Call call) throws TrekException {
    call.session().reopen();
    return Practice.stop(call.session().folder()) ? Result.done("the servers have ended; the files stay").changes(1) : Result.nothing("no servers were running");
  }
}
