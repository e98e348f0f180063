package org.mailtrek.host;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import java.util.List;

/**
 * An LDAP server that can be changed. Each call is one operation, durable when the server answers. Where the server refuses, the call
 * returns the refusal and nothing was changed. Safe for several threads, each with a connection of its own.
 */
public interface DirectoryServer extends AutoCloseable {

  /** Returns the face that can't write. */
  DirectoryView view();

  /**
   * Applies modifications to one entry, all or none. {@code relaxed} asks for the relax rules control (1.3.6.1.4.1.4203.666.5.12), not critical.
   *
   * @return the server's refusal, or {@link Answer#OK}
   * @throws TrekException when the server can't be reached; whether the modification was made is then unknown
   */
  Answer modify(String dn, List<Modification> modifications, boolean relaxed) throws TrekException;

  /** Adds an entry; as {@link #modify}. */
  Answer add(Entry entry, boolean relaxed) throws TrekException;

  /** Deletes a leaf; as {@link #modify}. */
  Answer delete(String dn) throws TrekException;

  /** Renames an entry within its parent; as {@link #modify}. */
  Answer rename(String dn, String newRdn, boolean deleteOldRdn) throws TrekException;

  @Override
  void close();

  /**
   * What the server answered.
   *
   * @param code the LDAP result code (RFC 4511, appendix A); 0 for success
   * @param message the server's own words, or empty
   */
  record Answer(int code, String message) {

    /** Success. */
    public static final Answer OK = new Answer(0, "");

    /** Returns whether the operation was done. */
    public boolean ok() {
      return code == 0;
    }
  }
}
