package org.mailtrek.estate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.mailtrek.host.Database;
import org.mailtrek.host.DatabaseLogin;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostFingerprint;
import org.mailtrek.host.HostView;
import org.mailtrek.host.ImapServer;
import org.mailtrek.host.ImapView;
import org.mailtrek.host.LdapAddress;
import org.mailtrek.host.LdapLogin;
import org.mailtrek.host.Repository;
import org.mailtrek.host.Secret;
import org.mailtrek.host.SigningKey;
import org.mailtrek.host.TestMailbox;
import org.mailtrek.host.TrekException;

/** An estate that opens each port when it is first asked for, and keeps it. Safe for several threads. */
public final class OpenedEstate implements Estate {

  private final Path folder;
  private final Declaration declaration;
  private final Surroundings surroundings;
  private final Secrets secrets;
  private final HostOpener opener;
  private final Map<String, Host> hosts = new HashMap<>();
  private final Map<String, Object> opening = new ConcurrentHashMap<>();
  private final Map<Declaration.DatabaseEntry, Database> databases = new HashMap<>();
  private final Map<String, DirectoryServer> replicas = new HashMap<>();
  private final Map<String, ImapServer> imaps = new ConcurrentHashMap<>();
  private final Remembering remembering = new Remembering();
  private Optional<DirectoryServer> directory = Optional.empty();
  private boolean claimed;

  private OpenedEstate(Path folder, Declaration declaration, Surroundings surroundings) {
    this.folder = folder;
    this.declaration = declaration;
    this.surroundings = new Surroundings(
        surroundings.environment(), new OneQuestion(surroundings.prompt()), surroundings.machines(), surroundings.ports(), surroundings.warnings());
    this.secrets = new Secrets(folder, this.surroundings, this);
    this.opener = new HostOpener(folder, this.surroundings, secrets, this);
  }

  /**
   * Reads the declaration of the estate in a folder; nothing is connected yet.
   *
   * @throws TrekException of kind {@code ESTATE} when there is none or it is wrong
   */
  public static OpenedEstate open(Path folder, Surroundings surroundings) throws TrekException {
    Path absolute = folder.toAbsolutePath().normalize();
    return new OpenedEstate(absolute, EstateFile.read(absolute), surroundings);
  }

  /** Returns what {@code estate.yaml} says. */
  public Declaration declaration() {
    return declaration;
  }

  @Override
  public String name() {
    return declaration.name();
  }

  @Override
  public Path folder() {
    return folder;
  }

  /** Several hosts are opened side by side; whoever wants one that is being opened waits for it. */
  @Override
  public Host host(String name) throws TrekException {
    synchronized (opening.computeIfAbsent(name, each -> new Object())) {
      synchronized (hosts) {
        if (hosts.containsKey(name)) {
          return hosts.get(name);
        }
      }
      HostEntry entry = declaration.hosts().get(name);
      if (entry == null) {
        throw TrekException.at(name)
            .kind(TrekException.Kind.ESTATE)
            .found("is no host of estate " + name() + ", which has " + (declaration.hosts().isEmpty() ? "none" : String.join(", ", declaration.hosts().keySet())))
            .next("name one of them, or declare it under hosts in " + folder.resolve(EstateFile.NAME));
      }
      Host open = opener.open(entry);
      synchronized (hosts) {
        if (claimed) {
          open.claim();
        }
        remembering.opened(open);
        hosts.put(name, open);
      }
      return open;
    }
  }

  @Override
  public List<String> lost() {
    return remembering.lost();
  }

  @Override
  public HostFingerprint trust(String host, Predicate<HostFingerprint> decision) throws TrekException {
    if (declaration.hosts().get(host) instanceof HostEntry.Ssh entry) {
      return opener.trust(entry, decision);
    }
    return Estate.super.trust(host, decision);
  }

