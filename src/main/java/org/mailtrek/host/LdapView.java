package org.mailtrek.host;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an LDAP server. Referral objects are shown as the entries they are (RFC 3296). */
final class LdapView implements DirectoryView {

  private final LdapAddress address;
  private final LdapConnections connections;
  private final LdapLimits limits;
  private final LdapWords words;

  LdapView(LdapAddress address, LdapConnections connections, LdapLimits limits, LdapWords words) {
    this.address = address;
    this.connections = connections;
    this.limits = limits;
    this.words = words;
  }

  @Override
  public String url() {
    return address.url();
  }

  @Override
  public String base() {
    return address.base();
  }

  @Override
  public Schema schema() throws TrekException {
    return again("the schema", LdapView::published).orElseThrow(words::noSchema);
  }

  private static Optional<Schema> published(LDAPConnection connection) throws LDAPException {
    String dn = Schema.getSubschemaSubentryDN(connection, "");
    Optional<Entry> entry = dn == null ? Optional.empty() : Optional.ofNullable(connection.getEntry(dn, "*", "+"));
    return entry.map(PublishedSchema::of);
  }

  @Override
  public Entry rootEntry() throws TrekException {
    return entry("", "+").orElseThrow(() -> words.refusedRead("the root entry", new LDAPException(ResultCode.NO_SUCH_OBJECT)));
  }

  @Override
  public Optional<Entry> entry(String dn, String... operational) throws TrekException {
    List<String> attributes = new ArrayList<>(List.of("*"));
    attributes.addAll(List.of(operational));
    return again("entry " + dn, connection -> one(connection, dn, attributes));
  }

  private static Optional<Entry> one(LDAPConnection connection, String dn, List<String> attributes) throws LDAPException {
    SearchRequest request = new SearchRequest(dn, SearchScope.BASE, Filter.createPresenceFilter("objectClass"),
        attributes.toArray(String[]::new));
    request.addControl(LdapPages.ALL_ENTRIES);
    try {
      return connection.search(request).getSearchEntries().stream().findFirst().map(LdapPages::plain);
    } catch (LDAPSearchException e) {
      if (e.getResultCode().intValue() == ResultCode.NO_SUCH_OBJECT_INT_VALUE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Reads; where the connection was lost, once more on another: reading does no harm. */
  private <T> T again(String what, LdapConnections.Call<T> call) throws TrekException {
    try {
      try {
        return connections.with(call);
      } catch (LDAPException e) {
        if (e.getResultCode().intValue() != ResultCode.SERVER_DOWN_INT_VALUE) {
          throw e;
        }
        return connections.with(call);
      }
    } catch (LDAPException e) {
      throw words.refusedRead(what, e);
    }
  }

  @Override
  public void search(String base, SearchScope scope, Filter filter, Sink sink, String... attributes) throws TrekException {
    try {
      connections.with(connection -> {
        pages(new LdapPages(connection, new SearchRequest(base, scope, filter, attributes), limits.page()), sink);
        return null;
      });
    } catch (LDAPException e) {
      throw words.refusedRead("the entries below " + base, e);
    }
  }

  /** Hands entries over while the next are read. */
  private static void pages(LdapPages pages, Sink sink) throws LDAPException, TrekException {
    try (pages; Ahead<List<Entry>> entries = Ahead.of(pages::giveTo)) {
      entries.forEach(some -> {
        for (Entry each : some) {
          sink.accept(each);
        }
      });
      pages.throwRefusal();
    }
  }
}
