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

/** Gives trees to the account that the daemons run as, whatever their configuration calls it: one pass each, modes stay. */
final class OwnFiles implements Step {

  private final String host;
  private final SystemSteps.Account account;
  private final List<HostPath> trees;

  OwnFiles(String host, SystemSteps.Account account, List<HostPath> trees) {
    this.host = host;
    this.account = account;
    this.trees = List.copyOf(trees);
  }

  @Override
  public String id() {
    return "own-files";
  }

  @Override
  public String title() {
    return "Give attachments and search index to the account of the daemons";
  }

  @Override
  public Set<String> procedures() {
    return Set.of("Z11");
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    Owner owner = account.of(view);
    for (HostPath tree : trees) {
      if (view.host(host).stat(tree).isPresent()) {
        Optional<Ownership> change = of(view, tree, owner);
        if (change.isPresent()) {
          preview.change(change.get());
        }
      } else {
        preview.note(tree + " is not there: nothing to own");
      }
    }
  }

  /** Files that the backup gave a second name are meant as well. */
  private Optional<Ownership> of(View view, HostPath tree, Owner owner) throws TrekException {
    return Ownership.tree(view, host, tree, new Ownership.Rule(owner, Optional.empty(), Optional.empty(), true));
  }

  @Override
  public void verify(View view) throws TrekException {
    Owner owner = account.of(view);
    for (HostPath tree : trees) {
      if (view.host(host).stat(tree).isPresent()) {
        Optional<Change> left = of(view, tree, owner).map(each -> each);
        if (left.isPresent()) {
          throw TrekException.at(host + ":" + tree).kind(TrekException.Kind.DIFFERENT).found("holds files that " + owner + " does not own").next("resume");
        }
      }
    }
  }
}
