package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Gives every file of a tree a second name in a new tree beside it: a backup in a moment, without space of its own, that outlives a deletion. It
 * does not outlive a write into a file in place, nor a change of owner, which reach both names.
 *
 * <p>Taking it back removes the second names, but for a file whose first name is gone: that one gets it back.
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
   * @return the change; empty when the new tree is there already
   * @throws TrekException when there is no such tree, or the two are not on one mount
   */
  public static Optional<Change> of(View view, String host, HostPath from, HostPath to) throws TrekException {
    HostView on = view.host(host);
    if (on.stat(to).isPresent()) {
      return Optional.empty();
    }
    if (!on.space(from).mountKey().equals(on.space(to.parent()).mountKey())) {
      throw TrekException.at(host + ":" + to).found("lies on another mount than " + from + ": hard links can't reach it").next("name a folder on the same mount");
    }
    return Optional.of(new LinkedCopy(host, from, to));
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
    return found.get().kind() == FileState.Kind.FOLDER ? Seen.AFTER : Seen.FOREIGN;
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    Host on = estate.host(host);
    HostPath scratch = side.scratch().beside(to);
    boolean there = on.view().stat(to).isPresent();
    if (on.view().stat(scratch).isPresent()) {
      remove(on, scratch, Optional.empty());
    }
    if (there) {
      on.disk().fsync(to.parent());
      return on.view().stat(to).orElseThrow().kind() == FileState.Kind.FOLDER
          ? Left.NOTHING
          : Left.of(host + ":" + to + ": there is something else by now: left alone");
    }
    link(on, from, scratch);
    on.disk().syncAll(to.parent());
    on.disk().rename(scratch, to);
    on.disk().fsync(to.parent());
    return Left.NOTHING;
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
    if (on.view().stat(scratch).isPresent()) {
      remove(on, scratch, Optional.of(from));
    }
    if (found.isPresent() && found.get().kind() != FileState.Kind.FOLDER) {
      return Left.of(host + ":" + to + ": there is something else by now: left alone");
    }
    if (found.isPresent()) {
      on.disk().rename(to, scratch);
      on.disk().fsync(to.parent());
      remove(on, scratch, Optional.of(from));
    }
    on.disk().fsync(to.parent());
    return Left.NOTHING;
  }

  /** Removes a tree of second names; where the first name is gone and its folder is there, the file gets it back. */
  private static void remove(Host on, HostPath tree, Optional<HostPath> first) throws TrekException {
    List<HostPath> folders = new ArrayList<>();
    Set<HostPath> filled = new HashSet<>();
    List<HostPath> files = new ArrayList<>();
    Tree.walk(on.view(), tree, (path, state) -> (state.kind() == FileState.Kind.FOLDER ? folders : files).add(path));
    for (HostPath each : files) {
      Optional<HostPath> original = first.map(folder -> each.rebase(tree, folder));
      boolean last = on.view().stat(each).map(state -> state.kind() == FileState.Kind.FILE && state.links() == 1).orElse(false);
      if (last && original.isPresent() && on.view().stat(original.get()).isEmpty() && on.view().stat(original.get().parent()).isPresent()) {
        on.disk().link(each, original.get());
        filled.add(original.get().parent());
      }
    }
    for (HostPath each : filled) {
      on.disk().fsync(each);
    }
    for (HostPath each : files) {
      on.disk().delete(each);
    }
    for (int last = folders.size() - 1; last >= 0; last--) {
      on.disk().delete(folders.get(last));
    }
  }

  @Override
  public View over(View below) {
    return OverlayView.files(below, host, under -> new Twice(under, from, to));
  }

  @Override
  public Set<Place> folders(View view) {
    return Set.of(new Place(host, to.parent()));
  }

  /** Shows a tree under two paths. */
  private record Twice(HostView below, HostPath from, HostPath to) implements FileLayer {

    private HostPath now(HostPath asked) {
      return asked.isWithin(to) ? asked.rebase(to, from) : asked;
    }

    @Override
    public Optional<FileState> stat(HostPath path) throws TrekException {
      Optional<FileState> found = below.stat(now(path));
      if (found.isEmpty() || found.get().kind() == FileState.Kind.FOLDER || !path.isWithin(to) && !path.isWithin(from)) {
        return found;
      }
      FileState old = found.get();
      return Optional.of(
          new FileState(
              old.kind(), old.uid(), old.gid(), old.mode(), old.size(), old.modified(), old.links() + 1, old.device(), old.target(), old.attributes()));
    }

    @Override
    public InputStream read(HostPath file) throws TrekException {
      return below.read(now(file));
    }

    @Override
    public List<HostPath> list(HostPath folder) throws TrekException {
      HostPath now = now(folder);
      TreeSet<HostPath> children = new TreeSet<>();
      for (HostPath each : below.list(now)) {
        children.add(each.rebase(now, folder));
      }
      if (folder.equals(to.parent())) {
        children.add(to);
      }
      return List.copyOf(children);
    }
  }
}
