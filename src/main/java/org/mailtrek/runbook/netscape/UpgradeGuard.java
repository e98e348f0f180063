package org.mailtrek.runbook.netscape;

import org.mailtrek.engine.Guard;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Refuses what the maker's programs do not do, or would do to the loss of mail: versions before 3.01, no 4.1 beside it, and a run that was halted. */
record UpgradeGuard(OldServer server) implements Guard {

  private static final int NEEDED = 301;

  @Override
  public String name() {
    return "netscape-version";
  }

  @Override
  public String check(View view) throws TrekException {
    HostView host = view.host(server.host());
    String[] parts = (server.version() + ".0").split("[^0-9]+");
    String minor = (parts[1] + "0").substring(0, 2);
    int number = parts[0].isEmpty() ? 0 : Integer.parseInt(parts[0]) * 100 + Integer.parseInt(minor);
    if (number < NEEDED) {
      throw TrekException.at(server.host()).kind(TrekException.Kind.REFUSED).found("version " + server.version() + " can't be upgraded: the maker's programs know 3.01 and later").next("upgrade to 3.01 first, or move the messages with: mailbox messages");
    }
    for (String each : new String[] {server.tool("upgrade"), server.tool("configutil"), server.service("start-msg")}) {
      if (host.stat(HostPath.of(each)).isEmpty()) {
        throw TrekException.at(server.host() + ":" + each).kind(TrekException.Kind.REFUSED).found("is not there: no 4.1 is installed").next("install it, answer no where it offers to migrate; and see root and instance in estate.yaml");
      }
    }
    HostPath lock = server.instance().resolve("lock/__lock.share");
    if (host.stat(lock).isPresent()) {
      throw TrekException.at(server.host() + ":" + lock).kind(TrekException.Kind.REFUSED).found("an upgrade is running, or was halted").next("mailbox recover says whether 4.x can be emptied without losing mail");
    }
    return server.version() + " is 3.01 or later, and 4.1 is installed beside it";
  }
}
