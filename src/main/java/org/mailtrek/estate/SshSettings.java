package org.mailtrek.estate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.mailtrek.host.Digests;
import org.mailtrek.host.SshTarget;

/** Completes what is declared of a host over SSH with what is usual: the user's own keys, agent and file of known hosts. */
final class SshSettings {

  private static final List<String> KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");

  private final Path folder;
  private final Function<String, Optional<String>> environment;

  SshSettings(Path folder, Function<String, Optional<String>> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  SshTarget target(HostEntry.Ssh entry) {
    String user = environment.apply("USER").orElse(System.getProperty("user.name"));
    SshTarget.Address address = SshTarget.Address.parse(entry.destination(), user, entry.port());
    Path home = Path.of(environment.apply("HOME").orElse(System.getProperty("user.home"))).resolve(".ssh");
    List<Path> keys = entry.login().key().map(key -> List.of(path(key))).orElseGet(() -> KEYS.stream().map(home::resolve).toList());
    return new SshTarget(
        entry.name(),
        address,
        entry.login().jump().map(jump -> SshTarget.Address.parse(jump, address.user(), 22)),
        keys,
        environment.apply("SSH_AUTH_SOCK").filter(socket -> !socket.isEmpty()).map(Path::of),
        entry.login().knownHosts().map(this::path).orElse(home.resolve("known_hosts")),
        entry.login().sudo(),
        entry.login().legacy(),
        owner());
  }

  /** Returns who writes: this estate, from this machine. */
  private String owner() {
    try {
      String where = InetAddress.getLocalHost().getHostName() + ":" + folder;
      byte[] digest = Digests.start().digest(where.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (UnknownHostException e) {
      return HexFormat.of().toHexDigits(folder.toString().hashCode());
    }
  }

  private Path path(String name) {
    Optional<String> home = environment.apply("HOME");
    return name.startsWith("~/") && home.isPresent() ? Path.of(home.get(), name.substring(2)) : folder.resolve(name);
  }
}
