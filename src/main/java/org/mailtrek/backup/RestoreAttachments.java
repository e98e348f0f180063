package org.mailtrek.backup;

import java.util.Optional;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.LinkedCopy;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Gives attachments that are missing their name back, from the second names of a backup. What is there stays as it is. */
public final class RestoreAttachments implements Step {

  private final String host;
  private final Kept kept;
  private final AttachmentCopy copy;

  /** Restores the attachments of one host. */
  public RestoreAttachments(String host, Kept kept) {
    this.host = host;
    this.kept = kept;
    this.copy = new AttachmentCopy(host);
  }

  @Override
  public String id() {
    return "restore-attachments-" + host;
  }

  @Override
  public String title() {
    return "Restore missing attachments of " + host + " from " + kept.name();
  }

  @Override
  public boolean bulk() {
    return true;
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    AttachmentCopy.Places places = copy.read(kept);
    if (view.host(host).stat(places.to()).isEmpty()) {
      throw TrekException.at(host + ":" + places.to()).kind(TrekException.Kind.REFUSED).found("is gone: its attachments can't be restored").next("backup list");
    }
    look(view.host(host), places.to(), places.from(), preview);
  }

  private void look(HostView on, HostPath second, HostPath first, Preview preview) throws TrekException {
    Optional<FileState> there = on.stat(first);
    if (there.isEmpty()) {
      preview.change(new LinkedCopy(host, second, first));
    } else if (on.stat(second).map(FileState::kind).orElse(FileState.Kind.FILE) == FileState.Kind.FOLDER && there.get().kind() == FileState.Kind.FOLDER) {
      for (HostPath each : on.list(second)) {
        look(on, each, first.resolve(each.nameBytes()), preview);
      }
    }
  }
}
