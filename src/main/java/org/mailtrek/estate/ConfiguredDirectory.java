package org.mailtrek.estate;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.DirectoryLayer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/** A server's data, and its own configuration, which needs another sign-in: each entry is reached by the one it belongs to. */
final class ConfiguredDirectory implements DirectoryServer {

  private final DirectoryServer data;
  private final String configBase;
  private final Opening opening;
  private Optional<DirectoryServer> config = Optional.empty();

  /** Signs in for the configuration. */
  @FunctionalInterface
  interface Opening {

    /** Does it. */
    DirectoryServer open() throws TrekException;
  }

  ConfiguredDirectory(DirectoryServer data, String configBase, Opening opening) {
    this.data = data;
    this.configBase = configBase;
    this.opening = opening;
  }

  private DirectoryServer of(String dn) throws TrekException {
    try {
      return DN.isDescendantOf(dn, configBase, true) ? config() : data;
    } catch (LDAPException notADn) {
      return data; // the server says so in its own words
    }
  }

  private synchronized DirectoryServer config() throws TrekException {
    if (config.isEmpty()) {
      config = Optional.of(opening.open());
    }
    return config.get();
  }

  @Override
  public DirectoryView view() {
    return new ReadOnly();
  }

  @Override
  public Answer modify(String dn, List<Modification> modifications, boolean relaxed) throws TrekException {
    return of(dn).modify(dn, modifications, relaxed);
  }

  @Override
  public Answer add(Entry entry, boolean relaxed) throws TrekException {
    return of(entry.getDN()).add(entry, relaxed);
  }

  @Override
  public Answer delete(String dn) throws TrekException {
    return of(dn).delete(dn);
  }

  @Override
  public Answer rename(String dn, String newRdn, boolean deleteOldRdn) throws TrekException {
    return of(dn).rename(dn, newRdn, deleteOldRdn);
  }

  @Override
  public synchronized void close() {
    data.close();
    config.ifPresent(DirectoryServer::close);
  }

  /** The face that can't write. */
  private final class ReadOnly implements DirectoryLayer {

    @Override
    public DirectoryView below() {
      return data.view();
    }

    @Override
    public Optional<Entry> entry(String dn, String... operational) throws TrekException {
      return of(dn).view().entry(dn, operational);
    }

    @Override
    public void search(String base, SearchScope scope, Filter filter, Sink sink, String... attributes) throws TrekException {
      of(base).view().search(base, scope, filter, sink, attributes);
    }
  }
}
