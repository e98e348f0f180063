package org.mailtrek.engine;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
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
   * Exports a database as it is now, with a list of what arrived, where something did. Its server is stopped first, so that nothing more
   * arrives; taking the start back stops it anyhow. After a crash nothing is exported twice.
   */
  void export(Line intent, DatabaseState start) throws TrekException {
    String what = "before-undo-" + intent.sequence();
    String name = "run-" + intent.run() + "/" + what;
    DatabaseView database = session.estate().view().database(start.host());
    Optional<Long> highest = start.highestBefore(SideFiles.of(session.home(), intent));
    boolean done = session.history().tally(intent.run()).kept().contains(name);
    if (done || highest.isEmpty() || database.highestObject() <= highest.get()) {
      return;
    }
    session.estate().host(start.host()).services().stop(start.service());
    List<ArrivedMessage> mails = database.messagesAbove(highest.get());
    session.progress().say(mails.size() + " mails that arrived since are exported to snapshots/" + name);
    new Keeping(session, intent.run(), what).keep(intent.step(), keep -> give(keep, database, mails));
  }

  private static void give(Keep keep, DatabaseView database, List<ArrivedMessage> mails) throws TrekException {
    keep.file("arrived.jsonl", out -> out.write(lines(mails)));
    keep.file(
        "database.gz",
        out -> {
          GZIPOutputStream packed = new GZIPOutputStream(out, 1 << 16);
          database.dump(packed);
          packed.finish();
        });
  }

  private static byte[] lines(List<ArrivedMessage> mails) {
    StringBuilder text = new StringBuilder();
    mails.forEach(each -> text.append(Json.object("object", each.object(), "subject", each.subject()).toSingleLineString()).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
