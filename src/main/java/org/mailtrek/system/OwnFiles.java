package org.mailtrek.system;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.engine.change.Ownership;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Gives trees to the account that the daemons run as: one pass each, modes stay. */
final class OwnFiles implements Step {

  private final String host;
  private final Owner owner;
  private final List<HostPath> trees;

  OwnFiles(String host, Owner owner, List<HostPath> trees) {
    this.host = host;
    this.owner = owner;
    this.trees = List.copyOf(trees);
  }

  @Override
  public String id() {
    return "own-files";
  }

  @Override
  public String title() {
    return "Give attachments and search index to " + owner;
  }

  @Override
  public Set<String> procedures() {
    return Set.of("Z11");
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    for (HostPath tree : trees) {
      if (view.host(host).stat(tree).isPresent()) {
        Optional<Ownership> change = of(view, tree);
        if (change.isPresent()) {
          preview.change(change.get());
        }
      } else {
        preview.note(tree + " is not there: nothing to own");
      }
    }
  }

  /** Files that the backup gave a second name are meant as well. */
  private Optional<Ownership> of(View view, HostPath tree) throws TrekException {
    return Ownership.tree(view, host, tree, new Ownership.Rule(owner, Optional.empty(), Optional.empty(), true));
  }

  @Override
  public void verify(View view) throws TrekException {
    for (HostPath tree : trees) {
      if (view.host(host).stat(tree).isPresent()) {
        Optional<Change> left = of(view, tree).map(each -> each);
        if (left.isPresent()) {
          throw TrekException.at(host + ":" + tree).kind(TrekException.Kind.DIFFERENT).found("holds files that " + owner + " does not own").next("resume");
        }
      }
    }
  }
}
