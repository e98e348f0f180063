package org.mailtrek.backup;

import java.util.Optional;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.CopiedTree;
import org.mailtrek.engine.change.LinkedCopy;
import org.mailtrek.engine.change.Ownership;
import org.mailtrek.engine.change.Seen;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Gives attachments that are missing their name back, from the second names of a backup, or copies them out of its snapshot. What is there stays as it is. */
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
    Optional<Ownership.Rule> rule = new AttachmentList(host).owner(kept).map(owner -> new Ownership.Rule(owner, Optional.empty(), Optional.empty(), true));
    if (places.volume().isEmpty()) {
      look(view, places.to(), places.from(), rule, preview);
    } else {
      snapshot(view, places, preview);
    }
  }

  private void snapshot(View view, AttachmentCopy.Places places, Preview preview) throws TrekException {
    if (places.volume().orElseThrow().look(view.host(host), places.to()) != Seen.AFTER) {
      throw TrekException.at(host + ":" + places.to()).kind(TrekException.Kind.REFUSED)
          .found("does not show the snapshot " + places.volume().orElseThrow().snapshot() + ": its attachments can't be restored").next("mount it there where it is one of LVM, else: backup list");
    }
    copy(view, places.to(), places.from(), preview);
  }

  /** No hard link leaves a snapshot, and what is in it has the owners of then. */
  private void copy(View view, HostPath kept, HostPath first, Preview preview) throws TrekException {
    HostView on = view.host(host);
    Optional<FileState> there = on.stat(first);
    if (there.isEmpty()) {
      preview.change(CopiedTree.of(view, host, kept, first));
    } else if (there.get().kind() == FileState.Kind.FOLDER && on.stat(kept).map(FileState::kind).orElse(FileState.Kind.FILE) == FileState.Kind.FOLDER) {
      for (HostPath each : on.list(kept)) {
        copy(view, each, first.resolve(each.nameBytes()), preview);
      }
    }
  }

  /** The second name gets the owner of then before the first one is made: it is the only name that there is. */
  private void look(View view, HostPath second, HostPath first, Optional<Ownership.Rule> rule, Preview preview) throws TrekException {
    HostView on = view.host(host);
    Optional<FileState> there = on.stat(first);
    if (there.isEmpty()) {
      Optional<Ownership> owner = rule.isPresent() ? Ownership.of(view, host, second, rule.get()) : Optional.empty();
      if (owner.isPresent()) {
        preview.change(owner.get());
      }
      preview.change(new LinkedCopy(host, second, first));
    } else if (on.stat(second).map(FileState::kind).orElse(FileState.Kind.FILE) == FileState.Kind.FOLDER && there.get().kind() == FileState.Kind.FOLDER) {
      for (HostPath each : on.list(second)) {
        look(view, each, first.resolve(each.nameBytes()), rule, preview);
      }
    }
  }
}
