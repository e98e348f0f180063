package org.mailtrek.attachments;

import java.util.Set;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Removal;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Empties the folder of a search index, whose program builds it anew at its next start. The folder stays, since it may be a mount of its own. What was in it
 * is kept aside until its snapshot is deleted; it is brought back while the program has not written in its place.
 */
record SetIndexAside(String host, HostPath folder) implements Step {

  @Override
  public String id() {
    return "set-index-aside";
  }

  @Override
  public String title() {
    return "Set the search index in " + folder + " aside";
  }

  @Override
  public Set<String> procedures() {
    return Set.of("Z10");
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    HostView on = view.host(host);
    if (on.stat(folder).map(FileState::kind).filter(FileState.Kind.FOLDER::equals).isEmpty()) {
      throw TrekException.at(host + ":" + folder).kind(TrekException.Kind.REFUSED).found("is no folder: there is no search index to build anew").next("index status; config get search.cfg index_path");
    }
    for (HostPath each : on.list(folder)) {
      preview.change(Removal.of(view, host, each).orElseThrow());
    }
  }
}
