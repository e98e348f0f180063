package org.mailtrek.check;

import java.util.List;
import java.util.stream.Collectors;
import org.mailtrek.engine.Guard;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/**
 * Refuses to start a mail server that would take its people for gone. Protects the start after every change of directory or configuration.
 */
public final class IdentityGuard implements Guard {

  private static final int SHOWN = 5;

  private final String host;
  private final Settings settings;

  /**
   * Makes a guard.
   *
   * @param host whose database is compared
   * @param settings reads the settings that the server will have, from the view that is looked at
   */
  public IdentityGuard(String host, Settings settings) {
    this.host = host;
    this.settings = settings;
  }

  /** Reads the settings of a server's user plugin. */
  @FunctionalInterface
  public interface Settings {

    /** Returns the effective settings. */
    PluginSettings read(View view) throws TrekException;
  }

  @Override
  public String name() {
    return "identity";
  }

  @Override
  public String check(View view) throws TrekException {
    PluginSettings read = settings.read(view);
    if (view.directory().entry(read.searchBase()).isEmpty()) {
      throw TrekException.at(host).kind(TrekException.Kind.REFUSED)
          .found("ldap_search_base " + read.searchBase() + " is not in the directory: the server would find nobody there, and would delete everybody")
          .next("correct ldap_search_base in ldap.cfg, then plan again");
    }
    Identity found = new IdentityCheck(read).compare(view.directory(), view.database(host));
    if (found.safe()) {
      return found.kept() + " users and groups are the same in directory and database, nobody would be deleted, " + found.created().size()
          + " would be created";
    }
    throw TrekException.at(host).kind(TrekException.Kind.REFUSED).found(reason(found))
        .next("identity check shows all names; compare ldap_search_base, the type values and unique attributes in ldap.cfg with the directory");
  }

  private static String reason(Identity found) {
    if (found.deleted().isEmpty()) {
      return "the server can't tell its users apart: " + String.join("; ", first(found.unclear()));
    }
    String empty = found.doubled().isEmpty() ? "" : ", and " + found.doubled().size() + " of them would get a new, empty store";
    return "the server would delete " + found.deleted().size() + " of " + (found.kept() + found.deleted().size()) + " users and groups ("
        + first(found.deleted().stream().map(Identity.Item::toString).toList()).stream().collect(Collectors.joining(", ")) + ") and orphan "
        + found.orphaned().size() + " stores" + empty;
  }

  private static List<String> first(List<String> all) {
    return all.size() <= SHOWN ? all : java.util.stream.Stream.concat(all.stream().limit(SHOWN), java.util.stream.Stream.of("...")).toList();
  }
}
