package org.mailtrek.host;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A machine over SSH: one session, in which shells on the machine answer bundled requests. What runs there needs sh, coreutils and findutils; no
 * program of ours is left behind. A session that was lost is opened again when it is next needed.
 */
public final class SshHost implements Host {

  /** Where archives of packages lie on the machine: those to install, and those of removed ones. */
  static final HostPath ARCHIVES = HostPath.of("/var/lib/mailtrek/packages");

  private static final Duration LEFTOVERS = Duration.ofMinutes(1);

  private final SshLink link;
  private final Seen seen;
  private final Programs programs;
  private final SshWriter writer;
  private final Disk disk;
  private final Services services;
  private final Packages packages;
  private final HostView view;
  private final Map<String, Tunnel> tunnels = new HashMap<>();
  private final Slapd slapd;

  private SshHost(SshLink link, Seen seen) throws TrekException {
    this.link = link;
    this.seen = seen;
    String name = link.target().name();
    SshFiles files = new SshFiles(link, seen);
    this.writer = new SshWriter(link, seen, LEFTOVERS);
    this.programs = new SshPrograms(link, seen, writer::owner);
    this.disk = new SshDisk(writer, name);
    Machine machine = new Machine(files, disk, programs);
    AccountsView accounts = new MachineAccounts(new FileAccounts(files), programs);
    boolean systemd = files.stat(HostPath.of("/run/systemd/system")).isPresent();
    this.services = systemd ? new SystemdServices(programs) : new InitServices(files, disk, programs);
    this.packages = PackageFamily.of(machine, accounts, List.of(ARCHIVES), ARCHIVES.resolve("removed"));
    SlapdTools tools = new SlapdTools(files, programs);
    this.slapd = tools;
    LocalHostView.Looks looks = new LocalHostView.Looks(tools, new MachineInspection(files, programs));
    this.view = new LocalHostView(files, accounts, services.view(), packages.view(), looks);
  }

  /**
   * Signs in and looks what kind of machine it is.
   *
   * @throws TrekException of kind {@code UNREACHABLE} when it can't be reached or does not let us in, or {@code REFUSED} when its key is not trusted
   */
  public static SshHost open(SshTarget target, SshAnswers answers) throws TrekException {
    return open(target, answers, System::nanoTime);
  }

  /** As {@link #open(SshTarget, SshAnswers)}, with a clock that says how old an answer is. */
  static SshHost open(SshTarget target, SshAnswers answers, LongSupplier nanos) throws TrekException {
    SshLink link = new SshLink(target, answers);
    try {
      return new SshHost(link, new Seen(nanos));
    } catch (TrekException | RuntimeException e) {
      link.close();
      throw e;
    }
  }

  /** Returns how many round trips there have been: how often an answer of the machine was waited for. */
  public long roundTrips() {
    return link.trips().total();
  }

  /**
   * Returns the key that the machine shows.
   *
   * @throws TrekException when the session was lost and can't be opened again
   */
  public HostFingerprint fingerprint() throws TrekException {
    return link.fingerprint();
  }

  /**
   * Leads to a server that the machine reaches, through its session. Whoever is on this machine may use the way, as with {@code ssh -L}.
   *
   * @param server the server's name or address, as the machine knows it
   * @return a port of 127.0.0.1, the same one each time, until this host is closed
   * @throws TrekException of kind {@code UNREACHABLE} when the server can't be reached that way
   */
  public int tunnel(String server, int port) throws TrekException {
    synchronized (tunnels) {
      Tunnel open = tunnels.get(server + " " + port);
      if (open == null) {
        open = Tunnel.open(link, server, port);
        tunnels.put(server + " " + port, open);
      }
      return open.port();
    }
  }

  @Override
  public Programs programs() {
    return programs;
  }

  @Override
  public String name() {
    return view.name();
  }

  @Override
  public HostView view() {
    return view;
  }

  @Override
  public Disk disk() {
    return disk;
  }

  @Override
  public Services services() {
    return services;
  }

  @Override
  public Packages packages() {
    return packages;
  }

  @Override
  public Slapd slapd() {
    return slapd;
  }

  @Override
  public void claim() {
    writer.claim();
  }

  @Override
  public void release() {
    writer.release();
  }

  @Override
  public void remember() {
    seen.remember();
  }

  @Override
  public void forget() {
    seen.release();
  }

  @Override
  public boolean lost() {
    return link.broken();
  }

  @Override
  public void close() {
    synchronized (tunnels) {
      tunnels.values().forEach(Tunnel::close);
      tunnels.clear();
    }
    link.close();
  }
}
