package org.mailtrek.lab;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.LdapAddress;
import org.mailtrek.host.LdapLogin;
import org.mailtrek.host.Secret;

/**
 * A private slapd with an mdb database, cn=config open for changes, and the schemas of Zarafa and Kopano. Annotate tests with
 * {@code @RequiresLab("slapd")}.
 */
public final class LabSlapd implements AutoCloseable {

  /** The base of the directory; its entry exists. */
  public static final String BASE = "dc=example,dc=com";
  /** The rootdn. */
  public static final String ROOT = "cn=admin," + BASE;
  /** The password of {@link #ROOT} and of cn=admin,cn=config. */
  public static final String PASSWORD = "lab-Geheim-42";

  private final Path folder;
  private final int port;
  private final LabSlapdOptions options;
  private final Thread hook;
  private LabProcess process;

  private LabSlapd(Path folder, int port, LabSlapdOptions options) {
    this.folder = folder;
    this.port = port;
    this.options = options;
    this.hook = new Thread(this::end);
  }

  /** Starts one with both schemas, no limits, and read access for everybody. */
  public static LabSlapd start() {
    return start(LabSlapdOptions.DEFAULT);
  }

  /** Starts one. */
  public static LabSlapd start(LabSlapdOptions options) {
    LabSlapd slapd = new LabSlapd(LabFolder.create("slapd"), LabProcess.freePort(), options);
    Runtime.getRuntime().addShutdownHook(slapd.hook);
    try {
      Files.createDirectories(slapd.folder.resolve("data"));
      Files.createDirectories(slapd.folder.resolve("slapd.d"));
      Files.writeString(slapd.folder.resolve("slapd.conf"), slapd.configuration());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    slapd.run(List.of("-f", slapd.folder.resolve("slapd.conf").toString(), "-F", slapd.folder.resolve("slapd.d").toString()));
    slapd.add("dn: " + BASE + "\nobjectClass: dcObject\nobjectClass: organization\ndc: example\no: Example\n");
    return slapd;
  }

  private void run(List<String> configuration) {
    List<String> command = new ArrayList<>(List.of(LabProgram.require("slapd"), "-d", "0", "-h", url()));
    command.addAll(configuration);
    process = LabProcess.start(folder.resolve("log"), command);
    process.awaitPort(port);
  }

  private String configuration() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String name : List.of("core", "cosine", "inetorgperson", "nis")) {
      text.append("include /etc/ldap/schema/").append(name).append(".schema\n");
    }
    for (String name : options.schemas()) {
      text.append("include ").append(schema(name)).append('\n');
    }
    if (Files.isDirectory(Path.of("/usr/lib/ldap"))) {
      text.append("modulepath /usr/lib/ldap\nmoduleload back_mdb\n");
      options.overlays().stream().filter(each -> each.startsWith("overlay ")).forEach(each -> text.append("moduleload ").append(each.substring("overlay ".length())).append('\n'));
    }
    options.certificate().ifPresent(certificate -> text.append("TLSCertificateFile ").append(certificate.file())
        .append("\nTLSCertificateKeyFile ").append(certificate.key()).append('\n'));
    options.demanded().ifPresent(authority -> text.append("TLSCACertificateFile ").append(authority.file()).append("\nTLSVerifyClient demand\n"));
    text.append("pidfile ").append(folder.resolve("pid")).append('\n');
    text.append("database config\nrootdn cn=admin,cn=config\nrootpw ").append(PASSWORD).append('\n');
    text.append("database mdb\nmaxsize 1073741824\nsuffix ").append(BASE).append("\nrootdn ").append(ROOT).append("\nrootpw ").append(PASSWORD)
        .append("\ndirectory ").append(folder.resolve("data")).append("\nindex objectClass eq\n");
    if (!options.synced()) {
      text.append("dbnosync\n");
    }
    options.sizeLimit().ifPresent(limit -> text.append("sizelimit ").append(limit).append('\n'));
    options.access().forEach(rule -> text.append("access ").append(rule).append('\n'));
    options.overlays().forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /** Returns the schema's file: the vendor's where it lies beside the project, else the lab's own of the same names and numbers. */
  private Path schema(String name) throws IOException {
    Path shared = Path.of(System.getProperty("mailtrek.shared", "../shared"), "data", "ldap", name + ".schema").toAbsolutePath();
    if (Files.isReadable(shared)) {
      return shared;
    }
    Path own = folder.resolve(name + ".schema");
    try (InputStream in = LabSlapd.class.getResourceAsStream("/lab/" + name + ".schema")) {
      Files.copy(in, own);
    }
    return own;
  }

  /** Returns {@code ldap://127.0.0.1:PORT}, with a second address {@code ldaps://} where there is a certificate. */
  private String url() {
    return "ldap://127.0.0.1:" + port + (options.certificate().isPresent() ? " ldaps://127.0.0.1:" + options.tlsPort() : "");
  }

  /** Returns the address for plain LDAP. */
  public LdapAddress address() {
    return LdapAddress.of("ldap://127.0.0.1:" + port, BASE);
  }

  /** Returns the port for plain LDAP. */
  public int port() {
    return port;
  }

  /** Returns the sign-in of the rootdn. */
  public LdapLogin root() {
    return new LdapLogin(ROOT, Secret.of(PASSWORD));
  }

  /** Returns the sign-in for changes of cn=config. */
  public LdapLogin config() {
    return new LdapLogin("cn=admin,cn=config", Secret.of(PASSWORD));
  }

  /** Returns the folder with {@code slapd.conf}, {@code slapd.d}, {@code data} and {@code log}. */
  public Path folder() {
    return folder;
  }

  /** Adds entries, in LDIF, as the rootdn. */
  public void add(String ldif) {
    try (LDAPConnection connection = new LDAPConnection("127.0.0.1", port, ROOT, PASSWORD);
        LDIFReader reader = new LDIFReader(new ByteArrayInputStream(ldif.getBytes(StandardCharsets.UTF_8)))) {
      for (var entry = Optional.ofNullable(reader.readEntry()); entry.isPresent(); entry = Optional.ofNullable(reader.readEntry())) {
        connection.add(entry.get());
      }
    } catch (LDAPException | LDIFException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Loads a file of entries, parents first, while the server is stopped: much faster than adding, and as the server's own tool does it.
   *
   * @throws IOException when the tool can't be started, or refuses an entry
   * @throws InterruptedException when interrupted
   */
  public void load(Path ldif) throws IOException, InterruptedException {
    stop();
    Path log = folder.resolve("slapadd.log");
    Process slapadd = new ProcessBuilder(LabProgram.require("slapadd"), "-q", "-F", folder.resolve("slapd.d").toString(), "-b", BASE, "-l", ldif.toString())
        .redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (slapadd.waitFor() != 0) {
      throw new IOException("slapadd refuses: " + Files.readString(log));
    }
    restart();
  }

  /** Kills the server with SIGKILL; {@link #restart} brings it back. */
  public void kill() {
    process.kill();
  }

  /** Makes the server hold its breath (SIGSTOP) until {@link #proceed}. */
  public void pause() {
    process.signal("STOP");
    process.awaitStopped();
  }

  /** Lets a paused server go on. */
  public void proceed() {
    process.signal("CONT");
  }

  /** Stops the server in order; {@link #restart} brings it back. */
  public void stop() {
    process.stop();
  }

  /** Starts the server again with its data and the configuration that it had. */
  public void restart() {
    run(List.of("-F", folder.resolve("slapd.d").toString()));
  }

  private void end() {
    if (process != null) {
      process.stop();
    }
    LabFolder.remove(folder);
  }

  @Override
  public void close() {
    end();
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