  @Override
  public synchronized DirectoryServer directory() throws TrekException {
    if (directory.isEmpty()) {
      Declaration.Directory entry = declaration.directory().orElseThrow(() -> undeclared("directory", "no directory"));
      String url = servers().ldap(entry.url());
      LdapAddress address = address(entry, reached(url, entry.tunnel(), entry.host()));
      directory = Optional.of(withConfig(entry, address, surroundings.ports().directory(address, login(entry, url))));
    }
    return directory.get();
  }

  /**
   * Returns a declared repository with its key and its password.
   *
   * @throws TrekException of kind {@code ESTATE} when none of that name is declared, or its key or its password can't be read
   */
  public Repository repository(String name) throws TrekException {
    Declaration.RepositoryEntry entry = declaration.repositories().get(name);
    if (entry == null) {
      throw undeclared("repository " + name, "no such repository");
    }
    Path file = folder.resolve(entry.key());
    TrekException.Draft draft = TrekException.at(file).kind(TrekException.Kind.ESTATE);
    try {
      SigningKey key = SigningKey.of(Files.readAllBytes(file));
      Optional<Repository.SignIn> signIn = Optional.empty();
      if (entry.login().isPresent()) {
        Declaration.Login as = entry.login().get();
        signIn = Optional.of(new Repository.SignIn(as.user(), secrets.get(as.password(), "password of " + as.user() + " at repository " + name)));
      }
      return new Repository(name, entry.url(), entry.parts(), key, signIn);
    } catch (IOException e) {
      throw draft.found("the key of repository " + name + " can't be read").because(e).next("fetch the key from its publisher, compare its fingerprint, and put it there");
    } catch (IllegalArgumentException e) {
      throw draft.found("repository " + name + ": " + e.getMessage()).because(e).next("correct it in estate.yaml, under repositories");
    }
  }

  private LdapAddress address(Declaration.Directory entry, String url) {
    return new LdapAddress(url, entry.encryption().protection(folder), entry.base());
  }

  private Optional<LdapLogin> login(Declaration.Directory entry, String url) throws TrekException {
    if (entry.login().isEmpty()) {
      return Optional.empty();
    }
    Declaration.Login as = entry.login().get();
    return Optional.of(new LdapLogin(as.user(), secrets.get(as.password(), "password of " + as.user() + " at " + url)));
  }

  private synchronized DirectoryServer replica(String url) throws TrekException {
    Declaration.Directory entry = declaration.directory().filter(each -> each.replicas().contains(url)).orElseThrow(() -> new IllegalArgumentException(url + " is not declared"));
    DirectoryServer open = replicas.get(url);
    if (open == null) {
      open = surroundings.ports().directory(address(entry, url), login(entry, url));
      replicas.put(url, open);
    }
    return open;
  }

  /** Where the server's own configuration is declared with a sign-in, that part of the tree is reached by it; opened when it is first asked for. */
  private DirectoryServer withConfig(Declaration.Directory entry, LdapAddress data, DirectoryServer server) {
    Optional<Declaration.DirectoryConfig> config = entry.config().filter(each -> each.dn().isPresent() && each.login().isPresent());
    return config.isEmpty() ? server : new ConfiguredDirectory(server, config.get().dn().get(), () -> {
      Declaration.Login as = config.get().login().get();
      LdapLogin login = new LdapLogin(as.user(), secrets.get(as.password(), "password of " + as.user() + " at " + data.url()));
      LdapAddress address = new LdapAddress(data.url(), data.protection(), config.get().dn().get());
      return surroundings.ports().directory(address, Optional.of(login));
    });
  }

  @Override
  public synchronized Database database(String host) throws TrekException {
    Declaration.DatabaseEntry entry = declaration.database(host).orElseThrow(() -> undeclared("products", "no database of host " + host));
    Database open = databases.get(entry);
    if (open == null) {
      if (entry.client()) {
        throw TrekException.at(entry.url())
            .kind(TrekException.Kind.UNREACHABLE)
            .found("the host's own client (client: true) can't be used by this release yet")
            .next("leave client: true out where the server listens on a port; where it listens for its own machine only: tunnel: true");
      }
      String url = servers().database(entry.url());
      Declaration.Login as = entry.login();
      DatabaseLogin login = new DatabaseLogin(as.user(), secrets.get(as.password(), "password of " + as.user() + " at " + url));
      open = surroundings.ports().database(reached(url, entry.tunnel(), entry.host()), entry.encryption().protection(folder), login);
      open = entry.tunnel() ? ServerAddress.parse(url).dumping(open, host(entry.host().orElseThrow())) : open;
      databases.put(entry, open);
    }
    return open;
  }

