package org.mailtrek.engine;

import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.change.DatabaseState;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.DatabaseView.ArrivedMessage;
import org.mailtrek.host.TrekException;

/** What arrived in a database since its new server was started for the first time: taking the start back loses it, so it is exported before. */
final class Arrivals {

  private final Session session;

  Arrivals(Session session) {
    this.session = session;
  }

  /**
   * Exports a database as it is now, with a list of what arrived, where something did. Its server is stopped before anybody looks, so that nothing
   * more arrives; taking the start back stops it anyhow. A server that somebody started again after a crash may have let in more than the last
   * export holds: an export is named after the newest object, and nothing is exported twice.
   */
  void export(Line intent, DatabaseState start) throws TrekException {
    SideFiles side = SideFiles.of(session.home(), intent);
    Optional<Long> before = start.highestBefore(side);
    if (before.isEmpty()) {
      return;
    }
    start.stand(session.estate(), side);
    DatabaseView database = session.estate().view().database(start.host());
    long newest = database.highestObject();
    String what = "before-undo-" + intent.sequence() + "-" + newest;
    String name = "run-" + intent.run() + "/" + what;
    if (newest <= before.get() || session.history().tally(intent.run()).kept().contains(name)) {
      return;
    }
    List<ArrivedMessage> mails = database.messagesAbove(before.get());
    session.progress().say(mails.size() + " mails that arrived since are exported to snapshots/" + name);
    new Keeping(session, intent.run(), what).keep(intent.step(), keep -> give(keep, database, mails));
  }

  private static void give(Keep keep, DatabaseView database, List<ArrivedMessage> mails) throws TrekException {
    keep.lines("arrived.jsonl", mails.stream().map(each -> Json.object("object", each.object(), "subject", each.subject())).toList());
    keep.packed("database.gz", database::dump);
  }
}
