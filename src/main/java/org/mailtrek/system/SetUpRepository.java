package org.mailtrek.system;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.Content;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.engine.change.Folder;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.engine.change.RepositoryLists;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Repositories;
import org.mailtrek.host.Repository;
import org.mailtrek.host.TrekException;

/**
 * Tells a machine's package manager of a repository: its key, its address, its sign-in, and fetches its lists. It is tried before anything is
 * written: one that can't be reached, does not let us in, or is not signed with the key is refused.
 */
final class SetUpRepository implements Step {

  private static final Owner ROOT = Owner.of(0, 0);

  private final String host;
  private final String name;
  private final SystemSteps.Known repository;

  SetUpRepository(String host, String name, SystemSteps.Known repository) {
    this.host = host;
    this.name = name;
    this.repository = repository;
  }

  @Override
  public String id() {
    return "set-up-repository";
  }

  @Override
  public String title() {
    return "Set up repository " + name + " on " + host;
  }

  @Override
  public Set<String> procedures() {
    return Set.of("Z4");
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    Repository wanted = repository.get();
    Repositories repositories = view.host(host).packages().repositories();
    View now = view;
    boolean written = false;
    for (Repositories.File file : repositories.files(wanted)) {
      List<Folder> folders = Folder.of(now, host, file.path().parent(), ROOT, 0755);
      for (Folder each : folders) {
        preview.change(each);
        now = each.over(now);
      }
      Optional<FileContent> change = change(now, file, preview);
      if (change.isPresent()) {
        preview.change(change.get());
        now = change.get().over(now);
        written = true;
      }
    }
    boolean listed = repositories.listed(name);
    if (written) {
      preview.note("repository " + name + " is signed with the key " + wanted.key().fingerprint() + ": compare that with what its publisher says");
      if (listed) {
        preview.note(host + " has lists of an earlier repository " + name + ": let its package manager fetch them anew afterwards");
      }
    }
    if (written || !listed) {
      repositories.tryOut(wanted);
    }
    Optional<Change> lists = RepositoryLists.of(view, host, name).map(each -> each);
    if (lists.isPresent()) {
      preview.change(lists.get());
    }
  }

  /** Compares with what is there; what is in a file is kept with the plan's contents and shown nowhere. */
  private Optional<FileContent> change(View now, Repositories.File file, Preview preview) throws TrekException {
    byte[] content = file.content().use(byte[]::clone);
    Optional<FileState> there = now.host(host).stat(file.path());
    byte[] old = there.isEmpty() || there.get().kind() != FileState.Kind.FILE ? new byte[0] : now.host(host).readAll(file.path());
    boolean same = there.isPresent() && java.util.Arrays.equals(old, content);
    if (same && there.get().mode() == file.mode() && there.get().uid() == 0 && there.get().gid() == 0) {
      return Optional.empty();
    }
    preview.content(content);
    return Optional.of(there.isEmpty()
        ? FileContent.create(now, host, file.path(), Content.stored(content), ROOT, file.mode())
        : FileContent.of(now, host, file.path(), old, Content.stored(content)).ownedBy(ROOT, file.mode()));
  }

  @Override
  public void verify(View view) throws TrekException {
    if (!view.host(host).packages().repositories().listed(name)) {
      throw TrekException.at(host + ": repository " + name).kind(TrekException.Kind.DIFFERENT).found("its lists are not there").next("resume");
    }
  }
}
