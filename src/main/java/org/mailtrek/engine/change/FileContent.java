package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Creates a file or replaces its content, owner, mode and extended attributes, whole or not at all. Needs some ten system calls.
 *
 * <p>A link, and a file with several hard links, are refused: replacing would cut the tie.
 *
 * @param host name of the host
 * @param path the file
 * @param before what was there; empty when the file is created
 * @param after what will be there
 * @param content the new content
 * @param modified the file's time of the last write; set by the plan where it is empty
 * @param summary what happens, such as {@code replace 3 lines}; never holds content
 */
public record FileContent(
    String host, HostPath path, Optional<Image> before, Image after, Content content, Optional<Instant> modified, String summary) implements Change {

  static final String KIND = "file-content";

  /** Checks that the change changes something. */
  public FileContent {
    if (before.isPresent() && before.get().equals(after)) {
      throw new IllegalArgumentException(host + ":" + path + ": before and after are the same");
    }
    if (!after.digest().equals(content.digest()) || after.size() != content.size()) {
      throw new IllegalArgumentException(host + ":" + path + ": the image is not that of the content");
    }
  }

  /**
   * Replaces a file's content; owner, mode and attributes stay.
   *
   * @param before the content that the new one was made from
   * @throws TrekException when the file is not there, has changed since {@code before} was read, or is a link or has several hard links
   * @throws IllegalArgumentException when before and after are the same
   */
  public static FileContent of(View view, String host, HostPath path, byte[] before, byte[] after) throws TrekException {
    return of(view, host, path, before, Content.of(after));
  }

  /** Replaces a file's content, as {@link #of(View, String, HostPath, byte[], byte[])}, by content that may be in the plan's store. */
  public static FileContent of(View view, String host, HostPath path, byte[] before, Content after) throws TrekException {
    Image old = plainFile(view.host(host), path);
    if (!old.digest().equals(Sha256.of(before))) {
      throw TrekException.at(host + ":" + path).kind(TrekException.Kind.REFUSED).found("it has changed while it was being read").next("plan again");
    }
    String summary = after.bytes().map(bytes -> new LineCount(before, bytes.array()).replaced()).orElse("replace");
    return new FileContent(host, path, Optional.of(old), old.withContent(after), after, Optional.empty(), summary);
  }

  /**
   * Creates a file.
   *
   * @throws TrekException when there is something at the path already
   */
  public static FileContent create(View view, String host, HostPath path, Content content, Owner owner, int mode) throws TrekException {
    Optional<FileState> found = view.host(host).stat(path);
    if (found.isPresent()) {
      throw TrekException.at(host + ":" + path)
          .kind(TrekException.Kind.REFUSED)
          .found("should be created, but there is already " + FileExchange.words(found))
          .next("move it away, then plan again");
    }
    return new FileContent(host, path, Optional.empty(), Image.file(owner, mode, content), content, Optional.empty(), "create, " + content.size() + " bytes");
  }

  /** Creates a file where nothing is, with its time of the last write; empty for the plan's. */
  public static FileContent made(String host, HostPath path, Content content, Owner owner, int mode, Optional<Instant> modified) {
    return new FileContent(host, path, Optional.empty(), Image.file(owner, mode, content), content, modified, "create, " + content.size() + " bytes");
  }

  /** Returns this change with another owner and mode for the new file. */
  public FileContent ownedBy(Owner owner, int mode) {
    return new FileContent(host, path, before, after.withOwner(owner, mode), content, modified, summary);
  }

  /**
   * Returns this change for a file whose content is still what it was planned from, and which has another owner, mode or attributes: what of these
   * the plan does not change stays as it is there.
   *
   * @return empty when more than that differs, or nothing would be left to do
   */
  public Optional<FileContent> fromWhatIsThere(View view) throws TrekException {
    Optional<Image> there = before.isEmpty() ? Optional.empty() : Image.at(view.host(host), path);
    return there
        .filter(image -> image.kind() == FileState.Kind.FILE && image.digest().equals(before.get().digest()))
        .filter(image -> !image.equals(after.keeping(image, before.get())))
        .map(image -> new FileContent(host, path, Optional.of(image), after.keeping(image, before.get()), content, modified, summary));
  }

  @Override
  public FileContent dated(Instant planned) {
    return modified.isPresent() ? this : new FileContent(host, path, before, after, content, Optional.of(planned), summary);
  }

  @Override
  public FileContent with(ContentStore contents) {
    return new FileContent(host, path, before, after, content.in(contents), modified, summary);
  }

  /**
   * Opens what the file held before, as it was kept when the change was made; empty where it was created.
   *
   * @throws TrekException when what was kept can't be read
   */
  public Optional<InputStream> was(Side side) throws TrekException {
    return before.isEmpty() ? Optional.empty() : Optional.of(FilePreImage.content(side));
  }

  private static Image plainFile(HostView host, HostPath path) throws TrekException {
    Optional<FileState> found = host.stat(path);
    if (found.isEmpty() || found.get().kind() != FileState.Kind.FILE || found.get().links() > 1) {
      throw TrekException.at(host.name() + ":" + path)
          .kind(TrekException.Kind.REFUSED)
          .found("expected a file with one name, but there is " + (found.isEmpty() ? "nothing" : FileExchange.words(found).replaceFirst("^there is ", "")))
          .next(found.isEmpty() ? "check the path" : "name the file itself, or give it a copy of its own");
    }
    return Image.of(host, path, found.get());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    return host + ":" + path + ": " + summary;
  }

  @Override
  public Set<String> touches() {
    return Set.of("file " + host + " " + path);
  }

  @Override
  public JSONObject toJson() {
    return Fields.kind(KIND)
        .put("host", host)
        .put("path", path)
        .put("before", before, Image::toJson)
        .put("after", after.toJson())
        .put("content", content.toJson())
        .put("modified", modified, time -> new com.unboundid.util.json.JSONString(time.toString()))
        .put("summary", summary)
        .object();
  }

  static FileContent read(Fields fields) {
    return new FileContent(
        fields.text("host"),
        fields.path("path"),
        fields.maybe("before", fields::object).map(Image::read),
        Image.read(fields.object("after")),
        Content.read(fields.object("content")),
        fields.maybe("modified", fields::time),
        fields.text("summary"));
  }

  @Override
  public void keep(View view, Side side) throws TrekException {
    if (before.isPresent()) {
      FilePreImage.keep(view.host(host), path, side);
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
    if (found.isPresent() && found.get().links() > 1) {
      return Seen.FOREIGN;
    }
    if (before.isEmpty() ? found.isEmpty() : before.get().is(on, path, found)) {
      return ours ? Seen.BETWEEN : Seen.BEFORE;
    }
    return Seen.FOREIGN;
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    FileExchange.Target target = new FileExchange.Target(Optional.of(after), () -> content.open(side), modified);
    return new FileExchange(estate.host(host), path, side.scratch()).exchange(before, target);
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    FileExchange.Target target =
        before.isEmpty() ? FileExchange.Target.nothing() : new FileExchange.Target(before, () -> contentBefore(side), FilePreImage.modified(side));
    return new FileExchange(estate.host(host), path, side.scratch()).exchange(Optional.of(after), target);
  }

  private InputStream contentBefore(Side side) throws TrekException {
    return FilePreImage.content(side);
  }

  @Override
  public View over(View below) {
    return OverlayView.files(below, host, under -> new OverlayFile(under, path, after, content, modified));
  }

  @Override
  public Set<Place> folders(View view) {
    return Set.of(new Place(host, path.parent()));
  }
}
