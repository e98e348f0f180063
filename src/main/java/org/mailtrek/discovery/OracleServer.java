package org.mailtrek.discovery;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;
import org.mailtrek.oracle.Installation;
import org.mailtrek.oracle.ServerVersion;

/** Reads a server of Oracle: the tree that is in use, what its links lead to, and what the host does in its deployment. */
final class OracleServer {

  private static final List<String> PLACES = List.of("/opt/sun/comms", "/opt/ucs1", "/opt/ucs2");
  private static final List<String> TREES = List.of("messaging64", "messaging");
  private static final List<String> LINKS = List.of("/opt/ucs/msg");

  private final HostView host;
  private final List<Installation> trees = new ArrayList<>();
  private final Optional<HostPath> link;

  private OracleServer(HostView host, List<HostPath> declared) throws TrekException {
    this.host = host;
    Set<HostPath> all = new LinkedHashSet<>(declared);
    PLACES.forEach(place -> TREES.forEach(tree -> all.add(HostPath.of(place).resolve(tree))));
    for (HostPath each : all) {
      Installation.at(host, each).ifPresent(trees::add);
    }
    this.link = LINKS.stream().map(HostPath::of).filter(this::leads).findFirst();
  }

  /**
   * Looks for trees in the usual places.
   *
   * @param declared trees that are said to be there; the first of them counts where more than one is in use
   * @return empty when there is none
   */
  static Optional<OracleServer> find(HostView host, List<HostPath> declared) throws TrekException {
    OracleServer found = new OracleServer(host, declared);
    return found.trees.isEmpty() ? Optional.empty() : Optional.of(found);
  }

  /** Returns whether these are its data. */
  boolean keeps(Optional<HostPath> data) {
    return data.isPresent() && data.equals(active().data());
  }

  private boolean leads(HostPath path) {
    return target(path).isPresent();
  }

  private Optional<HostPath> target(HostPath path) {
    try {
      return host.stat(path).filter(each -> each.kind() == FileState.Kind.LINK && each.target().length > 0 && each.target()[0] == '/').map(each -> HostPath.ofBytes(each.target()));
    } catch (TrekException unreadable) {
      return Optional.empty(); // then it is no link that leads to a server
    }
  }

  /** Returns the tree that the link leads to, else one that has a configuration. */
  private Installation active() {
    Optional<HostPath> led = link.flatMap(this::target);
    return trees.stream().filter(each -> led.equals(Optional.of(each.root()))).findFirst()
        .or(() -> trees.stream().filter(each -> each.config().isPresent()).findFirst()).orElse(trees.get(0));
  }

  /** Returns the settings of the product. */
  List<Setting> settings() throws TrekException {
    Installation active = active();
    List<Setting> found = new ArrayList<>();
    String program = active.root() + "/bin/imsimta version";
    found.add(Setting.found("product", "oracle", "the programs in " + active.root()));
    found.add(active.version().map(ServerVersion::text).map(text -> Setting.found("version", text, program)).orElse(Setting.unknown("version", "8.0.2", program + " does not tell it")));
    found.add(Setting.found("root", active.root().toString(), link.map(each -> "the link " + each).orElse("the folder is there")));
    active.data().ifPresent(each -> found.add(Setting.found("data", each.toString(), "the link " + active.root() + "/data")));
    link.ifPresent(each -> found.add(Setting.found("link", each.toString(), "leads to " + active.root())));
    fileSystem(active).ifPresent(each -> found.add(Setting.found("zfs", each, "zfs list")));
    return found;
  }

  /** Returns what no setting has room for. */
  List<Fact> facts() {
    Installation active = active();
    String origin = active.config().map(HostPath::toString).orElse(active.root().toString());
    List<Fact> facts = new ArrayList<>();
    facts.add(active.roles().isEmpty() ? Fact.unknown("roles", "the configuration enables none", origin) : Fact.found("roles", active.roleWords(), origin));
    active.bits().ifPresent(bits -> facts.add(Fact.found("programs", bits + " bits", active.root().toString())));
    facts.add(Fact.found("configuration", (active.unified() ? "unified: config.xml" : "legacy: msg.conf and its files") + " in " + origin, origin));
    facts.add(Fact.found("server", active.processes().isEmpty() ? "no process runs" : "runs: " + String.join(", ", active.processes().stream().map(each -> each.name().substring("pidfile.".length())).toList()), origin));
    for (Installation each : trees) {
      if (!each.root().equals(active.root())) {
        facts.add(Fact.notice("second tree", each.version().map(Object::toString).orElse("a version that is not told") + (each.config().isPresent() ? ", with links to the data" : ""), each.root().toString()));
      }
    }
    return facts;
  }

  /** Returns the file system of ZFS that holds the store: that of the longest mount point above it. */
  private Optional<String> fileSystem(Installation active) {
    String listed;
    try {
      listed = host.inspection().said(List.of("zfs", "list", "-H", "-o", "name,mountpoint"));
    } catch (TrekException noZfs) {
      return Optional.empty(); // a machine without it says so like this
    }
    HostPath store = active.data().orElse(active.root()).resolve("store");
    String name = null;
    int longest = 0;
    for (String line : listed.lines().toList()) {
      String[] words = line.strip().split("\\s+");
      if (words.length > 1 && words[1].startsWith("/") && !words[0].contains("@") && store.isWithin(HostPath.of(words[1])) && words[1].length() > longest) {
        name = words[0];
        longest = words[1].length();
      }
    }
    return Optional.ofNullable(name);
  }
}
