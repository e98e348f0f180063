package org.mailtrek.system;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.engine.Step.Preview;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.engine.change.Ownership;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Lets the daemons' group read the Kerberos keys that the start settings name (KRB5_KTNAME, krb5.conf(5)): they no longer run as root. The machine's own
 * keytab is left alone, as others are in it.
 */
final class Keytabs {

  private static final List<HostPath> SETTINGS =
      List.of(HostPath.of("/etc/default/zarafa"), HostPath.of("/etc/sysconfig/zarafa"), HostPath.of("/etc/default/kopano"), HostPath.of("/etc/sysconfig/kopano"));
  private static final HostPath OF_THE_MACHINE = HostPath.of("/etc/krb5.keytab");
  private static final Pattern NAMED = Pattern.compile("(?m)^\\s*(?:export\\s+)?KRB5_KTNAME=[\"']?(?:FILE:)?(/[^\\s\"']+)");
  private static final int READABLE = 0640;

  private Keytabs() {}

  static boolean concerns(HostView machine) throws TrekException {
    for (HostPath each : SETTINGS) {
      if (named(machine, each).isPresent()) {
        return true;
      }
    }
    return false;
  }

  static void preview(View view, String host, MovedPaths moved, Owner account, Preview preview) throws TrekException {
    HostView machine = view.host(host);
    for (HostPath settings : SETTINGS) {
      Optional<HostPath> keytab = named(machine, settings);
      if (keytab.isPresent() && !account.user().equals("root")) {
        one(view, host, moved.of(keytab.get()), account, preview);
        if (!moved.of(keytab.get()).equals(keytab.get()) && settings.name().equals("zarafa")) {
          preview.note("Kerberos: " + settings + " names " + keytab.get() + ": name " + moved.of(keytab.get()) + " in " + settings.parent().resolve("kopano"));
        }
      }
    }
  }

  private static Optional<HostPath> named(HostView machine, HostPath settings) throws TrekException {
    if (machine.stat(settings).filter(state -> state.kind() == FileState.Kind.FILE).isEmpty()) {
      return Optional.empty();
    }
    Matcher named = NAMED.matcher(new String(machine.readAll(settings), StandardCharsets.ISO_8859_1));
    return named.find() ? Optional.of(HostPath.parse(named.group(1))) : Optional.empty();
  }

  private static void one(View view, String host, HostPath keytab, Owner account, Preview preview) throws TrekException {
    Optional<FileState> state = view.host(host).stat(keytab);
    if (keytab.equals(OF_THE_MACHINE)) {
      preview.note("Kerberos: " + keytab + " is the whole machine's, and the daemons run as " + account.user() + ": give them a keytab of their own, readable for group " + account.group());
    } else if (state.isEmpty() || state.get().kind() != FileState.Kind.FILE) {
      preview.note("Kerberos: " + keytab + " is named, and is no file");
    } else {
      Ownership.Rule rule = new Ownership.Rule(new Owner("root", account.group()), Optional.empty(), Optional.of(READABLE), false);
      Optional<Ownership> change = Ownership.of(view, host, keytab, rule);
      if (change.isPresent()) {
        preview.change(change.get());
      }
    }
  }
}
