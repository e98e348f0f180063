package org.mailtrek.command;

import org.mailtrek.host.TrekException;

/** Uses another estate from here on. */
final class Use implements Command {

  @Override
  public Shape shape() {
    return Shape.reads()
        .takes("DIR", "the estate's folder", Offers.folders())
        .example("use /srv/estates/acme", "from here on commands are about that estate")
        .example("use ~/practice", "~ is your home folder")
        .see("estate show", "status", "simulate");
  }

  @Override
  public Result run(Call call) throws TrekException {
    call.session().use(call.session().path(call.words().get(0)));
    return Result.done("using " + call.session().folder()).field("folder", call.session().folder()).next("status");
  }
}
