package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.SortedSet;
import java.util.TreeSet;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.JsonText;
import org.mailtrek.host.PackagesView;
import org.mailtrek.host.ServicesView;
import org.mailtrek.host.TrekException;

/**
 * What the files of packages looked like before: a line a file, with owner, mode, time and digest. A package that comes back brings its own
 * times; where the content is the same again, the old ones are given back.
 */
final class PackageFiles {

  private static final String NAME = "files";
  private static final HostPath STATUS = HostPath.of("/var/lib/dpkg/status");
  private static final HostPath INFO = HostPath.of("/var/lib/dpkg/info");
  private static final HostPath SCRIPTS = HostPath.of("/etc/init.d");
  private static final HostPath WANTED = HostPath.of("/etc/systemd/system/multi-user.target.wants");

  private PackageFiles() {}

  /** Returns every path that the exchange of these packages may touch, the package manager's own records among them. */
  static SortedSet<HostPath> of(HostView host, Iterable<PackageSet.Item> items) throws TrekException {
    SortedSet<HostPath> paths = new TreeSet<>();
    Set<String> scripts = new HashSet<>();
    for (PackageSet.Item each : items) {
      for (HostPath path : listed(host, each.name())) {
        paths.add(path);
        if (path.parent().equals(SCRIPTS)) {
          scripts.add(path.name());
        }
        if (path.toString().contains("/systemd/system/")) {
          paths.add(WANTED.resolve(path.nameBytes()));
        }
      }
      for (Optional<String> version : List.of(each.before(), each.after())) {
        if (version.isPresent() && host.packages().available(each.name()).contains(version.get())) {
          PackagesView.Contents contents = host.packages().contents(each.name(), version.get());
          paths.addAll(contents.files().keySet());
          contents.configuration().forEach(file -> paths.add(beside(file)));
          contents.services().forEach(service -> paths.add(WANTED.resolve(service + ".service")));
        }
      }
    }
    paths.addAll(StartLinks.of(host, scripts));
    if (host.stat(STATUS).isPresent()) {
      paths.add(STATUS);
    }
    if (host.stat(INFO).isPresent()) {
      for (HostPath each : host.list(INFO)) {
        for (PackageSet.Item item : items) {
          if (each.name().startsWith(item.name() + ".")) {
            paths.add(each);
          }
        }
      }
      items.forEach(item -> paths.add(INFO.resolve(item.name() + ".list")));
    }
    return paths;
  }

  /** Returns what the package manager's own list says of an installed package; its archive may be nowhere any more. */
  static List<HostPath> listed(HostView host, String name) throws TrekException {
    HostPath list = INFO.resolve(name + ".list");
    if (host.stat(list).isEmpty()) {
      return host.packages().listed(name);
    }
    List<HostPath> paths = new ArrayList<>();
    for (String line : new String(host.readAll(list), StandardCharsets.ISO_8859_1).split("\n")) {
      if (line.startsWith("/") && !line.equals("/.")) {
        paths.add(HostPath.ofBytes(line.getBytes(StandardCharsets.ISO_8859_1)));
      }
    }
    return paths;
  }

  static void keep(HostView host, Iterable<PackageSet.Item> items, Side side) throws TrekException {
    SortedSet<HostPath> paths = of(host, items);
    side.save(NAME, out -> write(host, paths, out));
  }

