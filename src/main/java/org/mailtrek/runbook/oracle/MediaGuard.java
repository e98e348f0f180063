package org.mailtrek.runbook.oracle;

import org.mailtrek.engine.Guard;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Asks for the media of both versions before the programs of one of them are taken away. */
final class MediaGuard implements Guard {

  private final Move move;

  MediaGuard(Move move) {
    this.move = move;
  }

  @Override
  public String name() {
    return "media";
  }

  @Override
  public String check(View view) throws TrekException {
    for (String each : new String[] {move.installer(), move.formerInstaller()}) {
      if (view.host(move.host()).stat(HostPath.of(each)).isEmpty()) {
        throw TrekException.at(move.host() + ":" + each).kind(TrekException.Kind.REFUSED).found("the installer is not there").next("unpack the media on the host");
      }
    }
    return "the media of " + move.path().from() + " and " + move.path().to() + " are at hand";
  }
}
