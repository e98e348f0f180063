package org.mailtrek.macro;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Something on a host, as a macro sees it: what is there now, or will be after the blocks so far. Only reads. */
public final class FilePlace {

  private final Recorder world;
  private final Place place;

  FilePlace(Recorder world, Place place) {
    this.world = world;
    this.place = place;
  }

  Place place() {
    return place;
  }

  /** Returns the host's name. */
  public String getHost() {
    return place.host();
  }

  /** Returns the path. */
  public String getPath() {
    return place.path().toString();
  }

  /** Returns the last part of the path. */
  public String getName() {
    return place.path().name();
  }

  private Optional<FileState> state() throws TrekException {
    return world.view().host(place.host()).stat(place.path());
  }

  private FileState there() throws TrekException {
    return state().orElseThrow(() -> TrekException.at(place).found("there is nothing").next("check the path"));
  }

  /** Returns whether anything is there. */
  public boolean getExists() throws TrekException {
    return state().isPresent();
  }

  /** Returns {@code file}, {@code folder}, {@code link} or {@code other}. */
  public String getKind() throws TrekException {
    return there().kind().name().toLowerCase(Locale.ROOT);
  }

  /** Returns the size in bytes. */
  public long getSize() throws TrekException {
    return there().size();
  }

  /** Returns the permission bits, as {@code 0640} in octal. */
  public String getMode() throws TrekException {
    return String.format(Locale.ROOT, "%04o", there().mode());
  }

  /** Returns the content as UTF-8. */
  public String getText() throws TrekException {
    return new String(getBytes(), StandardCharsets.UTF_8);
  }

  /** Returns the content. */
  public byte[] getBytes() throws TrekException {
    return world.view().host(place.host()).readAll(place.path());
  }

  /** Returns the lines of the content as UTF-8. */
  public List<String> getLines() throws TrekException {
    return new ArrayList<>(getText().lines().toList());
  }

  /** Returns what lies in the folder, by name. */
  public List<FilePlace> getChildren() throws TrekException {
    return new ArrayList<>(world.view().host(place.host()).list(place.path()).stream().map(each -> new FilePlace(world, new Place(place.host(), each))).toList());
  }

  /** Returns something within the folder. */
  public FilePlace child(String name) {
    return new FilePlace(world, new Place(place.host(), below(name)));
  }

  private HostPath below(String name) {
    HostPath path = place.path();
    for (String part : name.split("/")) {
      path = path.resolve(part);
    }
    return path;
  }

  @Override
  public String toString() {
    return place.toString();
  }
}
