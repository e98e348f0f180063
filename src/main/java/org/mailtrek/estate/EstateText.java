package org.mailtrek.estate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mailtrek.host.HostPath;

/** Words a declaration as {@code estate.yaml}; reading it back gives an equal declaration. */
public final class EstateText {

  private final StringBuilder text = new StringBuilder();

  private EstateText() {}

  /** Returns the text of a declaration, with a comment of one line above it. */
  public static String of(String comment, Declaration declaration) {
    EstateText writer = new EstateText();
    writer.text.append("# ").append(comment.replaceAll("\\s+", " ")).append('\n');
    writer.write(declaration);
    return writer.text.toString();
  }

  /** Returns a host in the flow form of the file. */
  public static String of(HostEntry host) {
    return flow(host(host));
  }

  private void write(Declaration declaration) {
    text.append("estate: ").append(word(declaration.name())).append('\n');
    if (!declaration.hosts().isEmpty()) {
      text.append("hosts:\n");
      declaration.hosts().forEach((name, host) -> text.append("  ").append(name).append(": ").append(flow(host(host))).append('\n'));
    }
    declaration.directory().ifPresent(this::directory);
    if (!declaration.products().isEmpty()) {
      text.append("products:\n");
      declaration.products().forEach(this::product);
    }
    declaration.target().ifPresent(this::target);
    if (!declaration.repositories().isEmpty()) {
      text.append("repositories:\n");
      declaration.repositories().forEach((name, each) -> text.append("  ").append(word(name)).append(": ").append(flow(repository(each))).append('\n'));
    }
    declaration.probe().ifPresent(this::probe);
    if (!declaration.imap().isEmpty()) {
      text.append("imap:\n");
      declaration.imap().forEach((name, each) -> text.append("  ").append(word(name)).append(": ").append(flow(imap(each))).append('\n'));
    }
  }

