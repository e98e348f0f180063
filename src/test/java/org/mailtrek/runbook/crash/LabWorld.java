package org.mailtrek.runbook.crash;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.mailtrek.command.SingleStep;
import org.mailtrek.config.Catalogue;
import org.mailtrek.engine.Engine;
import org.mailtrek.engine.Home;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Runbooks;
import org.mailtrek.engine.change.ChangeKinds;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.OpenedEstate;
import org.mailtrek.estate.Ports;
import org.mailtrek.estate.ServerPorts;
import org.mailtrek.estate.StoreMover;
import org.mailtrek.estate.Surroundings;
import org.mailtrek.host.Database;
import org.mailtrek.host.DatabaseLogin;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.Disk;
import org.mailtrek.host.LdapAddress;
import org.mailtrek.host.LdapLogin;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.Protection;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.KillDatabase;
import org.mailtrek.host.fault.KillDirectory;
import org.mailtrek.host.fault.KillDisk;
import org.mailtrek.host.fault.KillHost;
import org.mailtrek.host.fault.OtherDisk;
import org.mailtrek.host.fault.Points;
import org.mailtrek.mailbox.EstateMover;
import org.mailtrek.mailbox.OpenedMove;
import org.mailtrek.practice.PracticeLab;
import org.mailtrek.runbook.kopano.KopanoUpgrade;
import org.mailtrek.runbook.kopano.ZcpToKopano;
import org.mailtrek.runbook.netscape.NetscapeUpgrade;

/** A practice estate whose servers run in this process, with a write point before everything that is written anywhere, by us or by the stand-ins. */
public final class LabWorld implements CrashWorld {

  private final Path folder;
  private final PracticeLab lab;
  private final OpenedEstate estate;
  private final Engine engine;

  private LabWorld(Path folder, PracticeLab lab, OpenedEstate estate, Engine engine) {
    this.folder = folder;
    this.lab = lab;
    this.estate = estate;
    this.engine = engine;
  }

  /** Starts the servers of the estate in a folder and opens it. */
  public static LabWorld open(Path folder, Points points) throws IOException, InterruptedException, TrekException {
    return open(folder, points, disk -> disk, disk -> disk);
  }

  /** Opens the same with other disks: for Mailtrek's own folder, and for the machines. */
  public static LabWorld open(Path folder, Points points, UnaryOperator<Disk> ours, UnaryOperator<Disk> machines)
      throws IOException, InterruptedException, TrekException {
    PracticeLab lab = PracticeLab.start(folder);
    OpenedEstate estate = OpenedEstate.open(folder, Surroundings.quiet(PracticeLab.machines(points, machines), new KillPorts(points, ours)));
    List<Runbook> known = new ArrayList<>(SingleStep.all(List.of(), SingleStep.people(estate.declaration(), Catalogue::open)));
    known.add(new ZcpToKopano(estate.declaration(), Catalogue::open));
    known.add(new KopanoUpgrade(estate.declaration(), Catalogue::open));
    known.add(new NetscapeUpgrade(estate.declaration()));
    Runbooks runbooks = new Runbooks(known);
    Home home = Home.of(new KillHost(new OtherDisk(new LocalHost("here", List.of(), folder.resolve("packages")), ours), points), folder);
    return new LabWorld(folder, lab, estate, new Engine(estate, home, ChangeKinds::read, runbooks, Clock.systemUTC(), "test"));
  }

  /** Opens servers with write points. */
  private record KillPorts(Points points, UnaryOperator<Disk> ours) implements Ports {

    @Override
    public StoreMover mover(Estate opened) throws TrekException {
      OpenedMove.Notes notes = OpenedMove.Notes.of(opened.folder());
      return new EstateMover(opened, new OpenedMove.Notes(new KillDisk(ours.apply(notes.disk()), points), notes.files(), notes.folder(), notes.locks()), Clock.systemUTC(), "test");
    }

    @Override
    public DirectoryServer directory(LdapAddress address, Optional<LdapLogin> login) throws TrekException {
      return new KillDirectory(new ServerPorts().directory(address, login), points);
    }

    @Override
    public Database database(String url, Protection protection, DatabaseLogin login) throws TrekException {
      return new KillDatabase(new ServerPorts().database(url, protection, login), points);
    }
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public OpenedEstate estate() {
    return estate;
  }

  @Override
  public void settle() throws IOException {
    try {
      lab.settle();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  /** Returns everything but what services have logged; times of folders and links, and of what services wrote, only where asked for. */
  @Override
  public SortedMap<String, String> scan(boolean all) throws IOException, TrekException {
    return scan(folder, estate, all);
  }

  /** Returns the same of an estate that was opened elsewhere. */
  public static SortedMap<String, String> scan(Path folder, OpenedEstate estate, boolean all) throws IOException, TrekException {
    SortedMap<String, String> lines = new TreeMap<>();
    for (String host : estate.declaration().hosts().keySet()) {
      WorldScan.of(folder.resolve("practice/" + host)).forEach((path, line) -> lines.put(host + ":" + path, all ? line : timeless(line)));
      if (databases(estate, host)) {
        WorldScan.of(folder.resolve("practice/" + host + ".machine/services")).forEach((path, line) -> lines.put(host + " service " + path, line.replaceAll(" \\S*T\\S*Z", "")));
        DatabaseView database = estate.view().database(host);
        database.tableDigests().forEach((table, digest) -> lines.put(host + " table " + table, all || !table.equals("versions") ? digest : "as its last row says"));
        lines.put(host + " schema", database.storedVersion().toString());
      }
    }
    DirectoryView directory = estate.view().directory();
    directory.search(directory.base(), SearchScope.SUB, Filter.createPresenceFilter("objectClass"), entry -> lines.put("entry " + entry.getDN(), text(entry)));
    return lines;
  }

  private static boolean databases(OpenedEstate estate, String host) {
    return estate.declaration().products().stream().anyMatch(each -> each.host().equals(host) && !each.product().equals("netscape"));
  }

  private static String timeless(String line) {
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

  @Override
  public void close() throws IOException {
    estate.close();
    lab.close();
  }
}
