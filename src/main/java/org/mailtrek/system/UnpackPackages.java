package org.mailtrek.system;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.Folder;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.engine.change.PackageArchives;
import org.mailtrek.estate.View;
import org.mailtrek.host.Downloads;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Unpacks a vendor's download, a tar archive of packages that lies on a machine, into the folder from which packages are installed. */
final class UnpackPackages implements Step {

  private static final Owner ROOT = Owner.of(0, 0);

  private final String host;
  private final HostPath tarball;

  UnpackPackages(String host, HostPath tarball) {
    this.host = host;
    this.tarball = tarball;
  }

  @Override
  public String id() {
    return "unpack-packages";
  }

  @Override
  public String title() {
    return "Unpack " + tarball + " on " + host;
  }

  @Override
  public Set<String> procedures() {
    return Set.of("K8");
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    Downloads downloads = view.host(host).packages().downloads()
        .orElseThrow(() -> TrekException.at(host).kind(TrekException.Kind.REFUSED).found("has no folder for packages that downloads could be unpacked into").next("packages list --available " + host));
    List<String> files = downloads.files(tarball);
    for (Folder each : Folder.of(view, host, downloads.folder(), ROOT, 0755)) {
      preview.change(each);
    }
    Optional<PackageArchives> unpack = PackageArchives.of(view, host, tarball, files);
    if (unpack.isPresent()) {
      preview.change(unpack.get());
    }
    int there = files.size() - unpack.map(each -> each.archives().size()).orElse(0);
    if (there > 0) {
      preview.note(there + " of its " + files.size() + " packages lie in " + downloads.folder() + " already and stay as they are");
    }
  }

  @Override
  public void verify(View view) throws TrekException {
    Downloads downloads = view.host(host).packages().downloads().orElseThrow();
    for (String each : downloads.files(tarball)) {
      if (!downloads.lies(each)) {
        throw TrekException.at(host + ":" + downloads.folder()).kind(TrekException.Kind.DIFFERENT).found(each + " is not there").next("resume");
      }
    }
  }
}
