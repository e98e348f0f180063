package org.mailtrek.runbook.oracle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.mailtrek.engine.Guard;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Refuses to move mailboxes while servers remember what the directory has said of them: mail would be delivered, and people let in, on the host that a mailbox
 * has left.
 */
final class CacheGuard implements Guard {

  private static final Map<String, Pattern> WANTED = Map.of(
      "ALIAS_ENTRY_CACHE_TIMEOUT=0 in option.dat", Pattern.compile("(?im)^ALIAS_ENTRY_CACHE_TIMEOUT\\s*=\\s*0\\s*$|alias_entry_cache_timeout\">0<"),
      "service.authcachettl = 0", Pattern.compile("(?im)^service\\.authcachettl\\s*=\\s*0\\s*$|authcachettl\">0<"));

  private final MailboxHost host;

  CacheGuard(MailboxHost host) {
    this.host = host;
  }

  @Override
  public String name() {
    return "address-caches";
  }

  @Override
  public String check(View view) throws TrekException {
    HostView on = view.host(host.host());
    StringBuilder text = new StringBuilder();
    for (String each : List.of("option.dat", "msg.conf", "config.xml")) {
      HostPath file = host.config().resolve(each);
      text.append(on.stat(file).isPresent() ? new String(on.readAll(file), StandardCharsets.UTF_8) : "").append('\n');
    }
    List<String> missing = new ArrayList<>();
    WANTED.forEach((words, pattern) -> {
      if (!pattern.matcher(text).find()) {
        missing.add(words);
      }
    });
    if (!missing.isEmpty()) {
      missing.sort(null);
      throw TrekException.at(host.host() + ":" + host.config()).kind(TrekException.Kind.REFUSED)
          .found("the server remembers what the directory says, and would deliver to a mailbox that has left: " + String.join(" and ", missing) + " is missing")
          .next("set it, let the server read it, wait as long as it remembers, and try again; on proxies LdapCacheTTL and AuthCacheTTL as well");
    }
    return host.host() + " asks the directory each time";
  }
}
