package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Gives every file of a tree, or one file, a second name in a new tree beside it: a backup in a moment, without space of its own, that outlives a deletion. It
 * does not outlive a write into a file in place, nor a change of owner, which reach both names.
 *
 * <p>Taking it back removes the second names, but for a file whose first name is gone: that one gets it back. What somebody else has put into
 * the new tree stays there.
 *
 * @param host name of the host
 * @param from the tree
 * @param to the new tree, on the same mount
 */
public record LinkedCopy(String host, HostPath from, HostPath to) implements Change {

  static final String KIND = "linked-copy";

  /** Checks that neither tree lies in the other. */
  public LinkedCopy {
    if (from.isWithin(to) || to.isWithin(from)) {
      throw new IllegalArgumentException(host + ": " + from + " and " + to + " lie in one another");
    }
  }

  /**
   * Backs a tree up by links.
   *
   * @return the change; empty when the new tree holds a second name of every file already
   * @throws TrekException when there is no such tree, the two are not on one mount, or there is something else at the new path
   */
  public static Optional<Change> of(View view, String host, HostPath from, HostPath to) throws TrekException {
    HostView on = view.host(host);
    if (on.stat(from).isEmpty()) {
      throw TrekException.at(host + ":" + from).kind(TrekException.Kind.REFUSED).found("there is nothing to back up").next("check the path");
    }
    if (on.stat(to).isPresent()) {
      if (complete(on, from, to)) {
        return Optional.empty();
      }
      throw TrekException.at(host + ":" + to)
          .kind(TrekException.Kind.REFUSED)
          .found("is there already, and is no backup of " + from + " as it is now")
          .next("move it away, then plan again");
    }
    if (!on.space(from).mountKey().equals(on.space(to.parent()).mountKey())) {
      throw TrekException.at(host + ":" + to).found("lies on another mount than " + from + ": hard links can't reach it").next("name a folder on the same mount");
    }
    return Optional.of(new LinkedCopy(host, from, to));
  }

  private static boolean complete(HostView on, HostPath from, HostPath to) throws TrekException {
    boolean[] differs = {on.stat(to).orElseThrow().kind() != FileState.Kind.FOLDER};
    Tree.walk(on, from, (path, state) -> differs[0] = differs[0] || !second(state, on.stat(path.rebase(from, to))));
    return !differs[0];
  }

  private static boolean second(FileState first, Optional<FileState> copy) {
    boolean named = first.kind() == FileState.Kind.FILE || first.kind() == FileState.Kind.LINK;
    if (!named || copy.isEmpty()) {
      return !named && (first.kind() != FileState.Kind.FOLDER || copy.isPresent());
    }
    FileState found = copy.get();
    boolean linked = first.links() > 1 && first.links() == found.links();
    return linked && first.kind() == found.kind() && first.size() == found.size() && first.modified().equals(found.modified());
  }

  /** Returns whether a folder can be ours: some file in it has another name, or neither it nor the tree holds any file. */
  private boolean ours(HostView on, HostPath folder) throws TrekException {
    FileState state = on.stat(folder).orElseThrow();
    if (state.kind() != FileState.Kind.FOLDER) {
      return state.links() > 1 && on.stat(from).map(first -> first.kind() == state.kind() && first.size() == state.size()).orElse(false);
    }
    return linked(on, folder) || !files(on, folder) && !files(on, from);
  }

  private static boolean linked(HostView on, HostPath folder) throws TrekException {
    for (HostPath each : on.list(folder)) {
      FileState state = on.stat(each).orElseThrow();
      if (state.kind() == FileState.Kind.FOLDER ? linked(on, each) : state.links() > 1) {
        return true;
      }
    }
    return false;
  }

