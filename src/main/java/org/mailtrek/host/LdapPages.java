package org.mailtrek.host;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.controls.ManageDsaITRequestControl;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one search finds, read page by page (RFC 2696) and handed on by the hundred: constant memory, also where a server knows no pages. Closed before its end, it
 * closes the connection, since the server is in the middle of something. Read by one thread, asked by another when that has come to rest.
 */
final class LdapPages implements AutoCloseable {

  static final ManageDsaITRequestControl ALL_ENTRIES = new ManageDsaITRequestControl(false);
  private static final int SOME = 100;

  private final LDAPConnection connection;
  private final SearchRequest asked;
  private final int size;
  private volatile Optional<LDAPException> refusal = Optional.empty();
  private volatile boolean ended;

  LdapPages(LDAPConnection connection, SearchRequest asked, int size) {
    this.connection = connection;
    this.asked = asked;
    this.size = size;
  }

  /** Reads all there is; where the server refuses, all that it sent before. */
  void giveTo(Ahead.Taker<List<Entry>> taker) throws TrekException {
    Giving giving = new Giving(taker);
    ASN1OctetString cookie = null;
    try {
      do {
        SearchRequest request = new SearchRequest(giving, asked.getBaseDN(), asked.getScope(), asked.getFilter(), asked.getAttributes());
        request.setControls(ALL_ENTRIES, new SimplePagedResultsControl(size, cookie, false));
        SearchResult result = connection.search(request);
        SimplePagedResultsControl next = SimplePagedResultsControl.get(result);
        cookie = next == null || !next.moreResultsToReturn() ? null : next.getCookie();
      } while (cookie != null && giving.wanted());
      ended = cookie == null;
    } catch (LDAPException e) {
      refusal = Optional.of(e);
      ended = true;
    }
    giving.finish();
  }

  /** Throws what the server refused. */
  void throwRefusal() throws LDAPException {
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }

  @Override
  public void close() {
    if (!ended) {
      connection.close();
    }
  }

  static Entry plain(SearchResultEntry found) {
    return new Entry(found.getDN(), found.getAttributes());
  }

  /** Hands entries on; when nobody wants more, it only lets the rest of the page pass. */
  private static final class Giving implements SearchResultListener {

    private static final long serialVersionUID = 1L;

    private final transient Ahead.Taker<List<Entry>> taker;
    private transient List<Entry> some = new ArrayList<>();
    private transient Optional<TrekException> unwanted = Optional.empty();

    Giving(Ahead.Taker<List<Entry>> taker) {
      this.taker = taker;
    }

    boolean wanted() {
      return unwanted.isEmpty();
    }

    void finish() throws TrekException {
      give();
      if (unwanted.isPresent()) {
        throw unwanted.get();
      }
    }

    private void give() {
      try {
        if (wanted() && !some.isEmpty()) {
          taker.take(some);
        }
      } catch (TrekException e) {
        unwanted = Optional.of(e);
      }
      some = new ArrayList<>();
    }

    @Override
    public void searchEntryReturned(SearchResultEntry found) {
      some.add(plain(found));
      if (some.size() == SOME) {
        give();
      }
    }

    @Override
    public void searchReferenceReturned(SearchResultReference reference) {
      // ManageDsaIT asks for the referral object itself; a server without it has already sent all entries of its own.
    }
  }
}
