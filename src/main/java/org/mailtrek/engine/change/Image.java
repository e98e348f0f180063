package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import com.unboundid.util.json.JSONValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * What makes a file system object the one that is meant: content, owner, mode and extended attributes; never times, inode or count of links.
 *
 * @param kind file, folder or link
 * @param owner owner and group
 * @param mode permission bits, {@code 07777} at most; 0 for links
 * @param attributes extended attributes of the {@code user} name space
 * @param digest SHA-256 of a file's content, hexadecimal; empty for all others
 * @param size of a file's content in bytes; 0 for all others
 * @param target what a link points to; empty for all others
 */
public record Image(FileState.Kind kind, Owner owner, int mode, SortedMap<String, Bytes> attributes, String digest, long size, Bytes target) {

  /** Copies what can change. */
  public Image {
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  /** Returns the image of a file. */
  public static Image file(Owner owner, int mode, Content content) {
    return new Image(FileState.Kind.FILE, owner, mode, new TreeMap<>(), content.digest(), content.size(), Bytes.NONE);
  }

  /** Returns the image of a folder; what it holds does not matter. */
  public static Image folder(Owner owner, int mode) {
    return new Image(FileState.Kind.FOLDER, owner, mode, new TreeMap<>(), "", 0, Bytes.NONE);
  }

  /** Returns the image of a symbolic link. */
  public static Image link(Owner owner, Bytes target) {
    return new Image(FileState.Kind.LINK, owner, 0, new TreeMap<>(), "", 0, target);
  }

  /**
   * Returns the image of what is at a path, reading a file's content for its digest; empty when there is nothing.
   *
   * @throws TrekException when it can't be read
   */
  public static Optional<Image> at(HostView host, HostPath path) throws TrekException {
    Optional<FileState> state = host.stat(path);
    return state.isEmpty() ? Optional.empty() : Optional.of(of(host, path, state.get()));
  }

  static Image of(HostView host, HostPath path, FileState state) throws TrekException {
    String digest = state.kind() == FileState.Kind.FILE ? Sha256.of(host, path) : "";
    SortedMap<String, Bytes> attributes = new TreeMap<>();
    state.attributes().forEach((name, value) -> attributes.put(name, Bytes.of(value)));
    return new Image(
        state.kind(),
        Owner.of(state.uid(), state.gid()),
        state.kind() == FileState.Kind.LINK ? 0 : state.mode(),
        attributes,
        digest,
        state.kind() == FileState.Kind.FILE ? state.size() : 0,
        Bytes.of(state.target()));
  }

  /** Returns whether this is what lies there; content is read only where all else agrees. */
  boolean is(HostView host, HostPath path, Optional<FileState> found) throws TrekException {
    if (found.isEmpty() || !isButForContent(host, found.get())) {
      return false;
    }
    return kind != FileState.Kind.FILE || size == found.get().size() && digest.equals(Sha256.of(host, path));
  }

  /** Tells what became of making this where nothing was, with a draft of ours beside it on the way. */
  Seen seen(HostView host, HostPath path, HostPath draft) throws TrekException {
    boolean ours = host.stat(draft).isPresent();
    Optional<FileState> found = host.stat(path);
    if (is(host, path, found)) {
      return ours ? Seen.BETWEEN : Seen.AFTER;
    }
    return found.isPresent() ? Seen.FOREIGN : ours ? Seen.BETWEEN : Seen.BEFORE;
  }

  private boolean isButForContent(HostView host, FileState found) throws TrekException {
    return kind == found.kind()
        && (kind == FileState.Kind.LINK || mode == found.mode())
        && target.is(found.target())
        && sameAttributes(found.attributes())
        && owner.is(host.accounts(), found.uid(), found.gid());
  }

  private boolean sameAttributes(Map<String, byte[]> found) {
    return attributes.keySet().equals(found.keySet()) && attributes.entrySet().stream().allMatch(each -> each.getValue().is(found.get(each.getKey())));
  }

  Image withOwner(Owner newOwner, int newMode) {
    return new Image(kind, newOwner, newMode, attributes, digest, size, target);
  }

  /** Returns this image with what is there where it is as it was before: owner and mode together, and attributes. */
  Image keeping(Image there, Image before) {
    boolean given = !owner.equals(before.owner) || mode != before.mode;
    SortedMap<String, Bytes> kept = attributes.equals(before.attributes) ? there.attributes : attributes;
    return new Image(kind, given ? owner : there.owner, given ? mode : there.mode, kept, digest, size, target);
  }

  Image withContent(Content content) {
    return new Image(kind, owner, mode, attributes, content.digest(), content.size(), target);
  }

  JSONObject toJson() {
    Fields fields = new Fields().put("type", kind.name()).put("owner", owner.toString());
    if (kind != FileState.Kind.LINK) {
      fields.put("mode", Integer.toOctalString(mode));
    }
    if (kind == FileState.Kind.FILE) {
      fields.put("digest", digest).put("size", size);
    }
    if (kind == FileState.Kind.LINK) {
      fields.put("target", target);
    }
    if (!attributes.isEmpty()) {
      Map<String, JSONValue> form = new LinkedHashMap<>();
      attributes.forEach((name, value) -> form.put(name, new JSONString(value.encoded())));
      fields.put("attributes", new JSONObject(form));
    }
    return fields.object();
  }

  static Image read(JSONObject object) {
    Fields fields = Fields.of(object);
    FileState.Kind kind = FileState.Kind.valueOf(fields.text("type"));
    SortedMap<String, Bytes> attributes = new TreeMap<>();
    fields.maybe("attributes", fields::object).ifPresent(form -> form.getFields().keySet().forEach(name -> attributes.put(name, Fields.of(form).bytes(name))));
    return new Image(
        kind,
        Owner.parse(fields.text("owner")),
        kind == FileState.Kind.LINK ? 0 : Integer.parseInt(fields.text("mode"), 8),
        attributes,
        fields.maybe("digest", fields::text).orElse(""),
        fields.maybe("size", fields::number).orElse(0L),
        fields.maybe("target", fields::bytes).orElse(Bytes.NONE));
  }
}
