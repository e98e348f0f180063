package org.mailtrek.practice;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.mailtrek.config.Release;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.PackageWriter;
import org.mailtrek.host.PackagesView;
import org.mailtrek.host.TrekException;

/**
 * The packages of a copied machine: stand-ins under the names and versions that are installed, and under those that a plan installs. Of archives that are
 * at hand they have the configuration files. Nothing is fetched.
 */
final class CopiedPackages {

  private static final Pattern CONCERNED = Pattern.compile("(zarafa|kopano|z-push|postfix|exim|sendmail|apache2|httpd|nginx|lighttpd)\\b.*|.*-(mapi|zarafa|kopano)|libmapi.*");

  private final HostView from;
  private final Path pool;
  private final List<String> services;

  CopiedPackages(HostView from, Path pool) throws TrekException {
    this.from = from;
    this.pool = pool;
    this.services = from.services().names();
  }

  /** Installs on a machine what the other one has of mail servers and what is around them. */
  void install(Host machine, Release release) throws TrekException, IOException {
    Files.createDirectories(pool);
    List<String> names = new ArrayList<>();
    List<Path> archives = new ArrayList<>();
    for (PackagesView.Installed each : from.packages().installed().values()) {
      if (CONCERNED.matcher(each.name()).matches()) {
        PackageWriter writer = MailPackages.named(release, each.name(), each.version(), services(each.name()));
        archives.add(Files.write(pool.resolve(writer.fileName()), writer.toBytes()));
        names.add(each.name() + "=" + each.version());
      }
    }
    machine.packages().install(names);
    for (Path each : archives) {
      Files.delete(each);
    }
  }

  private List<String> services(String name) {
    return services.stream().filter(each -> each.equals(name)).toList();
  }

  /**
   * Offers packages that a plan installs, by name and version.
   *
   * @param release whose they are
   */
  void offer(Release release, Map<String, String> wanted) throws TrekException, IOException {
    Files.createDirectories(pool);
    for (Map.Entry<String, String> each : new TreeMap<>(wanted).entrySet()) {
      PackageWriter writer = MailPackages.named(release, each.getKey(), each.getValue(), List.of());
      if (from.packages().atHand(each.getKey(), each.getValue())) {
        configuration(writer, release, from.packages().contents(each.getKey(), each.getValue()));
      }
      Files.write(pool.resolve(writer.fileName()), writer.toBytes());
    }
  }

  private static void configuration(PackageWriter writer, Release release, PackagesView.Contents contents) throws TrekException, IOException {
    List<String> paths = new ArrayList<>();
    for (HostPath each : contents.configuration()) {
      try (InputStream in = contents.read(each)) {
        writer.file(each.toString(), in.readAllBytes());
        paths.add(each.toString());
        if (each.isWithin(HostPath.of(release.folder()))) {
          writer.owned(each.toString(), "root:" + release.account(), 0640);
        }
      }
    }
    if (!paths.isEmpty()) {
      writer.configuration(paths.toArray(String[]::new));
    }
  }
}
