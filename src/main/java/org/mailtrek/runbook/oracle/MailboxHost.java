package org.mailtrek.runbook.oracle;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.engine.change.Act;
import org.mailtrek.engine.change.MailboxEnd;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * One of the hosts between which mailboxes move.
 *
 * @param host its name in the estate
 * @param root the tree that is active there
 * @param config the folder of its configuration
 */
record MailboxHost(String host, HostPath root, HostPath config) {

  private static final Pattern NAME = Pattern.compile("(?m)^local\\.(?:servername|hostname)\\s*=\\s*(\\S+)$");
  private static final Pattern UNIFIED_NAME = Pattern.compile("<option name=\"(?:local|base)\\.(?:servername|hostname)\">([^<]+)</option>");
  private static final String PROBE = "local.schedule.msprobe.enable";

  /** Returns the name by which the directory knows it; empty where it is not configured yet. */
  Optional<String> name(View view) throws TrekException {
    HostView on = view.host(host);
    for (String each : List.of("msg.conf", "config.xml")) {
      HostPath file = config.resolve(each);
      String text = on.stat(file).isPresent() ? new String(on.readAll(file), StandardCharsets.UTF_8) : "";
      Matcher found = (each.equals("msg.conf") ? NAME : UNIFIED_NAME).matcher(text);
      if (found.find()) {
        return Optional.of(found.group(1));
      }
    }
    return Optional.empty();
  }

  MailboxEnd end(String name) {
    return new MailboxEnd(
        host,
        name,
        List.of(Move.bin(root, "imcheck"), "-D", "-S", "|", "-p", "user/%u/*"),
        List.of(Move.bin(root, "imsbackup"), "-f", "-", "/%p/user/%u"),
        List.of(Move.bin(root, "imsrestore"), "-f", "-"),
        List.of(Move.bin(root, "mboxutil"), "-d", "-p", "user/%u/*"));
  }

  /** Returns whether somebody probes the store now and then; nobody does where there is no server yet, or a unified configuration. */
  boolean probed(View view) throws TrekException {
    HostView on = view.host(host);
    if (on.stat(config.resolve("msg.conf")).isEmpty()) {
      return false;
    }
    return !on.inspection().said(List.of(Move.bin(root, "configutil"), "-o", PROBE)).strip().equals("0");
  }

  /** Returns whether it has queues of its own. */
  boolean delivers(View view) throws TrekException {
    return view.host(host).stat(HostPath.of(Move.bin(root, "imsimta"))).isPresent();
  }

  Act.Run probing(boolean on) {
    return new Act.Run(List.of(Move.bin(root, "configutil"), "-o", PROBE, "-v", on ? "1" : "0")).on(host);
  }

  /** Returns what delivers the mail that was held for somebody in the queues of this host. */
  Act.Run release() {
    return new Act.Run(List.of(Move.bin(root, "imsimta"), "process_held", "-uid=%u")).on(host);
  }
}
