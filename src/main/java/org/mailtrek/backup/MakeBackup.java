package org.mailtrek.backup;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Keep;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.VolumeSearch;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;

/**
 * Backs parts of an estate up, beside the journal; attachments where they are, by a snapshot of their file system or else by hard links. Nothing is stopped for it. The database comes
 * before the attachments, so that at worst there are files too many and never too few.
 */
public final class MakeBackup implements Step {

  private final String id;
  private final List<Site> sites;
  private final Set<Part> parts;
  private final String suffix;
  private final boolean digests;
  private final boolean copies;

  /**
   * Backs up parts of servers.
   *
   * @param id the step's id, which the backup is named by
   * @param suffix what follows the name of the attachments' folder in the name of their copy
   */
  public MakeBackup(String id, List<Site> sites, Set<Part> parts, String suffix) {
    this(id, sites, parts, suffix, false, false);
  }

  private MakeBackup(String id, List<Site> sites, Set<Part> parts, String suffix, boolean digests, boolean copies) {
    this.digests = digests;
    this.copies = copies;
    this.id = id;
    this.sites = List.copyOf(sites);
    this.parts = Set.copyOf(parts);
    this.suffix = suffix;
  }

  /** Returns the same, which also reads every attachment and notes the digest of its content. */
  public MakeBackup digesting() {
    return new MakeBackup(id, sites, parts, suffix, true, copies);
  }

  /** Returns the same, which copies attachments that no hard link reaches into the backup itself. */
  public MakeBackup copying() {
    return new MakeBackup(id, sites, parts, suffix, digests, true);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String title() {
    return "Back up " + Part.words(parts).replace("ldap", "directory").replace("config", "configuration").replace(",", ", ");
  }

  @Override
  public boolean keeps() {
    return true;
  }

  /** A second name is the file itself, so that there is nothing to compare: looking at every name again takes much longer than giving it. */
  @Override
  public boolean compares() {
    return true;
  }

  @Override
  public void keep(View view, Keep keep) throws TrekException {
    for (Site site : sites) {
      if (parts.contains(Part.CONFIG)) {
        new ConfigCopy(site.host()).keep(view, site.config(), keep);
      }
    }
    if (parts.contains(Part.LDAP)) {
      DirectoryCopy.keep(view, keep);
    }
    for (Site site : sites) {
      if (parts.contains(Part.DATABASE) && site.database()) {
        new DatabaseCopy(site.host()).keep(view, keep);
      }
      if (indexed(site)) {
        ConfigCopy.ofIndex(site.host()).keep(view, site.index().orElseThrow(), keep);
      }
      if (links(site) && protectedThere(view, site)) {
        new AttachmentCopy(site.host()).keep(places(view, site), keep);
        new AttachmentList(site.host()).keep(view.host(site.host()), site.attachments().orElseThrow(), digests, keep);
      } else if (copied(view, site)) {
        ConfigCopy.ofAttachments(site.host()).keep(view, site.attachments().orElseThrow(), keep);
      }
    }
  }

  @Override
  public long room(View view) throws TrekException {
    long all = 0;
    for (Site site : sites) {
      all += parts.contains(Part.DATABASE) && site.database() ? view.database(site.host()).bytes() : 0;
      all += indexed(site) ? bytes(view.host(site.host()), site.index().orElseThrow()) : 0;
      all += copied(view, site) ? bytes(view.host(site.host()), site.attachments().orElseThrow()) : 0;
    }
    return all;
  }

  /** Returns whether the attachments of a site are to be copied, for want of a snapshot and of hard links. */
  private boolean copied(View view, Site site) throws TrekException {
    return copies && links(site) && view.host(site.host()).stat(site.attachments().orElseThrow()).isPresent() && !protectedThere(view, site);
  }

  /** Returns whether attachments can be kept where they are. */
  private boolean protectedThere(View view, Site site) throws TrekException {
    HostPath from = site.attachments().orElseThrow();
    return AttachmentCopy.possible(view, site.host(), from, beside(from)) || volume(view, site).snapshot().isPresent();
  }

  private VolumeSearch volume(View view, Site site) throws TrekException {
    return VolumeSearch.of(view, site.host(), site.attachments().orElseThrow(), suffix);
  }

  private static long bytes(HostView on, HostPath path) throws TrekException {
    Optional<FileState> found = on.stat(path);
    if (found.isEmpty() || found.get().kind() != FileState.Kind.FOLDER) {
      return found.map(FileState::size).orElse(0L);
    }
    long all = 0;
    for (HostPath each : on.list(path)) {
      all += bytes(on, each);
    }
    return all;
  }

  private boolean indexed(Site site) {
    return parts.contains(Part.INDEX) && site.index().isPresent();
  }

  private boolean links(Site site) {
    return parts.contains(Part.ATTACHMENTS) && site.attachments().isPresent();
  }

  private AttachmentCopy.Places places(View view, Site site) throws TrekException {
    HostPath from = site.attachments().orElseThrow();
    return volume(view, site).snapshot().map(each -> new AttachmentCopy.Places(from, each.to(), Optional.of(each.volume()))).orElse(linked(from));
  }

  private AttachmentCopy.Places linked(HostPath from) {
    return new AttachmentCopy.Places(from, beside(from), Optional.empty());
  }

  private HostPath beside(HostPath from) {
    return from.parent().resolve(from.name() + suffix);
  }

  private void attachments(View view, Site site, Preview preview) throws TrekException {
    VolumeSearch found = volume(view, site);
    if (found.snapshot().isPresent()) {
      new AttachmentCopy(site.host()).snapshot(view, found.snapshot().get(), preview);
      return;
    }
    found.hindrance().ifPresent(why -> preview.note("no snapshot of the file system: " + why));
    if (copied(view, site)) {
      preview.note(site.attachments().orElseThrow() + " is a mount of its own, where no hard link reaches: its "
          + bytes(view.host(site.host()), site.attachments().orElseThrow()) + " bytes are copied into the estate's snapshots/");
    } else {
      new AttachmentCopy(site.host()).link(view, linked(site.attachments().orElseThrow()), preview);
    }
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    for (Site site : sites) {
      if (indexed(site)) {
        preview.note("the search index is copied as it lies there: stop the search service first for one that can be used as it is; it can also be built anew");
      }
      if (links(site)) {
        attachments(view, site, preview);
      }
      if (parts.contains(Part.DATABASE) && site.database()) {
        for (String server : MailServers.of(view.host(site.host()).services())) {
          if (view.host(site.host()).services().state(server).run() == Run.RUNNING) {
            preview.note(server + " runs: if it writes meanwhile, the dump is whole, but can't be restored by 'backup restore'; stop it first for that");
          }
        }
      }
    }
    if (parts.size() > 1 || !parts.contains(Part.ATTACHMENTS)) {
      preview.note("kept in the estate's snapshots/; an undo leaves it there");
    }
  }
}
