package org.mailtrek.oracle;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * An installed tree of the server, and what its links lead to.
 *
 * @param root the tree
 * @param version what its programs say; empty where they say nothing, as those from 7.0.5 on before their first start
 * @param bits 32 or 64, as its programs say; else empty
 * @param roles what the configuration makes of the host
 * @param config the folder of its configuration; empty where the tree is not in use
 * @param data the folder of its data
 * @param unified whether the configuration is a unified one
 * @param processes the marks of those of its processes that run, such as {@code pidfile.store}
 */
public record Installation(
    HostPath root,
    Optional<ServerVersion> version,
    OptionalInt bits,
    Set<Role> roles,
    Optional<HostPath> config,
    Optional<HostPath> data,
    boolean unified,
    List<HostPath> processes) {

  private static final Pattern SAID = Pattern.compile("Messaging Server ([0-9][0-9.]*)\\S* (32|64) ?bit");
  private static final HostPath AGENT = HostPath.of("/opt/SUNWscims");

  /** Copies what can change. */
  public Installation {
    roles = Set.copyOf(roles);
    processes = List.copyOf(processes);
  }

  /**
   * Reads the tree at a path.
   *
   * @return empty when there is none
   * @throws TrekException when the host can't be read
   */
  public static Optional<Installation> at(HostView host, HostPath root) throws TrekException {
    if (host.stat(root.resolve("bin/start-msg")).isEmpty()) {
      return Optional.empty();
    }
    Optional<HostPath> config = led(host, root.resolve("config"));
    String words = config.isPresent() ? text(host, config.get().resolve("config.xml")) + text(host, config.get().resolve("msg.conf")) : "";
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (Role each : Role.values()) {
      if (each.in(words) || each == Role.HA_AGENT && host.stat(AGENT).isPresent()) {
        roles.add(each);
      }
    }
    boolean unified = config.isPresent() && host.stat(config.get().resolve("config.xml")).isPresent();
    Matcher said = SAID.matcher(said(host, root));
    boolean known = said.find();
    return Optional.of(
        new Installation(
            root,
            known ? Optional.of(new ServerVersion(said.group(1).replaceFirst("\\.$", ""))) : Optional.empty(),
            known ? OptionalInt.of(Integer.parseInt(said.group(2))) : OptionalInt.empty(),
            roles,
            config,
            led(host, root.resolve("data")),
            unified,
            config.isPresent() ? processes(host, config.get()) : List.of()));
  }

  /** Returns the marks of the processes that run on a configuration. */
  public static List<HostPath> processes(HostView host, HostPath config) throws TrekException {
    return host.stat(config).isEmpty() ? List.of() : host.list(config).stream().filter(each -> each.name().startsWith("pidfile.")).toList();
  }

  /** Returns where a link leads, or the folder itself where there is one in its place. */
  private static Optional<HostPath> led(HostView host, HostPath link) throws TrekException {
    Optional<FileState> found = host.stat(link);
    if (found.isEmpty() || found.get().kind() != FileState.Kind.LINK) {
      return found.filter(each -> each.kind() == FileState.Kind.FOLDER).map(each -> link);
    }
    byte[] target = found.get().target();
    return target.length > 0 && target[0] == '/' ? Optional.of(HostPath.ofBytes(target)) : Optional.of(link);
  }

  private static String text(HostView host, HostPath file) throws TrekException {
    return host.stat(file).isPresent() ? new String(host.readAll(file), StandardCharsets.UTF_8) : "";
  }

  private static String said(HostView host, HostPath root) {
    try {
      return host.inspection().said(List.of(root.resolve("bin/imsimta").toString(), "version"));
    } catch (TrekException nobodyToAsk) {
      return ""; // then the version is not known, and whoever needs it says so
    }
  }

  /** Returns the roles for people, such as {@code store, MTA}. */
  public String roleWords() {
    return String.join(", ", roles.stream().sorted().map(Role::word).toList());
  }
}
