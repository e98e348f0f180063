package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
 * Makes a symbolic link, or points one elsewhere: made under a scratch name, then renamed, so it is never half done.
 *
 * @param host name of the host
 * @param path the link
 * @param before the link that was there; empty when there was nothing
 * @param after the link that will be there
 */
public record Link(String host, HostPath path, Optional<Image> before, Image after) implements Change {

  static final String KIND = "link";
  private static final String SIDE = "modified";

  /** Checks that the change changes something, and that both are links. */
  public Link {
    if (before.isPresent() && before.get().equals(after)) {
      throw new IllegalArgumentException(host + ":" + path + ": before and after are the same");
    }
    if (after.kind() != FileState.Kind.LINK || before.isPresent() && before.get().kind() != FileState.Kind.LINK) {
      throw new IllegalArgumentException(host + ":" + path + ": only links are exchanged for links");
    }
  }

  /**
   * Makes the link at a path point to a target; a link that is there keeps its owner.
   *
   * @param owner the owner of a new link
   * @return empty when it does so already
   * @throws TrekException when there is something that is no link
   */
  public static Optional<Link> of(View view, String host, HostPath path, byte[] target, Owner owner) throws TrekException {
    Optional<FileState> found = view.host(host).stat(path);
    if (found.isPresent() && found.get().kind() != FileState.Kind.LINK) {
      throw TrekException.at(host + ":" + path)
          .kind(TrekException.Kind.REFUSED)
          .found("expected a link, but there is " + FileExchange.words(found))
          .next("move it away, then plan again");
    }
    Optional<Image> before = Image.at(view.host(host), path);
    Image after = Image.link(before.map(Image::owner).orElse(owner), Bytes.of(target));
    return before.isPresent() && before.get().equals(after) ? Optional.empty() : Optional.of(new Link(host, path, before, after));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    String target = after.target().text().map(text -> text.chars().anyMatch(Character::isISOControl) ? "other bytes" : text).orElse("other bytes");
    return host + ":" + path + ": " + (before.isEmpty() ? "make a link to " : "point the link to ") + target;
  }

  @Override
  public Set<String> touches() {
    return Set.of("file " + host + " " + path);
  }

  @Override
  public JSONObject toJson() {
    return Fields.kind(KIND).put("host", host).put("path", path).put("before", before, Image::toJson).put("after", after.toJson()).object();
  }

  static Link read(Fields fields) {
    return new Link(fields.text("host"), fields.path("path"), fields.maybe("before", fields::object).map(Image::read), Image.read(fields.object("after")));
  }

  @Override
  public void keep(View view, Side side) throws TrekException {
    Optional<FileState> found = view.host(host).stat(path);
    if (found.isPresent()) {
      side.save(SIDE, out -> out.write((found.get().modified() + "\n").getBytes(StandardCharsets.US_ASCII)));
    }
  }

  @Override
  public Seen look(View view, Side side) throws TrekException {
    HostView on = view.host(host);
    Optional<FileState> found = on.stat(path);
    boolean ours = on.stat(side.scratch().beside(path)).isPresent();
    if (after.is(on, path, found)) {
      return ours ? Seen.BETWEEN : Seen.AFTER;
    }
    if (before.isEmpty() ? found.isEmpty() : before.get().is(on, path, found)) {
      return ours ? Seen.BETWEEN : Seen.BEFORE;
    }
    return Seen.FOREIGN;
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    return exchange(estate.host(host), side, before, Optional.of(after), Optional.empty());
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    Optional<Instant> modified = before.isEmpty() ? Optional.empty() : FilePreImage.modified(side, SIDE);
    return exchange(estate.host(host), side, Optional.of(after), before, modified);
  }

  private Left exchange(Host on, Side side, Optional<Image> from, Optional<Image> to, Optional<Instant> modified) throws TrekException {
    Disk disk = on.disk();
    HostPath scratch = side.scratch().beside(path);
    new Mover(on).clear(scratch);
    Optional<FileState> found = on.view().stat(path);
    if (!holds(on.view(), to, found)) {
      if (!holds(on.view(), from, found)) {
        return Left.of(host + ":" + path + ": left alone, since somebody else has changed it: " + FileExchange.words(found));
      }
      if (to.isEmpty()) {
        disk.delete(path);
      } else {
        disk.symlink(to.get().target().array(), scratch);
        disk.chown(scratch, to.get().owner().uid(on.view().accounts()), to.get().owner().gid(on.view().accounts()));
        if (modified.isPresent()) {
          disk.touch(scratch, modified.get());
        }
        disk.rename(scratch, path);
      }
    }
    if (found.isPresent() || to.isPresent() || on.view().stat(path.parent()).isPresent()) {
      disk.fsync(path.parent()); // somebody may have taken the folder away, with all that it held
    }
    return Left.NOTHING;
  }

  private boolean holds(HostView on, Optional<Image> image, Optional<FileState> found) throws TrekException {
    return image.isEmpty() ? found.isEmpty() : image.get().is(on, path, found);
  }

  @Override
  public View over(View below) {
    return OverlayView.files(below, host, view -> new OverlayFile(view, path, after, Content.of(new byte[0]), Optional.empty()));
  }

  @Override
  public Set<Place> folders(View view) {
    return Set.of(new Place(host, path.parent()));
  }
}
