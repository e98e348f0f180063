package org.mailtrek.host;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The file of known hosts (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"), read anew for each connection. A machine that is in it must show a key that
 * is in it: another key, of whatever kind, is refused and never asked about. Lines are only ever appended.
 */
final class KnownKeys implements HostKeyRepository {

  private static final Pattern AT_PORT = Pattern.compile("\\[(.+)\\]:[0-9]+");

  private final Path file;
  private final List<String> lines;
  private final HostKeyRepository known;
  private Optional<Offered> refused = Optional.empty();

  private KnownKeys(Path file, List<String> lines, HostKeyRepository known) {
    this.file = file;
    this.lines = lines;
    this.known = known;
  }

  /** Reads a file, which need not be there. */
  static KnownKeys read(Path file) throws TrekException {
    try {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file, StandardCharsets.ISO_8859_1) : List.of();
      return new KnownKeys(file, lines, repository(String.join("\n", lines) + "\n"));
    } catch (IOException e) {
      throw Refusal.of(file.toString(), e);
    }
  }

  private static HostKeyRepository repository(String text) {
    try {
      JSch jsch = new JSch();
      jsch.setKnownHosts(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
      return jsch.getHostKeyRepository();
    } catch (JSchException e) {
      throw new IllegalStateException("lines in memory can be read", e);
    }
  }

  /** Returns the key that was offered last and refused. */
  Optional<Offered> refused() {
    return refused;
  }

  @Override
  public int check(String host, byte[] key) {
    int found = meant(host).check(host, key);
    if (found == OK) {
      refused = Optional.empty();
      return OK;
    }
    Offered offered = new Offered(host, key, lineOf(host, key));
    refused = Optional.of(offered);
    return offered.line.isPresent() ? CHANGED : NOT_INCLUDED;
  }

  /** Returns the lines that count for a host: for one at a port of its own, not those of the same host at the usual port. */
  private HostKeyRepository meant(String host) {
    Matcher port = AT_PORT.matcher(host);
    return port.matches() ? repository(lines.stream().filter(each -> !knows(each, port.group(1))).collect(Collectors.joining("\n", "", "\n"))) : known;
  }

  private static boolean knows(String line, String host) {
    HostKey[] keys = repository(line + "\n").getHostKey(host, null);
    return keys != null && keys.length > 0 && !line.contains("*");
  }

  /** Returns the number of the first line that knows the host by another key. */
  private Optional<Integer> lineOf(String host, byte[] key) {
    Matcher port = AT_PORT.matcher(host);
    for (int index = 0; index < lines.size(); index++) {
      if (port.matches() && knows(lines.get(index), port.group(1))) {
        continue;
      }
      HostKeyRepository one = repository(lines.get(index) + "\n");
      HostKey[] keys = one.getHostKey(host, null);
      if (one.check(host, key) != NOT_INCLUDED || keys != null && keys.length > 0) {
        return Optional.of(index + 1);
      }
    }
    return Optional.empty();
  }

  /** Adds a key to the file. */
  void trust(Offered offered) throws TrekException {
    String line = offered.host + " " + offered.type() + " " + Base64.getEncoder().encodeToString(offered.key) + "\n";
    try {
      if (file.getParent() != null && !Files.isDirectory(file.getParent())) {
        Files.createDirectories(file.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      String before = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
      String joint = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
      Files.writeString(file, joint + line, StandardCharsets.ISO_8859_1, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw Refusal.of(file.toString(), e);
    }
  }

  @Override
  public void add(HostKey key, UserInfo who) {
    throw new IllegalStateException("keys are added by trust() alone");
  }

  @Override
  public void remove(String host, String type) {
    throw new IllegalStateException("keys are never removed");
  }

  @Override
  public void remove(String host, String type, byte[] key) {
    throw new IllegalStateException("keys are never removed");
  }

  @Override
  public String getKnownHostsRepositoryID() {
    return file.toString();
  }

  @Override
  public HostKey[] getHostKey() {
    return known.getHostKey();
  }

  @Override
  public HostKey[] getHostKey(String host, String type) {
    return known.getHostKey(host, type);
  }

  /**
   * A key that is not known.
   *
   * @param line the line that knows the host by another key
   */
  record Offered(String host, byte[] key, Optional<Integer> line) {

    String type() {
      int length = (key[0] & 255) << 24 | (key[1] & 255) << 16 | (key[2] & 255) << 8 | key[3] & 255;
      return new String(key, 4, length, StandardCharsets.US_ASCII);
    }

    HostFingerprint fingerprint() {
      return HostFingerprint.of(host, type(), key);
    }
  }
}
