package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.Packages;
import org.mailtrek.host.TrekException;

/**
 * Lets a machine's package manager fetch the lists of a repository whose files are there, and trust its key. The lists are the package manager's own
 * cache: what matters is whether it has some.
 *
 * @param host name of the host
 * @param repository name of the repository
 */
public record RepositoryLists(String host, String repository) implements Change {

  static final String KIND = "repository-lists";

  /**
   * Fetches them.
   *
   * @return empty where the machine has them
   * @throws TrekException when it can't be asked
   */
  public static Optional<RepositoryLists> of(View view, String host, String repository) throws TrekException {
    return view.host(host).packages().repositories().listed(repository) ? Optional.empty() : Optional.of(new RepositoryLists(host, repository));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    return host + ": fetch what repository " + repository + " offers";
  }

  @Override
  public Set<String> touches() {
    return Set.of("repository " + host + " " + repository);
  }

  @Override
  public JSONObject toJson() {
    return Fields.kind(KIND).put("host", host).put("repository", repository).object();
  }

  static RepositoryLists read(Fields fields) {
    return new RepositoryLists(fields.text("host"), fields.text("repository"));
  }

  @Override
  public void keep(View view, Side side) {
    // There is nothing to keep: before, there are none.
  }

  @Override
  public Seen look(View view, Side side) throws TrekException {
    return view.host(host).packages().repositories().listed(repository) ? Seen.AFTER : Seen.BEFORE;
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    Packages packages = estate.host(host).packages();
    if (!packages.view().repositories().listed(repository)) {
      packages.enlist(repository);
    }
    return Left.NOTHING;
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    estate.host(host).packages().unlist(repository);
    return Left.NOTHING;
  }

  @Override
  public View over(View below) {
    return OverlayView.host(below, host, view -> OverlayHostView.over(view).packages(new OverlayRepository(view.packages(), repository)));
  }

  @Override
  public Set<Place> folders(View view) {
    return Set.of();
  }
}
