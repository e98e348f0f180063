package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Packages;
import org.mailtrek.host.PackagesView;
import org.mailtrek.host.TrekException;

/**
 * Fetches archives of packages from a machine's repositories into Mailtrek's own folder there, or unpacks them out of a download that lies on the
 * machine into its folder for packages. Nothing is installed; a repository that is out of reach
 * is found before anything stands still for it. Its overlay shows nothing: what is in the archives is known when they are there.
 *
 * @param host name of the host
 * @param tarball the download; empty where they are fetched from repositories
 * @param archives each {@code NAME=VERSION}, or the name of its file in a download
 */
public record PackageArchives(String host, Optional<HostPath> tarball, List<String> archives) implements Change {

  static final String KIND = "package-archives";

  /** Copies the list. */
  public PackageArchives {
    archives = List.copyOf(archives);
  }

  /**
   * Fetches those of some packages that lie in no folder yet.
   *
   * @param packages each {@code NAME=VERSION}
   * @return empty where all are at hand
   * @throws TrekException when the host can't be asked
   */
  public static Optional<PackageArchives> of(View view, String host, List<String> packages) throws TrekException {
    return of(view, new PackageArchives(host, Optional.empty(), packages));
  }

  /** As before, out of a download; each is the name of a file in it. */
  public static Optional<PackageArchives> of(View view, String host, HostPath tarball, List<String> files) throws TrekException {
    return of(view, new PackageArchives(host, Optional.of(tarball), files));
  }

  private static Optional<PackageArchives> of(View view, PackageArchives all) throws TrekException {
    List<String> missing = all.missing(view.host(all.host).packages());
    return missing.isEmpty() ? Optional.empty() : Optional.of(new PackageArchives(all.host, all.tarball, missing));
  }

  private List<String> missing(PackagesView there) throws TrekException {
    List<String> missing = new ArrayList<>();
    for (String each : archives) {
      if (!here(there, each)) {
        missing.add(each);
      }
    }
    return missing;
  }

  private boolean here(PackagesView there, String archive) throws TrekException {
    if (tarball.isPresent()) {
      return there.downloads().isPresent() && there.downloads().get().lies(archive);
    }
    int equals = archive.indexOf('=');
    return there.atHand(archive.substring(0, equals), archive.substring(equals + 1));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    if (tarball.isPresent()) {
      return host + ":" + tarball.get() + ": unpack " + String.join(", ", archives);
    }
    return host + ": fetch the archives of " + archives.stream().map(each -> each.replaceFirst("=", " ")).collect(Collectors.joining(", "));
  }

  @Override
  public Set<String> touches() {
    return archives.stream().map(each -> "archive " + host + " " + each).collect(Collectors.toSet());
  }

  @Override
  public JSONObject toJson() {
    Fields fields = Fields.kind(KIND).put("host", host).putTexts("archives", archives);
    tarball.ifPresent(path -> fields.put("tarball", path));
    return fields.object();
  }

  static PackageArchives read(Fields fields) {
    return new PackageArchives(fields.text("host"), fields.maybe("tarball", fields::path), fields.texts("archives"));
  }

  @Override
  public void keep(View view, Side side) {
    // There is nothing to keep: before, none of them is there.
  }

  @Override
  public Seen look(View view, Side side) throws TrekException {
    int missing = missing(view.host(host).packages()).size();
    return missing == 0 ? Seen.AFTER : missing == archives.size() ? Seen.BEFORE : Seen.BETWEEN;
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    Packages packages = estate.host(host).packages();
    List<String> missing = missing(packages.view());
    if (tarball.isPresent()) {
      packages.unpacking().orElseThrow().unpack(tarball.get(), missing);
    } else if (!missing.isEmpty()) {
      packages.fetch(missing);
    }
    return Left.NOTHING;
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    Packages packages = estate.host(host).packages();
    if (tarball.isPresent()) {
      packages.unpacking().orElseThrow().delete(archives);
    } else {
      packages.discard(archives);
    }
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
