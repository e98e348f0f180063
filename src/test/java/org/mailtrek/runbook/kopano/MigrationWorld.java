package org.mailtrek.runbook.kopano;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.mailtrek.config.Catalogue;
import org.mailtrek.engine.Engine;
import org.mailtrek.engine.Home;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.Progress;
import org.mailtrek.engine.Runbooks;
import org.mailtrek.engine.Runner;
import org.mailtrek.engine.change.ChangeKinds;
import org.mailtrek.estate.OpenedEstate;
import org.mailtrek.estate.Ports;
import org.mailtrek.estate.ServerPorts;
import org.mailtrek.estate.Surroundings;
import org.mailtrek.host.Database;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.Disk;
import org.mailtrek.host.LdapAddress;
import org.mailtrek.host.LdapLogin;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.Secret;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.KillDatabase;
import org.mailtrek.host.fault.KillDirectory;
import org.mailtrek.host.fault.KillHost;
import org.mailtrek.host.fault.OtherDisk;
import org.mailtrek.host.fault.Points;
import org.mailtrek.practice.PracticeLab;

/** A practice estate with the whole migration on it, with a write point before everything that is written anywhere. */
final class MigrationWorld implements AutoCloseable {

  private final Path folder;
  private final PracticeLab lab;
  private final OpenedEstate estate;
  private final Engine engine;

  private MigrationWorld(Path folder, PracticeLab lab, OpenedEstate estate, Engine engine) {
    this.folder = folder;
    this.lab = lab;
    this.estate = estate;
    this.engine = engine;
  }

  /** Starts the servers of the estate in a folder and opens it. */
  static MigrationWorld open(Path folder, Points points) throws IOException, InterruptedException, TrekException {
    return open(folder, points, disk -> disk, disk -> disk);
  }

  /** Opens the same with other disks: for Mailtrek's own folder, and for the machines. */
  static MigrationWorld open(Path folder, Points points, UnaryOperator<Disk> ours, UnaryOperator<Disk> machines)
      throws IOException, InterruptedException, TrekException {
    PracticeLab lab = PracticeLab.start(folder);
    OpenedEstate estate = OpenedEstate.open(folder, Surroundings.quiet(PracticeLab.machines(points, machines), new KillPorts(points)));
    Runbooks runbooks = new Runbooks(List.of(new ZcpToKopano(estate.declaration(), Catalogue::open), new KopanoUpgrade(estate.declaration(), Catalogue::open)));
    Home home = Home.of(new KillHost(new OtherDisk(new LocalHost("here", List.of(), folder.resolve("packages")), ours), points), folder);
    return new MigrationWorld(folder, lab, estate, new Engine(estate, home, ChangeKinds::read, runbooks, Clock.systemUTC(), "test"));
  }

  /** Opens servers with write points. */
  private record KillPorts(Points points) implements Ports {

    @Override
    public DirectoryServer directory(LdapAddress address, Optional<LdapLogin> login) throws TrekException {
      return new KillDirectory(new ServerPorts().directory(address, login), points);
    }

    @Override
    public Database database(String url, String user, Secret password) throws TrekException {
      return new KillDatabase(new ServerPorts().database(url, user, password), points);
    }
  }

  /** Copies the whole estate as it lies on the disk now. */
  static void copy(Path from, Path to) throws IOException, InterruptedException {
    Process copying = new ProcessBuilder("cp", "-a", "--reflink=auto", from.toString(), to.toString()).inheritIO().start();
    if (copying.waitFor() != 0) {
      throw new IOException("cp failed");
    }
  }

  /** Copies this estate while it runs, as a kill would leave it. */
  void copyTo(Path to) {
    try {
      lab.settle();
      copy(folder, to);
    } catch (IOException | java.sql.SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Engine engine() {
    return engine;
  }

  OpenedEstate estate() {
    return estate;
  }

  Plan plan() throws TrekException {
    return engine.planner(Progress.NONE).plan(engine.runbooks().named(estate.name().startsWith("zcp") ? "zcp-to-kopano" : "kopano-upgrade"), Map.of());
  }

  Runner runner(Progress progress) {
    return engine.runner(progress, new Interruption());
  }

  /** Returns everything but what services have logged; times of folders and links, and of what services wrote, only where asked for. */
  SortedMap<String, String> scan(boolean all) throws IOException, TrekException {
    return scan(folder, estate, all);
  }

  /** Returns the same of an estate that was opened elsewhere. */
  static SortedMap<String, String> scan(Path folder, OpenedEstate estate, boolean all) throws IOException, TrekException {
    SortedMap<String, String> lines = new TreeMap<>();
    WorldScan.of(folder.resolve("practice/lab1")).forEach((path, line) -> lines.put(path, all ? line : timeless(path, line)));
    WorldScan.of(folder.resolve("practice/lab1.machine/services")).forEach((path, line) -> lines.put("service " + path, line.replaceAll(" \\S*T\\S*Z", "")));
    DirectoryView directory = estate.view().directory();
    directory.search(directory.base(), SearchScope.SUB, Filter.createPresenceFilter("objectClass"), entry -> lines.put("entry " + entry.getDN(), text(entry)));
    DatabaseView database = estate.view().database("lab1");
    database.tableDigests().forEach((table, digest) -> lines.put("table " + table, all || !table.equals("versions") ? digest : "as its last row says"));
    lines.put("schema", database.storedVersion().toString());
    return lines;
  }

  private static String timeless(String path, String line) {
    if (path.startsWith("var/log/")) {
      return line.replaceFirst(" \\S*T\\S*Z.*", " logged");
    }
    return line.startsWith("100") ? line : line.replaceFirst(" \\S*T\\S*Z", "");
  }

  private static String text(Entry entry) {
    Entry sorted = new Entry(entry.getDN());
    entry.getAttributes().stream().sorted((a, b) -> a.getName().compareToIgnoreCase(b.getName())).forEach(each -> {
      String[] values = each.getValues();
      Arrays.sort(values);
      sorted.addAttribute(each.getName(), values);
    });
    return sorted.toLDIFString();
  }

  /** Returns where two scans differ; empty when nowhere. */
  static String difference(SortedMap<String, String> expected, SortedMap<String, String> found) {
    StringBuilder text = new StringBuilder();
    expected.forEach((key, value) -> {
      if (!value.equals(found.get(key))) {
        text.append("\n- ").append(key).append(' ').append(value).append("\n+ ").append(found.get(key));
      }
    });
    found.forEach((key, value) -> {
      if (!expected.containsKey(key)) {
        text.append("\n+ ").append(key).append(' ').append(value);
      }
    });
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    estate.close();
    lab.close();
  }
}
