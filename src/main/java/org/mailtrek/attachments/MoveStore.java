package org.mailtrek.attachments;

import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Removal;
import org.mailtrek.engine.change.Rename;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Moves a store (the attachments, the search index) to the folder of the new product: by one rename where both lie on one mount, else by copies
 * that are compared before the originals are set aside.
 *
 * <p>The target may exist already: packages bring the 200 empty folders. What is empty gives way; into what holds something the store is
 * moved part by part, and nothing is ever overwritten.
 */
final class MoveStore implements Step {

  private final String id;
  private final String title;
  private final Set<String> procedures;
  private final String host;
  private final HostPath from;
  private final HostPath to;

  MoveStore(String id, String title, Set<String> procedures, String host, HostPath from, HostPath to) {
    this.id = id;
    this.title = title;
    this.procedures = procedures;
    this.host = host;
    this.from = from;
    this.to = to;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public Set<String> procedures() {
    return procedures;
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    HostView on = view.host(host);
    if (from.equals(to) || on.stat(from).isEmpty()) {
      preview.note(from + (from.equals(to) ? " stays where it is" : " is not there: nothing to move"));
      return;
    }
    if (from.isWithin(to) || to.isWithin(from)) {
      throw TrekException.at(host + ":" + from).found("can't be moved to " + to + ": one lies in the other").next("choose another path in estate.yaml");
    }
    boolean oneMount = on.space(from).mountKey().equals(on.space(to.parent()).mountKey());
    if (!oneMount) {
      preview.note(from + " and " + to + " lie on different mounts: everything is copied, compared, and only then set aside");
    }
    merge(view, from, to, preview);
  }

  private void merge(View view, HostPath source, HostPath target, Preview preview) throws TrekException {
    HostView on = view.host(host);
    Optional<FileState> there = on.stat(target);
    if (there.isPresent() && on.stat(source).orElseThrow().kind() == FileState.Kind.FOLDER && empty(on, source)) {
      return;
    }
    if (there.isEmpty()) {
      move(view, source, target, preview);
    } else if (there.get().kind() == FileState.Kind.FOLDER && empty(on, target)) {
      Removal gone = Removal.of(view, host, target).orElseThrow();
      preview.change(gone);
      move(gone.over(view), source, target, preview);
    } else if (there.get().kind() == FileState.Kind.FOLDER && on.stat(source).orElseThrow().kind() == FileState.Kind.FOLDER) {
      for (HostPath each : on.list(source)) {
        merge(view, each, target.resolve(each.nameBytes()), preview);
      }
    } else {
      throw TrekException.at(host + ":" + target)
          .kind(TrekException.Kind.REFUSED)
          .found("is there already, and so is " + source + ": one of them would be lost")
          .next("compare the two, set one aside, then plan again");
    }
  }

  private void move(View view, HostPath source, HostPath target, Preview preview) throws TrekException {
    preview.change(Rename.move(view, host, source, target));
  }

  /** Returns whether there is no file below a folder. */
  private static boolean empty(HostView on, HostPath folder) throws TrekException {
    for (HostPath each : on.list(folder)) {
      if (on.stat(each).map(FileState::kind).orElse(FileState.Kind.FILE) != FileState.Kind.FOLDER || !empty(on, each)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void verify(View view) throws TrekException {
    HostView on = view.host(host);
    boolean left = on.stat(from).isPresent() && !from.equals(to) && !empty(on, from);
    if (left) {
      throw TrekException.at(host + ":" + from).kind(TrekException.Kind.DIFFERENT).found("still holds files").next("attachments survey");
    }
  }
}