  /** Returns where a server is to be reached from here. */
  private String reached(String url, boolean tunnel, Optional<String> through) throws TrekException {
    return tunnel ? ServerAddress.parse(url).through(host(through.orElseThrow())) : url;
  }

  private PublishedServers servers() throws TrekException {
    if (!declaration.simulated()) {
      return new PublishedServers(Optional.empty(), Optional.empty());
    }
    surroundings.machines().ensureRunning(folder);
    return PublishedServers.read(folder);
  }

  private TrekException undeclared(String key, String what) {
    return TrekException.at(folder.resolve(EstateFile.NAME)).kind(TrekException.Kind.ESTATE)
        .found(what + " is declared").next("declare it under " + key + " in estate.yaml");
  }

  @Override
  public View view() {
    return new ReadOnly();
  }

  @Override
  public void claim() {
    synchronized (hosts) {
      claimed = true;
      hosts.values().forEach(Host::claim);
    }
  }

  @Override
  public void release() {
    synchronized (hosts) {
      claimed = false;
      hosts.values().forEach(Host::release);
    }
  }

  @Override
  public void remember() {
    remembering.begin();
  }

  @Override
  public ImapServer imap(String name) throws TrekException {
    Declaration.ImapEntry entry = declaration.imap().get(name);
    if (entry == null) {
      throw View.undeclared(name);
    }
    return imaps.computeIfAbsent(name, key -> new DeclaredLogins(folder, secrets, entry).server(name));
  }

  @Override
  public StoreMover mover() throws TrekException {
    return surroundings.ports().mover(this);
  }

  @Override
  public void forget() {
    remembering.end();
  }

  @Override
  public synchronized void close() {
    synchronized (hosts) {
      hosts.values().forEach(Host::close);
      hosts.clear();
      remembering.closed();
    }
    databases.values().forEach(Database::close);
    imaps.values().forEach(ImapServer::close);
    imaps.clear();
    directory.ifPresent(DirectoryServer::close);
    replicas.values().forEach(DirectoryServer::close);
    replicas.clear();
    databases.clear();
    directory = Optional.empty();
    secrets.close();
  }

  /** The face that can't write. */
  private final class ReadOnly implements View {

    @Override
    public List<String> hosts() {
      return new ArrayList<>(declaration.hosts().keySet());
    }

    @Override
    public HostView host(String name) throws TrekException {
      return OpenedEstate.this.host(name).view();
    }

    @Override
    public DirectoryView directory() throws TrekException {
      return remembering.directory(OpenedEstate.this.directory().view());
    }

    @Override
    public DatabaseView database(String host) throws TrekException {
      return OpenedEstate.this.database(host).view();
    }

    @Override
    public Optional<TestMailbox> probe() throws TrekException {
      if (declaration.probe().isEmpty()) {
        return Optional.empty();
      }
      Declaration.Probe entry = declaration.probe().get();
      Secret password = secrets.get(entry.login().password(), "password of " + entry.login().user() + ", the mailbox for tests");
      return Optional.of(new TestMailbox(entry.login().user(), password, entry.address(), entry.imap(), entry.startTls(), entry.web(), entry.authority().map(folder::resolve)));
    }

    @Override
    public ImapView imap(String name) throws TrekException {
      return OpenedEstate.this.imap(name);
    }

    @Override
    public StoreMoverView mover() throws TrekException {
      return OpenedEstate.this.mover().view();
    }

    @Override
    public List<String> replicas() {
      return declaration.directory().map(Declaration.Directory::replicas).orElse(List.of());
    }

    @Override
    public DirectoryView replica(String url) throws TrekException {
      return OpenedEstate.this.replica(url).view();
    }
  }
}