  private static Map<String, String> imap(Declaration.ImapEntry server) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("url", word(server.url()));
    if (server.startTls()) {
      fields.put("starttls", "true");
    }
    put(fields, "ca", server.authority());
    login(fields, "master", server.master());
    put(fields, "list", server.list());
    if (!server.users().isEmpty()) {
      Map<String, String> users = new LinkedHashMap<>();
      server.users().forEach((user, source) -> users.put(word(user), of(source)));
      fields.put("users", flow(users));
    }
    return fields;
  }

  private void probe(Declaration.Probe probe) {
    Map<String, String> fields = new LinkedHashMap<>();
    login(fields, "user", Optional.of(probe.login()));
    put(fields, "address", probe.address());
    put(fields, "imap", probe.imap());
    if (probe.startTls()) {
      fields.put("starttls", "true");
    }
    put(fields, "web", probe.web());
    put(fields, "ca", probe.authority());
    text.append("probe:\n");
    block(fields, "  ");
  }

  private static Map<String, String> repository(Declaration.RepositoryEntry repository) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("host", word(repository.host()));
    fields.put("url", word(repository.url()));
    fields.put("suite", word(repository.parts()));
    fields.put("key", word(repository.key()));
    login(fields, "user", repository.login());
    return fields;
  }

  private static Map<String, String> host(HostEntry host) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (host instanceof HostEntry.Local) {
      fields.put("local", "true");
    } else if (host instanceof HostEntry.Simulated simulated) {
      fields.put("simulated", word(simulated.folder()));
    } else if (host instanceof HostEntry.Ssh ssh) {
      fields.put("ssh", word(ssh.destination()));
      fields.put("port", Integer.toString(ssh.port()));
      put(fields, "key", ssh.login().key());
      put(fields, "known-hosts", ssh.login().knownHosts());
      put(fields, "jump", ssh.login().jump());
      secrets(fields, ssh.login().secrets());
      fields.put("sudo", Boolean.toString(ssh.login().sudo()));
      fields.put("legacy-ssh", Boolean.toString(ssh.login().legacy()));
    }
    put(fields, "backup", host.backup().map(HostPath::toString));
    return fields;
  }

  private static void secrets(Map<String, String> fields, HostEntry.SshSecrets secrets) {
    secrets.password().ifPresent(source -> fields.put("password", of(source)));
    secrets.passphrase().ifPresent(source -> fields.put("passphrase", of(source)));
    secrets.sudo().ifPresent(source -> fields.put("sudo-password", of(source)));
  }

  private void directory(Declaration.Directory directory) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("url", word(directory.url()));
    encryption(fields, "starttls", directory.encryption());
    login(fields, "bind-dn", directory.login());
    fields.put("base", word(directory.base()));
    put(fields, "host", directory.host());
    if (directory.tunnel()) {
      fields.put("tunnel", "true");
    }
    directory.config().ifPresent(config -> fields.put("config", flow(config(config))));
    put(fields, "service", directory.service());
    if (!directory.replicas().isEmpty()) {
      fields.put("replicas", list(directory.replicas()));
    }
    text.append("directory:\n");
    block(fields, "  ");
  }

  private static Map<String, String> config(Declaration.DirectoryConfig config) {
    Map<String, String> fields = new LinkedHashMap<>();
    put(fields, "dn", config.dn());
    login(fields, "bind-dn", config.login());
    put(fields, "folder", config.folder().map(HostPath::toString));
    put(fields, "file", config.file().map(HostPath::toString));
    return fields;
  }

  private void product(Declaration.Product product) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("host", word(product.host()));
    fields.put("product", product.product());
    fields.put("version", word(product.version()));
    places(fields, product.places());
    product.database().ifPresent(database -> fields.put("database", flow(database(database))));
    List<String> lines = new ArrayList<>(fields.entrySet().stream().map(each -> each.getKey() + ": " + each.getValue()).toList());
    text.append("  - ").append(String.join("\n    ", lines)).append('\n');
  }

  private static Map<String, String> database(Declaration.DatabaseEntry database) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("url", word(database.url()));
    encryption(fields, "tls", database.encryption());
    login(fields, "user", Optional.of(database.login()));
    put(fields, "host", database.host());
    if (database.tunnel()) {
      fields.put("tunnel", "true");
    }
    if (database.client()) {
      fields.put("client", "true");
    }
    return fields;
  }

  private void target(Declaration.Target target) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("product", target.product());
    fields.put("version", word(target.version()));
    places(fields, target.places());
    text.append("target: ").append(flow(fields)).append('\n');
  }

  private static void places(Map<String, String> fields, Declaration.Places places) {
    put(fields, "config", places.config().map(HostPath::toString));
    places.attachments().ifPresent(path -> fields.put("attachments", "{ path: " + word(path.toString()) + " }"));
    put(fields, "index", places.index().map(HostPath::toString));
    places.server().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(each -> fields.put(each.getKey(), word(each.getValue())));
  }

  private static void encryption(Map<String, String> fields, String key, Encryption encryption) {
    encryption.wanted().ifPresent(wanted -> fields.put(key, wanted.toString()));
    put(fields, "ca", encryption.authority());
    put(fields, "certificate", encryption.certificate());
    put(fields, "key", encryption.key());
  }

  private static void login(Map<String, String> fields, String userKey, Optional<Declaration.Login> login) {
    login.ifPresent(
        as -> {
          fields.put(userKey, word(as.user()));
          fields.put("password", of(as.password()));
        });
  }

  /** Returns where a secret is to be had from, in the flow form of the file. */
  public static String of(SecretSource source) {
    if (source instanceof SecretSource.File file) {
      return "{ file: " + word(file.path()) + " }";
    } else if (source instanceof SecretSource.Variable variable) {
      return "{ env: " + word(variable.name()) + " }";
    } else if (source instanceof SecretSource.Command command) {
      return "{ command: " + list(command.words()) + " }";
    } else if (source instanceof SecretSource.Directive directive) {
      return "{ config: " + word(directive.host() + ":" + directive.file()) + ", directive: " + word(directive.directive()) + " }";
    }
    return "{ prompt: true }";
  }

  private static void put(Map<String, String> fields, String name, Optional<String> value) {
    value.ifPresent(text -> fields.put(name, word(text)));
  }

  private void block(Map<String, String> fields, String indent) {
    fields.forEach((name, value) -> text.append(indent).append(name).append(": ").append(value).append('\n'));
  }

  private static String flow(Map<String, String> fields) {
    return fields.entrySet().stream().map(each -> each.getKey() + ": " + each.getValue()).collect(Collectors.joining(", ", "{ ", " }"));
  }

  private static String list(List<String> values) {
    return values.stream().map(EstateText::word).collect(Collectors.joining(", ", "[ ", " ]"));
  }

  /** Returns a value plain where YAML takes it for the text that it is, else quoted. */
  public static String word(String value) {
    boolean plain = value.matches("[A-Za-z/~][A-Za-z0-9/._=@~,-]*|[0-9]+(\\.[0-9]+){2,}|ldaps?://[A-Za-z0-9.:-]+") && !value.matches("(?i)true|false|null|~|.*,.*");
    if (plain) {
      return value;
    }
    StringBuilder quoted = new StringBuilder("\"");
    value.codePoints().forEach(point -> quoted.append(escaped(point)));
    return quoted.append('"').toString();
  }

  private static String escaped(int point) {
    if (point == '"' || point == '\\') {
      return "\\" + (char) point;
    }
    boolean printable = point >= 0x20 && point != 0x7F && point < 0xD800 && Character.getType(point) != Character.CONTROL;
    return printable ? Character.toString(point) : String.format(java.util.Locale.ROOT, point < 0x10000 ? "\\u%04X" : "\\U%08X", point);
  }
}