  private static boolean files(HostView on, HostPath folder) throws TrekException {
    for (HostPath each : on.stat(folder).isEmpty() ? List.<HostPath>of() : on.list(folder)) {
      if (on.stat(each).orElseThrow().kind() != FileState.Kind.FOLDER || files(on, each)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    return host + ":" + from + ": back up by hard links in " + to;
  }

  @Override
  public Set<String> touches() {
    return Set.of("file " + host + " " + to);
  }

  @Override
  public JSONObject toJson() {
    return Fields.kind(KIND).put("host", host).put("from", from).put("to", to).object();
  }

  static LinkedCopy read(Fields fields) {
    return new LinkedCopy(fields.text("host"), fields.path("from"), fields.path("to"));
  }

  @Override
  public void keep(View view, Side side) {
    // the tree itself is what the way back needs
  }

  @Override
  public Seen look(View view, Side side) throws TrekException {
    HostView on = view.host(host);
    if (on.stat(side.scratch().beside(to)).isPresent()) {
      return Seen.BETWEEN;
    }
    Optional<FileState> found = on.stat(to);
    if (found.isEmpty()) {
      return Seen.BEFORE;
    }
    return ours(on, to) ? Seen.AFTER : Seen.FOREIGN;
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    Host on = estate.host(host);
    HostPath scratch = side.scratch().beside(to);
    Optional<FileState> there = on.view().stat(to);
    if (on.view().stat(scratch).isPresent()) {
      new Mover(on).clear(scratch);
    }
    if (there.isPresent()) {
      on.disk().fsync(to.parent());
      return ours(on.view(), to) ? Left.NOTHING : foreign();
    }
    if (!on.disk().linkTree(from, scratch)) {
      link(on, from, scratch);
    }
    on.disk().syncAll(to.parent());
    on.disk().rename(scratch, to);
    on.disk().fsync(to.parent());
    return Left.NOTHING;
  }

  private Left foreign() {
    return Left.of(host + ":" + to + ": there is something else by now: left alone");
  }

  private void link(Host on, HostPath source, HostPath target) throws TrekException {
    Disk disk = on.disk();
    List<HostPath> folders = new ArrayList<>();
    Tree.walk(
        on.view(),
        source,
        (path, state) -> {
          HostPath copy = path.rebase(source, target);
          switch (state.kind()) {
            case FOLDER -> {
              disk.mkdir(copy, 0700);
              folders.add(path);
            }
            case FILE, LINK -> disk.link(path, copy);
            default -> {
              // a socket or pipe has no content to keep
            }
          }
        });
    for (int last = folders.size() - 1; last >= 0; last--) {
      FileState state = on.view().stat(folders.get(last)).orElseThrow();
      HostPath copy = folders.get(last).rebase(source, target);
      disk.chown(copy, state.uid(), state.gid());
      disk.chmod(copy, state.mode());
      disk.touch(copy, state.modified());
    }
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    Host on = estate.host(host);
    HostPath scratch = side.scratch().beside(to);
    Optional<FileState> found = on.view().stat(to);
    boolean ours = found.isPresent() && ours(on.view(), to);
    boolean begun = on.view().stat(scratch).isPresent();
    if (ours && !begun) {
      on.disk().rename(to, scratch);
      on.disk().fsync(to.parent());
    }
    List<String> left = new ArrayList<>();
    if (ours || begun) {
      remove(on, scratch, from, left);
    }
    if (!left.isEmpty() && on.view().stat(to).isEmpty()) {
      on.disk().rename(scratch, to);
    }
    on.disk().fsync(to.parent());
    return found.isPresent() && !ours ? foreign().and(new Left(left)) : new Left(left);
  }

  /** Removes second names; where the first one is gone and its folder is there, the file gets it back. Anything else stays. */
  private void remove(Host on, HostPath path, HostPath first, List<String> left) throws TrekException {
    FileState state = on.view().stat(path).orElseThrow();
    if (state.kind() == FileState.Kind.FOLDER) {
      for (HostPath each : on.view().list(path)) {
        remove(on, each, first.resolve(each.nameBytes()), left);
      }
      if (on.view().list(path).isEmpty()) {
        on.disk().delete(path);
      }
      return;
    }
    if (state.links() == 1 && on.view().stat(first).isEmpty() && on.view().stat(first.parent()).isPresent() && state.kind() != FileState.Kind.OTHER) {
      on.disk().link(path, first);
      on.disk().fsync(first.parent());
    }
    boolean elsewhere = on.view().stat(path).orElseThrow().links() > 1;
    if (elsewhere || Image.of(on.view(), path, state).is(on.view(), first, on.view().stat(first))) {
      on.disk().delete(path);
    } else {
      left.add(host + ":" + first.rebase(from, to) + ": left alone, since there is no other name of it");
    }
  }

  @Override
  public View over(View below) {
    return OverlayView.files(below, host, under -> new OverlayTwice(under, from, to, 1));
  }

  @Override
  public Set<Place> folders(View view) {
    return Set.of(new Place(host, to.parent()));
  }
}
