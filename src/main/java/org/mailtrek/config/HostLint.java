package org.mailtrek.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.mailtrek.config.Finding.Effect;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Judges a configuration by the machine that it lies on: whether what it names is there and the daemons may read it, and whether others can read
 * secrets. Only the permission bits are asked, and of each account its own group; paths that are as
 * shipped are passed over, but for those that the daemons write in.
 */
public final class HostLint {

  private static final Pattern READ =
      Pattern.compile(".*(_key_file|_certificate_file|_ca_file|_ca_path|_verify_file|_verify_path|_template|_script|sslkeys_path|sslkey_file|_domains_file|_message_file)|ldap_.*(cert|key).*");
  private static final Set<String> WRITTEN = Set.of("attachment_path", "index_path");
  private static final int ROOT = 0;

  private final Catalogue catalogue;
  private final Release release;
  private final HostView host;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> said = new HashSet<>();

  private HostLint(Catalogue catalogue, Release release, HostView host) {
    this.catalogue = catalogue;
    this.release = release;
    this.host = host;
  }

  /**
   * Returns what is wrong.
   *
   * @param folder where the files are, as the daemons name it
   * @throws TrekException when the machine can't be asked
   */
  public static List<Finding> check(Catalogue catalogue, Release release, HostView host, HostPath folder) throws TrekException {
    HostLint lint = new HostLint(catalogue, release, host);
    ConfigTree tree = HostTree.read(host, folder, release);
    for (HostPath path : tree.in(folder)) {
      CatalogueFile known = catalogue.file(release, path.name());
      if (!known.unknown()) {
        lint.file(tree, path, known);
      }
    }
    return lint.findings;
  }

  private void file(ConfigTree tree, HostPath path, CatalogueFile known) throws TrekException {
    Effective effective = Effective.of(tree, path, Dialect.of(path.name(), release));
    for (HostPath each : effective.read()) {
      secrets(each, Effective.of(tree, each, Dialect.of(path.name(), release)));
    }
    OldValues values = new OldValues(known, effective.values());
    Optional<Account> account = account(path, values);
    if (account.isEmpty()) {
      return;
    }
    for (String name : effective.values().keySet()) {
      String value = effective.values().get(name);
      boolean written = WRITTEN.contains(name);
      boolean named = written || values.changed(name) && READ.matcher(name).matches();
      if (value.startsWith("/") && known.effective(name) && named) {
        path(effective.line(name).orElseThrow(), name, HostPath.ofBytes(value.getBytes(StandardCharsets.ISO_8859_1)), account.get(), written);
      }
    }
  }

  /** Who a daemon runs as; empty when that account is not there, which is said. */
  private Optional<Account> account(HostPath path, OldValues values) throws TrekException {
    String user = values.inForce("run_as_user");
    String group = values.inForce("run_as_group");
    if (user.isEmpty() || !values.known().effective("run_as_user")) {
      user = values.known().effective("run_as_user") ? "root" : release.account();
    }
    OptionalInt uid = user.equals("root") ? OptionalInt.of(ROOT) : host.accounts().uid(user);
    OptionalInt gid = group.isEmpty() ? host.accounts().gid(user) : host.accounts().gid(group);
    if (uid.isEmpty()) {
      once(Effect.STOPS, path, 0, "run_as_user", "there is no user " + user + " on " + host.name(), "create the account");
      return Optional.empty();
    }
    if (gid.isEmpty() && !group.isEmpty()) {
      once(Effect.STOPS, path, 0, "run_as_group", "there is no group " + group + " on " + host.name(), "create the group");
      return Optional.empty();
    }
    return Optional.of(new Account(user, uid.getAsInt(), gid.orElse(-1)));
  }

  /** Somebody who wants to read. */
  private record Account(String name, int uid, int gid) {

    boolean may(FileState state, int right) {
      int shift = state.uid() == uid ? 6 : state.gid() == gid ? 3 : 0;
      return uid == ROOT || (state.mode() >> shift & right) == right;
    }
  }

  private void path(Effective.Line line, String name, HostPath wanted, Account account, boolean written) throws TrekException {
    Optional<FileState> state = followed(wanted);
    if (state.isEmpty()) {
      finding(Effect.BROKEN, line, name, wanted + " is not there", "put it there, or correct " + name);
      return;
    }
    int right = state.get().kind() == FileState.Kind.FOLDER ? written ? 7 : 5 : name.endsWith("_script") ? 5 : 4;
    if (!account.may(state.get(), right)) {
      String what = right == 7 ? "write in " : right == 5 && state.get().kind() == FileState.Kind.FILE ? "run " : "read ";
      finding(Effect.BROKEN, line, name, account.name() + " may not " + what + wanted, "permissions fix");
      return;
    }
    for (HostPath above = wanted.parent(); !above.root(); above = above.parent()) {
      Optional<FileState> folder = followed(above);
      if (folder.isPresent() && !account.may(folder.get(), 1)) {
        finding(Effect.BROKEN, line, name, account.name() + " may not enter " + above + ", on the way to " + wanted, "permissions fix");
        return;
      }
    }
  }

  private Optional<FileState> followed(HostPath path) throws TrekException {
    Optional<FileState> state = host.stat(path);
    HostPath at = path;
    for (int links = 0; links < 8 && state.isPresent() && state.get().kind() == FileState.Kind.LINK; links++) {
      at = Effective.resolve(at, new String(state.get().target(), StandardCharsets.ISO_8859_1));
      state = host.stat(at);
    }
    return state;
  }

  private void secrets(HostPath path, Effective file) throws TrekException {
    Optional<FileState> state = followed(path);
    Optional<String> secret =
        file.values().entrySet().stream().filter(each -> Verdict.secret(each.getKey()) && !each.getValue().isEmpty()).filter(each -> file.line(each.getKey()).map(line -> line.file().equals(path)).orElse(false)).map(Map.Entry::getKey).findFirst();
    if (secret.isPresent() && state.isPresent() && (state.get().mode() & 4) != 0) {
      once(Effect.WARNED, path, file.line(secret.get()).map(Effective.Line::number).orElse(0), secret.get(), "everybody on the machine can read the secret in it", "chmod 640 " + path);
    }
  }

  private void finding(Effect effect, Effective.Line line, String name, String what, String next) {
    once(effect, line.file(), line.number(), name, what, next);
  }

  private void once(Effect effect, HostPath path, int line, String directive, String what, String next) {
    if (said.add(path + " " + directive + " " + what)) {
      findings.add(new Finding(effect, path.toString(), line, directive, what, next));
    }
  }
}
