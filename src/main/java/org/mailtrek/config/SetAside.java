package org.mailtrek.config;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Content;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.engine.change.Folder;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Copies the configuration files of a release into a folder beside their own, for an upgrade that writes the new release's files where the old
 * ones lie. The takeover reads the copies, so that it can be repeated.
 */
final class SetAside implements Step {

  private static final int FOLDER_MODE = 0750;

  private final String host;
  private final HostPath folder;
  private final HostPath kept;

  SetAside(String host, HostPath folder, HostPath kept) {
    this.host = host;
    this.folder = folder;
    this.kept = kept;
  }

  @Override
  public String id() {
    return "set-configuration-aside";
  }

  @Override
  public String title() {
    return "Keep a copy of the configuration in " + kept;
  }

  @Override
  public Set<String> procedures() {
    return Set.of("K5", "K9");
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    HostView machine = view.host(host);
    FileState state = machine.stat(folder).orElseThrow(() -> TrekException.at(host + ":" + folder).found("there is no such folder").next("correct config under products in estate.yaml"));
    boolean there = machine.stat(kept).isPresent();
    if (!there) {
      for (Folder each : Folder.of(view, host, kept, Owner.of(state.uid(), state.gid()), FOLDER_MODE)) {
        preview.change(each);
      }
    }
    for (HostPath path : machine.list(folder)) {
      if (HostTree.configuration(path)) {
        copy(view, path, preview);
      }
    }
  }

  private void copy(View view, HostPath path, Preview preview) throws TrekException {
    HostView machine = view.host(host);
    HostPath copy = path.rebase(folder, kept);
    Optional<FileState> from = machine.stat(path);
    if (from.isEmpty() || from.get().kind() == FileState.Kind.FOLDER) {
      return;
    }
    byte[] content = machine.readAll(path);
    if (machine.stat(copy).isEmpty()) {
      preview.content(content);
      preview.change(FileContent.create(view, host, copy, Content.stored(content), Owner.of(from.get().uid(), from.get().gid()), from.get().mode() & 0777));
    } else if (!Arrays.equals(content, machine.readAll(copy))) {
      throw TrekException.at(host + ":" + copy)
          .kind(TrekException.Kind.REFUSED)
          .found("is there already, and holds other settings than " + path)
          .next("exec " + host + " diff " + copy + " " + path + ", then move " + kept + " away");
    }
  }

  @Override
  public void verify(View view) throws TrekException {
    if (view.host(host).stat(kept).isEmpty()) {
      throw TrekException.at(host + ":" + kept).kind(TrekException.Kind.DIFFERENT).found("is not there").next("plan again");
    }
  }
}
