package org.mailtrek.estate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.HostPath;

/**
 * What {@code estate.yaml} says.
 *
 * @param name the estate's name
 * @param hosts by name, in the order of the file
 * @param directory the LDAP service, if there is one
 * @param products what is installed where
 * @param target what it is to become
 * @param repositories from where packages come, by name, in the order of the file
 * @param probe a mailbox for tests, if there is one
 * @param imap servers whose mailboxes are read or filled by IMAP, by name, in the order of the file
 */
public record Declaration(
    String name,
    Map<String, HostEntry> hosts,
    Optional<Directory> directory,
    List<Product> products,
    Optional<Target> target,
    Map<String, RepositoryEntry> repositories,
    Optional<Probe> probe,
    Map<String, ImapEntry> imap) {

  /** Copies, and keeps the order. */
  public Declaration {
    hosts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
    products = List.copyOf(products);
    repositories = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(repositories));
    imap = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(imap));
  }

  /** Declares an estate whose machines have the repositories that they need. */
  public Declaration(String name, Map<String, HostEntry> hosts, Optional<Directory> directory, List<Product> products, Optional<Target> target) {
    this(name, hosts, directory, products, target, Map.of());
  }

  /** Declares an estate without a mailbox for tests. */
  public Declaration(
      String name, Map<String, HostEntry> hosts, Optional<Directory> directory, List<Product> products, Optional<Target> target, Map<String, RepositoryEntry> repositories) {
    this(name, hosts, directory, products, target, repositories, Optional.empty(), Map.of());
  }

  /** Returns whether any host is simulated. */
  public boolean simulated() {
    return hosts.values().stream().anyMatch(HostEntry.Simulated.class::isInstance);
  }

  /** Returns the product on a host. */
  public Optional<Product> product(String host) {
    return products.stream().filter(each -> each.host().equals(host)).findFirst();
  }

  /** Returns the database that is declared for a host's product, or that runs on the host. */
  public Optional<DatabaseEntry> database(String host) {
    Optional<DatabaseEntry> own = product(host).flatMap(Product::database);
    return own.or(() -> products.stream().flatMap(each -> each.database().stream()).filter(each -> each.host().equals(Optional.of(host))).findFirst());
  }

  /**
   * The LDAP service.
   *
   * @param url where it is
   * @param encryption whether to turn to TLS on an {@code ldap} address, and with which certificates
   * @param login as whom to sign in; empty for nobody
   * @param base where the estate's entries lie
   * @param host where slapcat and slapadd run
   * @param tunnel whether the server is reached through that host's SSH session
   * @param config the server's own configuration
   * @param service name of the service that runs it on that host
   * @param replicas addresses of its replicas
   */
  public record Directory(
      String url,
      Encryption encryption,
      Optional<Login> login,
      String base,
      Optional<String> host,
      boolean tunnel,
      Optional<DirectoryConfig> config,
      Optional<String> service,
      List<String> replicas) {

    /** Copies the list. */
    public Directory {
      replicas = List.copyOf(replicas);
    }
  }

  /**
   * As whom to sign in.
   *
   * @param user the DN or account
   * @param password where the password is to be had from
   */
  public record Login(String user, SecretSource password) {}

  /**
   * The LDAP server's own configuration: as entries, as a folder or as a file on its host.
   *
   * @param dn the entries' base, usually {@code cn=config}
   * @param login as whom to sign in for them
   * @param folder such as {@code /etc/ldap/slapd.d}
   * @param file such as {@code /etc/ldap/slapd.conf}
   */
  public record DirectoryConfig(Optional<String> dn, Optional<Login> login, Optional<HostPath> folder, Optional<HostPath> file) {}

  /**
   * What is installed on a host.
   *
   * @param host the host's name
   * @param product {@code zcp}, {@code kc}, {@code netscape} or {@code oracle}
   * @param version its version
   * @param places where its parts lie
   * @param database its database
   */
  public record Product(String host, String product, String version, Places places, Optional<DatabaseEntry> database) {}

  /**
   * What a product is to become.
   *
   * @param product {@code zcp}, {@code kc}, {@code netscape} or {@code oracle}
   * @param version the version
   * @param places where its parts will lie
   */
  public record Target(String product, String version, Places places) {}

  /**
   * Where the parts of a product lie on its host.
   *
   * @param config folder of its configuration
   * @param attachments folder of its attachments
   * @param index folder of its search index
   * @param server the parts of a Netscape or Oracle server, by the names of the file: {@code root}, {@code instance}, {@code data}, {@code link}, {@code zfs}, and of a cluster {@code resource}, {@code group} and {@code nodes}
   */
  public record Places(Optional<HostPath> config, Optional<HostPath> attachments, Optional<HostPath> index, Map<String, String> server) {

    /** Copies the map. */
    public Places {
      server = Map.copyOf(server);
    }
  }

  /**
   * A database.
   *
   * @param url such as {@code jdbc:mysql://127.0.0.1:3306/zarafa}
   * @param encryption whether TLS is used, and with which certificates
   * @param login as whom to sign in
   * @param host where it runs
   * @param tunnel whether it is reached through that host's SSH session
   * @param client whether to use the host's own client
   */
  public record DatabaseEntry(String url, Encryption encryption, Login login, Optional<String> host, boolean tunnel, boolean client) {}

  /**
   * A repository of packages that a host is to have.
   *
   * @param host the host's name
   * @param url where it lies, without a sign-in
   * @param parts Debian's suite and components, or {@code ./}
   * @param key the file on this machine with the key that it is signed with; a relative path starts at the estate's folder
   * @param login as whom to fetch from it
   */
  public record RepositoryEntry(String host, String url, String parts, String key, Optional<Login> login) {}

  /**
   * A mailbox for tests, and the ways on which its owner would come to it.
   *
   * @param login as whom to sign in
   * @param address its mail address, if messages may be sent to it
   * @param imap such as {@code imaps://mail.example.com}
   * @param startTls whether to turn to TLS on an {@code imap} address
   * @param web the page of the web client with its form to sign in
   * @param authority file of certificates to trust
   */
  public record Probe(Login login, Optional<String> address, Optional<String> imap, boolean startTls, Optional<String> web, Optional<String> authority) {}

  /**
   * A server whose mailboxes are read or filled by IMAP.
   *
   * @param url such as {@code imaps://mail.example.com}
   * @param startTls whether to turn to TLS on an {@code imap} address
   * @param authority file of certificates to trust
   * @param master who may sign in for everybody; empty where each user does so himself
   * @param list file of this machine with the names of the users, one a line, of a server with a master user
   * @param users where each user's own password is to be had from, in the order of the file
   */
  public record ImapEntry(String url, boolean startTls, Optional<String> authority, Optional<Login> master, Optional<String> list, Map<String, SecretSource> users) {

    /** Copies, and keeps the order. */
    public ImapEntry {
      users = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(users));
    }
  }
}
