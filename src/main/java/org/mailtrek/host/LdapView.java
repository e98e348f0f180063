package org.mailtrek.host;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.ManageDsaITRequestControl;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldap.sdk.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an LDAP server. Referral objects are shown as the entries they are (RFC 3296). */
final class LdapView implements DirectoryView {

  private static final ManageDsaITRequestControl ALL_ENTRIES = new ManageDsaITRequestControl(false);

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
    return again("the schema", connection -> Optional.ofNullable(connection.getSchema())).orElseThrow(words::noSchema);
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
    request.addControl(ALL_ENTRIES);
    try {
      return connection.search(request).getSearchEntries().stream().findFirst().map(LdapView::plain);
    } catch (LDAPSearchException e) {
      if (e.getResultCode().intValue() == ResultCode.NO_SUCH_OBJECT_INT_VALUE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Entry plain(SearchResultEntry found) {
    return new Entry(found.getDN(), found.getAttributes());
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
    Handing handing = new Handing(sink);
    try {
      connections.with(connection -> {
        pages(connection, new SearchRequest(handing, base, scope, filter, attributes), handing);
        return null;
      });
    } catch (LDAPException e) {
      throw words.refusedRead("the entries below " + base, e);
    }
    handing.throwRefusal();
  }

  private void pages(LDAPConnection connection, SearchRequest request, Handing handing) throws LDAPException {
    ASN1OctetString cookie = null;
    do {
      request.setControls(ALL_ENTRIES, new SimplePagedResultsControl(limits.page(), cookie, false));
      SearchResult result = connection.search(request);
      SimplePagedResultsControl next = SimplePagedResultsControl.get(result);
      cookie = next == null || !next.moreResultsToReturn() ? null : next.getCookie();
      if (cookie != null && handing.refused()) {
        connection.close();
        return;
      }
    } while (cookie != null);
  }

  /** Hands entries on as they come; after the first refusal of the taker it only lets the rest of the page pass. */
  private static final class Handing implements com.unboundid.ldap.sdk.SearchResultListener {

    private static final long serialVersionUID = 1L;

    private final transient Sink sink;
    private transient TrekException refusal;
    private transient RuntimeException bug;

    Handing(Sink sink) {
      this.sink = sink;
    }

    boolean refused() {
      return refusal != null || bug != null;
    }

    void throwRefusal() throws TrekException {
      if (bug != null) {
        throw bug;
      }
      if (refusal != null) {
        throw refusal;
      }
    }

    @Override
    public void searchEntryReturned(SearchResultEntry found) {
      if (refused()) {
        return;
      }
      try {
        sink.accept(plain(found));
      } catch (TrekException e) {
        refusal = e;
      } catch (RuntimeException e) {
        bug = e;
      }
    }

    @Override
    public void searchReferenceReturned(com.unboundid.ldap.sdk.SearchResultReference reference) {
      // ManageDsaIT asks for the referral object itself; a server without it has already sent all entries of its own.
    }
  }
}
