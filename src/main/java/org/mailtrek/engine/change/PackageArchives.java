package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.PackagesView;
import org.mailtrek.host.TrekException;

/**
 * Fetches archives of packages from a machine's repositories into Mailtrek's own folder there. Nothing is installed; a repository that is out of reach
 * is found before anything stands still for it. Its overlay shows nothing: what is in the archives is known when they are there.
 *
 * @param host name of the host
 * @param archives each {@code NAME=VERSION}
 */
public record PackageArchives(String host, List<String> archives) implements Change {

  static final String KIND = "package-archives";

  /** Checks that there is something to fetch. */
  public PackageArchives {
    archives = List.copyOf(archives);
    if (archives.isEmpty()) {
      throw new IllegalArgumentException(host + ": no archives");
    }
  }

  /**
   * Fetches those of some packages that lie in no folder yet.
   *
   * @param packages each {@code NAME=VERSION}
   * @return empty where all are at hand
   * @throws TrekException when the host can't be asked
   */
  public static Optional<PackageArchives> of(View view, String host, List<String> packages) throws TrekException {
    List<String> missing = missing(view.host(host).packages(), packages);
    return missing.isEmpty() ? Optional.empty() : Optional.of(new PackageArchives(host, missing));
  }

  private static List<String> missing(PackagesView there, List<String> packages) throws TrekException {
    List<String> missing = new ArrayList<>();
    for (String each : packages) {
      int equals = each.indexOf('=');
      if (!there.atHand(each.substring(0, equals), each.substring(equals + 1))) {
        missing.add(each);
      }
    }
    return missing;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    return host + ": fetch the archives of " + archives.stream().map(each -> each.replaceFirst("=", " ")).collect(Collectors.joining(", "));
  }

  @Override
  public Set<String> touches() {
    return archives.stream().map(each -> "archive " + host + " " + each).collect(Collectors.toSet());
  }

  @Override
  public JSONObject toJson() {
    return Fields.kind(KIND).put("host", host).putTexts("archives", archives).object();
  }

  static PackageArchives read(Fields fields) {
    return new PackageArchives(fields.text("host"), fields.texts("archives"));
  }

  @Override
  public void keep(View view, Side side) {
    // There is nothing to keep: before, none of them is there.
  }

  @Override
  public Seen look(View view, Side side) throws TrekException {
    int missing = missing(view.host(host).packages(), archives).size();
    return missing == 0 ? Seen.AFTER : missing == archives.size() ? Seen.BEFORE : Seen.BETWEEN;
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    List<String> missing = missing(estate.host(host).packages().view(), archives);
    if (!missing.isEmpty()) {
      estate.host(host).packages().fetch(missing);
    }
    return Left.NOTHING;
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    estate.host(host).packages().discard(archives);
    return Left.NOTHING;
  }

  @Override
  public View over(View below) {
    return below;
  }

  @Override
  public Set<Place> folders(View view) {
    return Set.of();
  }
}
