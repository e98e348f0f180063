package org.mailtrek.config;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Step.Preview;
import org.mailtrek.engine.change.Content;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.engine.change.Folder;
import org.mailtrek.engine.change.Link;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Previews what is carried as changes of a host, with the owners and modes that the new daemons need: they read, and don't write. */
final class PreviewCarrier implements Carrier {

  private static final int FOLDER_MODE = 0750;
  private static final int PROGRAM_MODE = 0750;
  private static final int FILE_MODE = 0640;

  private final View view;
  private final String host;
  private final Owner owner;
  private final Preview preview;
  private final Set<HostPath> made = new HashSet<>();

  PreviewCarrier(View view, String host, Owner owner, Preview preview) {
    this.view = view;
    this.host = host;
    this.owner = owner;
    this.preview = preview;
  }

  Owner owner() {
    return owner;
  }

  @Override
  public void folder(HostPath path) throws TrekException {
    for (Folder each : Folder.of(view, host, path, owner, FOLDER_MODE)) {
      if (made.add(each.path())) {
        preview.change(each);
      }
    }
  }

  @Override
  public void file(HostPath path, byte[] content, boolean program) throws TrekException {
    preview.content(content);
    preview.change(FileContent.create(view, host, path, Content.stored(content), owner, program ? PROGRAM_MODE : FILE_MODE));
  }

  @Override
  public void link(HostPath path, byte[] target) throws TrekException {
    Optional<Link> change = Link.of(view, host, path, target, Owner.of(0, 0));
    if (change.isPresent()) {
      preview.change(change.get());
    }
  }

  @Override
  public void note(String sentence) {
    preview.note(sentence);
  }
}
