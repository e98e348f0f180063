package org.mailtrek.check;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mailtrek.engine.Guard;
import org.mailtrek.estate.View;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.TrekException;

/**
 * Refuses to start one of several servers that would send people away from their mailboxes: whose own object the directory does not have under the
 * names that it will look for, or which holds mailboxes of people whose home is another server, or none. Such a mailbox is there, and nobody is led to it.
 */
public final class HomeGuard implements Guard {

  private static final int SHOWN = 5;
  private static final int PRIVATE_STORE = 0;

  private final String host;
  private final Settings settings;

  /**
   * Makes a guard.
   *
   * @param host whose database is looked at
   * @param settings reads the settings that its server will have
   */
  public HomeGuard(String host, Settings settings) {
    this.host = host;
    this.settings = settings;
  }

  /** Reads the settings of a server. */
  @FunctionalInterface
  public interface Settings {
    /** Returns the effective settings. */
    HomeSettings read(View view) throws TrekException;
  }

  /**
   * How one of several servers finds itself and the homes of people.
   *
   * @param distributed whether it is one of several
   * @param server its name
   * @param objects which entries are servers
   * @param name the attribute that names a server
   * @param home the attribute that names somebody's home
   * @param people how it finds people
   */
  public record HomeSettings(boolean distributed, String server, Filter objects, String name, String home, PluginSettings people) {}

  @Override
  public String name() {
    return "homes";
  }

  @Override
  public String check(View view) throws TrekException {
    HomeSettings read = settings.read(view);
    if (!read.distributed()) {
      return "the server of " + host + " is not one of several";
    }
    List<String> servers = new ArrayList<>();
    view.directory().search(read.people().searchBase(), SearchScope.SUB, read.objects(), entry -> servers.add(String.valueOf(entry.getAttributeValue(read.name())).toLowerCase(Locale.ROOT)), read.name());
    if (!servers.contains(read.server().toLowerCase(Locale.ROOT))) {
      throw refused("the directory has no server named " + read.server() + " that matches " + read.objects() + ": it has " + (servers.isEmpty() ? "none" : String.join(", ", servers)),
          "compare server_name in server.cfg and ldap_server_type_attribute_value in ldap.cfg with the server objects of the directory");
    }
    List<String> strangers = new ArrayList<>();
    int mailboxes = strangers(view, read, strangers);
    if (!strangers.isEmpty()) {
      String more = strangers.size() > SHOWN ? ", ..." : "";
      throw refused(strangers.size() + " of " + mailboxes + " mailboxes belong to people whose home is not " + read.server() + ": " + String.join(", ", strangers.subList(0, Math.min(SHOWN, strangers.size()))) + more,
          "compare " + read.home() + " of these people in the directory with the server that holds their mailboxes");
    }
    return read.server() + " is one of " + servers.size() + " servers in the directory, and the home of all whose " + mailboxes + " mailboxes it holds";
  }

  private int strangers(View view, HomeSettings read, List<String> found) throws TrekException {
    Map<String, String> homes = new HashMap<>();
    for (PluginSettings.Source each : read.people().sources()) {
      if (each.kind() == ObjectKind.PERSON) {
        view.directory().search(read.people().searchBase(), SearchScope.SUB, each.filter(), entry -> {
          byte[] id = entry.getAttributeValueBytes(each.uniqueAttribute());
          String home = entry.getAttributeValue(read.home());
          if (id != null) {
            homes.putIfAbsent(new String(id, StandardCharsets.ISO_8859_1), home == null ? "" : home);
          }
        }, each.uniqueAttribute(), read.home());
      }
    }
    Map<Long, String> ids = new HashMap<>();
    for (DatabaseView.UserRow each : view.database(host).users()) {
      ids.put(each.id(), new String(each.externalId(), StandardCharsets.ISO_8859_1));
    }
    int mailboxes = 0;
    for (DatabaseView.StoreRow each : view.database(host).stores()) {
      String home = homes.get(ids.getOrDefault(each.user(), ""));
      if (each.type() == PRIVATE_STORE && home != null) {
        mailboxes++;
        if (!home.equalsIgnoreCase(read.server())) {
          found.add(each.userName() + (home.isEmpty() ? " (no home)" : " (" + home + ")"));
        }
      }
    }
    return mailboxes;
  }

  private TrekException refused(String found, String next) {
    return TrekException.at(host).kind(TrekException.Kind.REFUSED).found(found).next(next);
  }
}
