package org.mailtrek.host;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.PostConnectProcessor;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;

/** The connections to one LDAP server: at most so many at once, each used by one thread at a time, broken ones replaced. */
final class LdapConnections implements AutoCloseable {

  private static final Duration ASK_AFTER = Duration.ofMillis(20);

  private final LDAPConnectionPool pool;
  private final Semaphore free;
  private final LdapLimits limits;
  private final LdapWords words;

  private LdapConnections(LDAPConnectionPool pool, LdapLimits limits, LdapWords words) {
    this.pool = pool;
    this.free = new Semaphore(limits.connections(), true);
    this.limits = limits;
    this.words = words;
  }

  /** Opens the first connection, so that a wrong address or password is known at once. */
  static LdapConnections open(LdapAddress address, Optional<LdapLogin> login, LdapLimits limits, LdapWords words) throws TrekException {
    LDAPURL url = address.parsed();
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    options.setConnectTimeoutMillis(Math.toIntExact(limits.connect().toMillis()));
    options.setResponseTimeoutMillis(limits.answer().toMillis());
    options.setAbandonOnTimeout(true);
    options.setFollowReferrals(false);
    options.setUseSynchronousMode(true);
    PostConnectProcessor first = null;
    SingleServerSet servers;
    if (address.tls()) {
      SSLSocketFactory tls = address.sockets();
      first = address.startTls() ? new StartTLSPostConnectProcessor(tls) : null;
      servers = address.startTls() ? new SingleServerSet(url.getHost(), url.getPort(), options)
          : new SingleServerSet(url.getHost(), url.getPort(), tls, options);
    } else {
      servers = new SingleServerSet(url.getHost(), url.getPort(), options);
    }
    try {
      LDAPConnectionPool pool = new LDAPConnectionPool(servers, bind(login, words), 1, limits.connections(), first);
      pool.setConnectionPoolName(address.url());
      return new LdapConnections(pool, limits, words);
    } catch (LDAPException e) {
      throw words.unreachable(e);
    }
  }

  private static SimpleBindRequest bind(Optional<LdapLogin> login, LdapWords words) throws TrekException {
    if (login.isEmpty()) {
      return null;
    }
    if (login.get().password().empty()) {
      throw words.noPassword();
    }
    // The request keeps the array itself, to sign in again when a connection is replaced; ours is wiped.
    return login.get().password().use(password -> new SimpleBindRequest(login.get().dn(), password.clone()));
  }

  /**
   * Lends a connection to one call. A connection that broke in the call, or that the call left in the middle of something, is closed.
   *
   * @throws TrekException when no connection can be had; nothing was sent then
   */
  <T> T with(Call<T> call) throws TrekException, LDAPException {
    waitForOne();
    try {
      LDAPConnection connection = connect();
      boolean whole = false;
      try {
        T result = call.on(connection);
        whole = true;
        return result;
      } catch (LDAPException e) {
        whole = !e.getResultCode().isClientSideResultCode();
        throw e;
      } finally {
        if (whole && connection.isConnected()) {
          pool.releaseConnection(connection);
        } else {
          pool.releaseDefunctConnection(connection);
        }
      }
    } finally {
      free.release();
    }
  }

  private LDAPConnection connect() throws TrekException {
    try {
      LDAPConnection connection = pool.getConnection();
      return lost(connection) ? pool.replaceDefunctConnection(connection) : connection;
    } catch (LDAPException e) {
      throw words.unreachable(e);
    }
  }

  /** Returns whether a connection that lay idle is gone: nobody reads from it meanwhile, so that only asking tells. */
  private static boolean lost(LDAPConnection connection) {
    if (System.currentTimeMillis() - connection.getLastCommunicationTime() < ASK_AFTER.toMillis()) {
      return false;
    }
    try {
      connection.search("", SearchScope.BASE, Filter.createPresenceFilter("objectClass"), SearchRequest.NO_ATTRIBUTES);
      return false;
    } catch (LDAPException e) {
      return e.getResultCode().isClientSideResultCode();
    }
  }

  private void waitForOne() throws TrekException {
    try {
      if (!free.tryAcquire(limits.answer().toMillis(), TimeUnit.MILLISECONDS)) {
        throw words.allBusy(limits);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw words.interrupted(e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  /** Something done on a connection. */
  @FunctionalInterface
  interface Call<T> {

    /** Does it. */
    T on(LDAPConnection connection) throws LDAPException, TrekException;
  }
}
