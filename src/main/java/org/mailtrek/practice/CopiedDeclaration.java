package org.mailtrek.practice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.config.Release;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.Encryption;
import org.mailtrek.estate.HostEntry;
import org.mailtrek.estate.SecretSource;

/**
 * What is declared of the copy of an estate: the same hosts, products and target, but simulated machines, and servers of its own.
 *
 * @param declared what is declared of the estate
 * @param ports where the copy's servers are
 */
record CopiedDeclaration(Declaration declared, Ports ports) {

  /** The products that there are stand-ins for. */
  static final Set<String> MAIL_SERVERS = Set.of("zcp", "kc");

  /** Returns as whom one signs in to the copy of the directory. */
  String login() {
    return declared.directory().flatMap(Declaration.Directory::login).map(Declaration.Login::user).filter(each -> each.contains("=")).orElse(Recipe.BIND_DN);
  }

  /** Returns the name that a host's database has in the copy, where all are on one server. */
  String database(String host) {
    List<String> hosts = new ArrayList<>(declared.hosts().keySet());
    return new Machine(hosts.indexOf(host) + 1).database();
  }

  /** Returns the release that a host has now; of a host without one, that of practice machines. */
  Release release(String host) {
    return declared.product(host).map(each -> Release.of(each.product() + "-" + each.version())).orElse(ServerKind.ZARAFA.release());
  }

  /** Returns the names of all databases. */
  List<String> databases() {
    return declared.hosts().keySet().stream().map(this::database).toList();
  }

  /** Returns the address of a host's database, without secrets. */
  String url(String host) {
    return ports.engine().url("127.0.0.1", Integer.toString(ports.database()), database(host));
  }

  /** Returns the whole declaration. */
  Declaration words() {
    Map<String, HostEntry> hosts = new LinkedHashMap<>();
    declared.hosts().keySet().forEach(name -> hosts.put(name, new HostEntry.Simulated(name, "practice/" + name, Optional.empty())));
    List<Declaration.Product> products = declared.products().stream().map(this::product).toList();
    return new Declaration(declared.name(), hosts, declared.directory().map(this::directory), products, declared.target());
  }

  private Declaration.Directory directory(Declaration.Directory of) {
    Declaration.Login login = new Declaration.Login(login(), new SecretSource.File("practice/directory.password"));
    return new Declaration.Directory("ldap://127.0.0.1:" + ports.ldap(), Encryption.USUAL, Optional.of(login), of.base(), of.host(), false, Optional.empty(), Optional.empty(), List.of());
  }

  private Declaration.Product product(Declaration.Product of) {
    Declaration.Login login = new Declaration.Login(Recipe.DATABASE_USER, new SecretSource.File("practice/database.password"));
    Optional<Declaration.DatabaseEntry> database = of.database().map(each -> new Declaration.DatabaseEntry(url(of.host()), Encryption.USUAL, login, Optional.of(of.host()), false, false));
    return new Declaration.Product(of.host(), of.product(), of.version(), of.places(), database);
  }
}
