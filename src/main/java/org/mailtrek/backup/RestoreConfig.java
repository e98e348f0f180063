package org.mailtrek.backup;

import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.mailtrek.backup.ConfigCopy.Listed;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Bytes;
import org.mailtrek.engine.change.Content;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.engine.change.Folder;
import org.mailtrek.engine.change.Image;
import org.mailtrek.engine.change.Link;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.engine.change.Ownership;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Makes the configuration's files what they are in a backup: content, owner, mode, time and extended attributes of the {@code user} name space; of
 * folders, owner and mode. Files that the backup lacks stay.
 */
public final class RestoreConfig implements Step {

  private final String host;
  private final Kept kept;
  private final String what;
  private final ConfigCopy copy;

  /** Restores the configuration of one host. */
  public RestoreConfig(String host, Kept kept) {
    this(host, kept, "configuration", new ConfigCopy(host));
  }

  private RestoreConfig(String host, Kept kept, String what, ConfigCopy copy) {
    this.host = host;
    this.kept = kept;
    this.what = what;
    this.copy = copy;
  }

  /** Restores attachments that a backup holds as files of its own. */
  public static RestoreConfig ofAttachments(String host, Kept kept) {
    return new RestoreConfig(host, kept, "attachments", ConfigCopy.ofAttachments(host));
  }

  /** Restores a search index. */
  public static RestoreConfig ofIndex(String host, Kept kept) {
    return new RestoreConfig(host, kept, "index", ConfigCopy.ofIndex(host));
  }

  /** Restores the option files of a database. */
  public static RestoreConfig ofDatabaseOptions(String host, Kept kept) {
    return new RestoreConfig(host, kept, "database options", ConfigCopy.ofDatabaseOptions(host));
  }

  @Override
  public String id() {
    return "restore-" + what.replace("configuration", "config").replace(' ', '-') + "-" + host;
  }

  @Override
  public String title() {
    return "Restore the " + what + " of " + host + " from " + kept.name();
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    HostView on = view.host(host);
    Set<HostPath> known = new HashSet<>();
    HostPath top = HostPath.ROOT;
    for (Listed each : copy.read(kept)) {
      top = known.isEmpty() ? each.path() : top;
      known.add(each.path());
      restore(view, on, each, preview);
    }
    long more = known.isEmpty() ? 0 : others(on, top, known);
    if (more > 0) {
      preview.note(more + (more == 1 ? " file is" : " files are") + " below " + host + ":" + top + " and not in the backup: left as they are");
    }
  }

  private void restore(View view, HostView on, Listed each, Preview preview) throws TrekException {
    Optional<FileState> found = on.stat(each.path());
    Owner owner = Owner.of(each.uid(), each.gid());
    if (found.isPresent() && found.get().kind() != each.kind()) {
      preview.note(host + ":" + each.path() + " was a " + word(each.kind()) + " and is a " + word(found.get().kind()) + ": left as it is");
      return;
    }
    switch (each.kind()) {
      case FOLDER -> {
        if (found.isEmpty()) {
          preview.change(new Folder(host, each.path(), owner, each.mode()));
        } else {
          Ownership.Rule rule = new Ownership.Rule(owner, Optional.of(each.mode()), Optional.empty(), false);
          Optional<Ownership> change = Ownership.of(view, host, each.path(), rule);
          if (change.isPresent()) {
            preview.change(change.get());
          }
        }
      }
      case LINK -> {
        Optional<Link> link = Link.of(view, host, each.path(), each.target(), owner);
        if (link.isPresent()) {
          preview.change(link.get());
        }
      }
      case FILE -> file(on, each, found, preview);
      default -> {
        // sockets and pipes are made by the programs that use them
      }
    }
  }

  private void file(HostView on, Listed each, Optional<FileState> found, Preview preview) throws TrekException {
    Optional<Image> now = Image.at(on, each.path());
    Owner owner = Owner.of(each.uid(), each.gid());
    String digest = kept.digest(copy.content(each.path()));
    SortedMap<String, Bytes> attributes = each.attributes().or(() -> now.map(Image::attributes)).orElse(Collections.emptySortedMap());
    boolean content = now.isPresent() && now.get().digest().equals(digest);
    if (content && now.get().owner().equals(owner) && now.get().mode() == each.mode() && now.get().attributes().equals(attributes)) {
      return;
    }
    if (found.isPresent() && found.get().links() > 1) {
      preview.note(host + ":" + each.path() + " has several names: left as it is");
      return;
    }
    Content stored = copy.content(kept, each, preview);
    Image after = new Image(FileState.Kind.FILE, owner, each.mode(), attributes, stored.digest(), stored.size(), Bytes.NONE);
    String what = now.isEmpty() ? "restore, " + stored.size() + " bytes" : content ? "restore owner, mode and attributes" : "restore the content of the backup";
    preview.change(new FileContent(host, each.path(), now, after, stored, Optional.of(each.modified()), what));
  }

  private static String word(FileState.Kind kind) {
    return kind.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static long others(HostView on, HostPath folder, Set<HostPath> known) throws TrekException {
    long count = 0;
    if (on.stat(folder).map(FileState::kind).orElse(FileState.Kind.FILE) == FileState.Kind.FOLDER) {
      for (HostPath each : on.list(folder)) {
        count += known.contains(each) ? 0 : 1;
        count += others(on, each, known);
      }
    }
    return count;
  }
}