  private static void write(HostView host, SortedSet<HostPath> paths, OutputStream out) throws TrekException, IOException {
    for (HostPath path : paths) {
      Optional<FileState> state = host.stat(path);
      if (state.isPresent()) {
        JSONObject line =
            new Fields()
                .put("path", path)
                .put("image", Image.of(host, path, state.get()).toJson())
                .put("modified", state.get().modified())
                .object();
        out.write((line.toSingleLineString() + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  static void giveBack(Host host, Side side) throws TrekException {
    Optional<InputStream> kept = side.open(NAME);
    if (kept.isEmpty()) {
      return;
    }
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(kept.get(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Fields fields = Fields.of(JsonText.object(line));
        giveBack(host, fields.path("path"), Image.read(fields.object("image")), fields.time("modified"));
      }
    } catch (IOException | JSONException e) {
      throw TrekException.at("journal").found("the list of package files can't be read: " + e.getMessage()).because(e).next("journal verify");
    }
  }

  /** Returns a sentence for each configuration file that packages brought, and that stays because somebody has changed it. */
  static Left edited(HostView host, Iterable<PackageSet.Item> brought, Side side) throws TrekException {
    Set<HostPath> old = kept(side);
    List<String> sentences = new ArrayList<>();
    for (PackageSet.Item each : brought) {
      String version = each.after().orElseThrow();
      if (host.packages().available(each.name()).contains(version)) {
        for (HostPath file : host.packages().contents(each.name(), version).configuration()) {
          if (host.stat(file).isPresent() && !old.contains(file)) {
            sentences.add(host.name() + ":" + file + ": left, since somebody has changed it since " + each.name() + " brought it");
          }
        }
      }
    }
    return new Left(sentences);
  }

  /**
   * Takes the configuration files away that came with other versions of packages: the package manager keeps them when the old version comes back.
   *
   * @return a sentence for each that stays because somebody has changed it
   */
  static Left takeAway(Host host, Iterable<PackageSet.Item> exchanged, Side side) throws TrekException {
    Set<HostPath> old = kept(side);
    List<String> sentences = new ArrayList<>();
    for (PackageSet.Item each : exchanged) {
      String version = each.after().orElseThrow();
      if (host.view().packages().available(each.name()).contains(version)) {
        PackagesView.Contents contents = host.view().packages().contents(each.name(), version);
        for (HostPath file : contents.configuration()) {
          if (old.contains(file) || host.view().stat(file).map(FileState::kind).filter(FileState.Kind.FILE::equals).isEmpty()) {
            continue;
          }
          if (same(host.view(), file, contents)) {
            host.disk().delete(file);
          } else {
            sentences.add(host.name() + ":" + file + ": left, since somebody has changed it since " + each.name() + " brought it");
          }
        }
      }
    }
    return new Left(sentences);
  }

  /**
   * Takes away what dpkg has laid beside configuration files that somebody had edited before, the file of the other version, once the old version is back.
   * What lay there before, and what is no package's file, stays.
   */
  static void takeAwayBeside(Host host, Iterable<PackageSet.Item> returned, Side side) throws TrekException {
    Set<HostPath> old = kept(side);
    for (PackageSet.Item each : returned) {
      for (String version : Stream.concat(each.before().stream(), each.after().stream()).toList()) {
        if (host.view().packages().available(each.name()).contains(version)) {
          PackagesView.Contents contents = host.view().packages().contents(each.name(), version);
          for (HostPath file : contents.configuration()) {
            HostPath laid = beside(file);
            boolean there = !old.contains(laid) && host.view().stat(laid).filter(state -> state.kind() == FileState.Kind.FILE).isPresent();
            if (there && same(host.view(), laid, file, contents)) {
              host.disk().delete(laid);
            }
          }
        }
      }
    }
  }

  /** Returns where dpkg lays the file of another version when it keeps an edited one; see dpkg(1), --force-confold. */
  private static HostPath beside(HostPath file) {
    return file.parent().resolve(file.name() + ".dpkg-dist");
  }

  private static boolean same(HostView host, HostPath file, PackagesView.Contents shipped) throws TrekException {
    return same(host, file, file, shipped);
  }

  private static boolean same(HostView host, HostPath there, HostPath file, PackagesView.Contents shipped) throws TrekException {
    try (InputStream brought = shipped.read(file)) {
      return Arrays.equals(brought.readAllBytes(), host.readAll(there));
    } catch (IOException e) {
      throw TrekException.at(host.name() + ":" + file).found("the package's own can't be read: " + e.getMessage()).because(e).next("undo");
    }
  }

  /** Returns the paths, of those that the packages may touch, at which something was before. */
  static Set<HostPath> kept(Side side) throws TrekException {
    Set<HostPath> paths = new HashSet<>();
    Optional<InputStream> kept = side.open(NAME);
    if (kept.isEmpty()) {
      return paths;
    }
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(kept.get(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        paths.add(Fields.of(JsonText.object(line)).path("path"));
      }
    } catch (IOException | JSONException e) {
      throw TrekException.at("journal").found("the list of package files can't be read: " + e.getMessage()).because(e).next("journal verify");
    }
    return paths;
  }

  private static void giveBack(Host host, HostPath path, Image image, Instant modified) throws TrekException {
    Optional<FileState> found = host.view().stat(path);
    if (found.isEmpty() || found.get().kind() != image.kind()) {
      return;
    }
    Image now = Image.of(host.view(), path, found.get());
    if (!now.digest().equals(image.digest()) || !now.target().equals(image.target())) {
      return;
    }
    Disk disk = host.disk();
    int uid = image.owner().uid(host.view().accounts());
    int gid = image.owner().gid(host.view().accounts());
    if (found.get().uid() != uid || found.get().gid() != gid) {
      disk.chown(path, uid, gid);
    }
    if (image.kind() != FileState.Kind.LINK && now.mode() != image.mode()) {
      disk.chmod(path, image.mode());
    }
    if (image.kind() != FileState.Kind.FOLDER && !found.get().modified().equals(modified)) {
      disk.touch(path, modified);
    }
  }

  /** Returns the services as they are while packages are exchanged; here so that overlays share it. */
  static ServicesView.State stopped(boolean enabled) {
    return new ServicesView.State(ServicesView.Run.STOPPED, enabled);
  }
}
