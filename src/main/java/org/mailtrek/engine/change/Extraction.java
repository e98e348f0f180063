package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Writes attachments that lie in the database into files, one segment of them: all under scratch names first, made durable, then renamed, so that
 * no attachment ever has a file that is not whole. The rows stay where they are, and are what a file is compared with afterwards.
 *
 * <p>Taking it back removes the files that still hold just what the rows hold, and the folders that it made where they are empty. So a file is
 * never removed that is the only copy.
 *
 * @param host name of the host, whose product has the database
 * @param top the folder of the store
 * @param owner what files and folders get
 * @param connections how many of them read side by side
 * @param folders those to be made, outermost first
 * @param attachments by ascending id; their files are not there
 * @param modified the files' time of the last write; set by the plan where it is empty
 */
public record Extraction(
    String host, HostPath top, Modes owner, int connections, List<HostPath> folders, List<Item> attachments, Optional<Instant> modified) implements Change {

  static final String KIND = "extraction";

  /** How many connections may read side by side. */
  public static final int MOST_CONNECTIONS = 4;

  /**
   * Who owns what is made.
   *
   * @param owner owner and group
   * @param folder permission bits of folders
   * @param file permission bits of files
   */
  public record Modes(Owner owner, int folder, int file) {}

  /**
   * An attachment.
   *
   * @param id its number
   * @param file where it goes
   * @param size length of its content in bytes
   */
  public record Item(long id, HostPath file, long size) {

    String text() {
      return id + " " + size + " " + file;
    }

    static Item parse(String text) {
      String[] words = text.split(" ", 3);
      return new Item(Long.parseLong(words[0]), HostPath.parse(words[2]), Long.parseLong(words[1]));
    }
  }

  /** Checks that there is something to do, in order. */
  public Extraction {
    folders = List.copyOf(folders);
    attachments = List.copyOf(attachments);
    if (attachments.isEmpty() || connections < 1 || connections > MOST_CONNECTIONS) {
      throw new IllegalArgumentException(host + ":" + top + ": " + attachments.size() + " attachments over " + connections + " connections");
    }
    for (int n = 1; n < attachments.size(); n++) {
      if (attachments.get(n).id() <= attachments.get(n - 1).id()) {
        throw new IllegalArgumentException("attachment " + attachments.get(n).id() + " after " + attachments.get(n - 1).id());
      }
    }
  }

  @Override
  public Extraction dated(Instant planned) {
    return modified.isPresent() ? this : new Extraction(host, top, owner, connections, folders, attachments, Optional.of(planned));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    long bytes = attachments.stream().mapToLong(Item::size).sum();
    return host + ":" + top + ": " + attachments.size() + " attachments from the database, " + attachments.get(0).id() + " first, " + bytes + " bytes";
  }

  @Override
  public Set<String> touches() {
    return Set.of("file " + host + " " + top, "attachment rows " + host);
  }

  @Override
  public Stream<String> items() {
    return attachments.stream().map(each -> "attachment " + host + " " + each.text());
  }

  @Override
  public JSONObject toJson() {
    return Fields.kind(KIND)
        .put("host", host)
        .put("top", top)
        .put("owner", owner.owner().toString())
        .put("folder-mode", Integer.toOctalString(owner.folder()))
        .put("file-mode", Integer.toOctalString(owner.file()))
        .put("connections", connections)
        .put("folders", folders, folder -> new JSONString(folder.toString()))
        .put("attachments", attachments, item -> new JSONString(item.text()))
        .put("modified", modified, time -> new JSONString(time.toString()))
        .object();
  }

  static Extraction read(Fields fields) {
    Modes modes = new Modes(Owner.parse(fields.text("owner")), Integer.parseInt(fields.text("folder-mode"), 8), Integer.parseInt(fields.text("file-mode"), 8));
    return new Extraction(
        fields.text("host"),
        fields.path("top"),
        modes,
        fields.integer("connections"),
        fields.texts("folders").stream().map(HostPath::parse).toList(),
        fields.texts("attachments").stream().map(Item::parse).toList(),
        fields.maybe("modified", fields::time));
  }

  @Override
  public void keep(View view, Side side) {
    // what the files are to hold stays in the database
  }

  @Override
  public Seen look(View view, Side side) throws TrekException {
    HostView on = view.host(host);
    SortedMap<Long, HostPath> there = new TreeMap<>();
    List<Item> reachable = reachable(on);
    Map<HostPath, FilesView.Glimpse> found = on.present(reachable.stream().map(Item::file).toList());
    for (Item each : reachable) {
      FilesView.Glimpse seen = found.get(each.file());
      if (seen != null && !plain(seen, each)) {
        return Seen.FOREIGN;
      }
      if (seen != null) {
        there.put(each.id(), each.file());
      }
    }
    boolean begun = !on.present(reachable.stream().map(each -> side.scratch().beside(each.file())).toList()).isEmpty();
    if (there.isEmpty() && !begun) {
      List<HostPath> made = new ArrayList<>(folders);
      folders.forEach(each -> made.add(side.scratch().beside(each)));
      begun = !on.present(made).isEmpty();
    }
    if (!there.isEmpty() && new FilesLikeRows(on, view.database(host).attachmentRows()).among(there).size() < there.size()) {
      return Seen.FOREIGN;
    }
    return begun || !there.isEmpty() && there.size() < attachments.size() ? Seen.BETWEEN : there.isEmpty() ? Seen.BEFORE : Seen.AFTER;
  }

  private static boolean plain(FilesView.Glimpse found, Item item) {
    return found.kind() == FileState.Kind.FILE && found.size() == item.size();
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    return new Extracting(this, estate.host(host), estate.view().database(host).attachmentRows(), side.scratch()).perform();
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    return new Extracting(this, estate.host(host), estate.view().database(host).attachmentRows(), side.scratch()).revert();
  }

  /** Returns those whose folder is there, so that something of them can be. */
  List<Item> reachable(HostView view) throws TrekException {
    Set<HostPath> absent = new HashSet<>();
    absent.addAll(folders);
    absent.removeAll(view.present(folders).keySet());
    return absent.isEmpty() ? attachments : attachments.stream().filter(each -> !absent.contains(each.file().parent())).toList();
  }

  /** Tells which of the files are there: just as they are to be, or otherwise. */
  Standing standing(Host on, org.mailtrek.host.AttachmentRows rows) throws TrekException {
    SortedMap<Long, HostPath> plain = new TreeMap<>();
    List<Item> present = new ArrayList<>();
    List<Item> reachable = reachable(on.view());
    Map<HostPath, FilesView.Glimpse> there = on.view().present(reachable.stream().map(Item::file).toList());
    for (Item each : reachable) {
      FilesView.Glimpse found = there.get(each.file());
      if (found != null) {
        present.add(each);
        if (plain(found, each)) {
          plain.put(each.id(), each.file());
        }
      }
    }
    Set<Long> same = plain.isEmpty() ? Set.of() : new FilesLikeRows(on.view(), rows).among(plain);
    return new Standing(present.stream().filter(each -> same.contains(each.id())).toList(), present.stream().filter(each -> !same.contains(each.id())).toList());
  }

  /**
   * Which files are there.
   *
   * @param ours those that hold what the rows hold
   * @param foreign all others
   */
  record Standing(List<Item> ours, List<Item> foreign) {

    boolean has(Item item) {
      return ours.contains(item) || foreign.contains(item);
    }
  }

  @Override
  public View over(View below) {
    return OverlayView.files(below, host, under -> new OverlayExtracted(under, below, this));
  }

  @Override
  public Set<Place> folders(View view) throws TrekException {
    Set<Place> disturbed = new LinkedHashSet<>();
    for (HostPath folder : folders) {
      disturbed.add(new Place(host, folder.parent()));
    }
    for (Item each : attachments) {
      disturbed.add(new Place(host, each.file().parent()));
    }
    return disturbed;
  }
}
