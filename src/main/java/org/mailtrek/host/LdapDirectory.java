package org.mailtrek.host;

import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModifyDNRequest;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.List;
import java.util.Optional;

/**
 * An LDAP server over the network. Every wait has a limit; a connection is used by one thread at a time and there are at most
 * {@link LdapLimits#connections} of them. Writes are never repeated by themselves: where the connection breaks in one, the outcome is not
 * known, the exception says so, and the old connection is closed.
 */
public final class LdapDirectory implements DirectoryServer {

  /** The relax rules control of OpenLDAP (draft-zeilenga-ldap-relax); slapd knows it but does not list it. */
  private static final String RELAX = "1.3.6.1.4.1.4203.666.5.12";

  private final LdapConnections connections;
  private final LdapView view;
  private final LdapWords words;

  private LdapDirectory(LdapConnections connections, LdapView view, LdapWords words) {
    this.connections = connections;
    this.view = view;
    this.words = words;
  }

  /**
   * Connects and signs in.
   *
   * @param login as whom; empty for anonymous
   * @throws TrekException of kind UNREACHABLE when the server can't be reached or refuses the sign-in, of kind ESTATE when the address is malformed
   */
  public static LdapDirectory open(LdapAddress address, Optional<LdapLogin> login, LdapLimits limits) throws TrekException {
    LdapWords words = new LdapWords(address.url(), login.map(LdapLogin::dn).orElse("anonymous"), limits.answer());
    LdapConnections connections = LdapConnections.open(address, login, limits, words);
    return new LdapDirectory(connections, new LdapView(address, connections, limits, words), words);
  }

  @Override
  public DirectoryView view() {
    return view;
  }

  @Override
  public Answer modify(String dn, List<Modification> modifications, boolean relaxed) throws TrekException {
    return write("modify of " + dn, connection -> connection.modify(new ModifyRequest(dn, modifications, controls(relaxed))));
  }

  @Override
  public Answer add(Entry entry, boolean relaxed) throws TrekException {
    return write("add of " + entry.getDN(), connection -> connection.add(new AddRequest(entry, controls(relaxed))));
  }

  @Override
  public Answer delete(String dn) throws TrekException {
    return write("delete of " + dn, connection -> connection.delete(new DeleteRequest(dn)));
  }

  @Override
  public Answer rename(String dn, String newRdn, boolean deleteOldRdn) throws TrekException {
    return write("rename of " + dn, connection -> connection.modifyDN(new ModifyDNRequest(dn, newRdn, deleteOldRdn)));
  }

  private static Control[] controls(boolean relaxed) {
    return relaxed ? new Control[] {new Control(RELAX, false)} : new Control[0];
  }

  private Answer write(String operation, LdapConnections.Call<LDAPResult> call) throws TrekException {
    try {
      LDAPResult result = connections.with(call);
      return result.getResultCode().equals(ResultCode.SUCCESS) ? Answer.OK
          : new Answer(result.getResultCode().intValue(), text(result.getDiagnosticMessage()));
    } catch (LDAPException e) {
      if (e.getResultCode().isClientSideResultCode()) {
        throw words.unknownOutcome(operation, e);
      }
      return new Answer(e.getResultCode().intValue(), text(e.getDiagnosticMessage()));
    }
  }

  private static String text(String message) {
    return message == null ? "" : message;
  }

  @Override
  public void close() {
    connections.close();
  }
}
