package org.mailtrek.runbook.kopano;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.config.Catalogue;
import org.mailtrek.engine.Engine;
import org.mailtrek.engine.Home;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.Progress;
import org.mailtrek.engine.Runbooks;
import org.mailtrek.engine.change.ChangeKinds;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.OpenedEstate;
import org.mailtrek.estate.ServerPorts;
import org.mailtrek.estate.Surroundings;
import org.mailtrek.estate.View;
import org.mailtrek.host.Database;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.FolderOfHost;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostFingerprint;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.Secret;
import org.mailtrek.host.SshAnswers;
import org.mailtrek.host.SshHost;
import org.mailtrek.host.SshTarget;
import org.mailtrek.host.TrekException;
import org.mailtrek.lab.FarProxy;
import org.mailtrek.lab.LabSshd;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.practice.Practice;
import org.mailtrek.practice.PracticeMachines;

/** The whole migration is previewed on an estate whose files are read over SSH, at 40 ms of added latency. */
@RequiresLab({"sshd", "ssh-keygen", "getfattr"})
class FarPreviewTest {

  private static final int MOST_TRIPS = 60;

  @TempDir Path folder;

  @Test
  void aPreviewTakesFewRoundTripsAndSaysTheSame() throws Exception {
    Path acme = folder.resolve("acme");
    Practice.make("zcp-single", acme, 20, 7, each -> {});
    OpenedEstate near = OpenedEstate.open(acme, Surroundings.quiet(new PracticeMachines(), new ServerPorts()));
    try (LabSshd sshd = LabSshd.start(); FarProxy proxy = new FarProxy(sshd.port(), Duration.ofMillis(40))) {
      Plan nearby = plan(near, near);
      long begin = System.nanoTime();
      try (SshHost ssh = SshHost.open(sshd.target("lab1", proxy.port()), new Nobody())) {
        HostView lab1 = new FolderOfHost(ssh.view(), HostPath.of(acme.resolve("practice/lab1").toString()), near.view().host("lab1"));
        Plan far = plan(near, new FarEstate(near, ssh, lab1));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        System.out.println("a preview over SSH: " + ssh.roundTrips() + " round trips, " + took.toMillis() + " ms");
        assertEquals(described(nearby), described(far));
        assertTrue(ssh.roundTrips() <= MOST_TRIPS, ssh.roundTrips() + " round trips");
      }
    } finally {
      near.close();
      Practice.stop(acme);
    }
  }

  private Plan plan(OpenedEstate declared, Estate estate) throws TrekException {
    Runbooks runbooks = new Runbooks(List.of(new ZcpToKopano(declared.declaration(), Catalogue::open)));
    Home home = Home.of(new LocalHost("here", List.of(), folder.resolve("kept")), declared.folder());
    Engine engine = new Engine(estate, home, ChangeKinds::read, runbooks, Clock.systemUTC(), "test");
    return engine.planner(Progress.NONE).plan(engine.runbooks().named("zcp-to-kopano"), Map.of());
  }

  private static String described(Plan plan) {
    StringBuilder text = new StringBuilder();
    plan.steps().forEach(step -> step.changes().forEach(change -> text.append(change.describe()).append('\n')));
    return text.toString();
  }

  /** The estate, with one host seen over SSH. */
  private record FarEstate(OpenedEstate near, SshHost ssh, HostView lab1) implements Estate {

    @Override
    public String name() {
      return near.name();
    }

    @Override
    public Path folder() {
      return near.folder();
    }

    @Override
    public View view() {
      return new FarView(near.view(), lab1);
    }

    @Override
    public Host host(String name) throws TrekException {
      return near.host(name);
    }

    @Override
    public DirectoryServer directory() throws TrekException {
      return near.directory();
    }

    @Override
    public Database database(String host) throws TrekException {
      return near.database(host);
    }

    @Override
    public void remember() {
      ssh.remember();
    }

    @Override
    public void forget() {
      ssh.forget();
    }

    @Override
    public void close() {
      near.close();
    }
  }

  private record FarView(View near, HostView lab1) implements View {

    @Override
    public List<String> hosts() {
      return near.hosts();
    }

    @Override
    public HostView host(String name) {
      return lab1;
    }

    @Override
    public DirectoryView directory() throws TrekException {
      return near.directory();
    }

    @Override
    public DatabaseView database(String host) throws TrekException {
      return near.database(host);
    }
  }

  /** Nothing is asked here. */
  private static final class Nobody implements SshAnswers {

    @Override
    public Optional<Secret> password(SshTarget.Address address) {
      return Optional.empty();
    }

    @Override
    public Optional<Secret> passphrase(String keyFile) {
      return Optional.empty();
    }

    @Override
    public Optional<Secret> sudo(SshTarget.Address address) {
      return Optional.empty();
    }

    @Override
    public Optional<Secret> question(SshTarget.Address address, String words) {
      return Optional.empty();
    }

    @Override
    public boolean trusts(HostFingerprint offered) {
      return false;
    }

    @Override
    public void warning(String sentence) {
      throw new AssertionError(sentence);
    }
  }
}
