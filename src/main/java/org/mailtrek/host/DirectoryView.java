package org.mailtrek.host;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.schema.Schema;
import java.util.Optional;

/** An LDAP directory as those see it who may only read. */
public interface DirectoryView {

  /** Returns where it is, such as {@code ldap://127.0.0.1:3890}; never holds a secret. */
  String url();

  /** Returns the base under which the estate's entries lie. */
  String base();

  /** Returns the schema as the server publishes it. */
  Schema schema() throws TrekException;

  /** Returns the server's root entry, all attributes. */
  Entry rootEntry() throws TrekException;

  /** Returns one entry with all user attributes and these operational ones; empty when there is none. */
  Optional<Entry> entry(String dn, String... operational) throws TrekException;

  /**
   * Reads entries page by page, in constant memory, in the order the server gives them.
   *
   * @throws TrekException when the server refuses, stops at a limit, or can't be reached; some entries may have been handed over
   */
  void search(String base, SearchScope scope, Filter filter, Sink sink, String... attributes) throws TrekException;

  /** Takes entries. */
  @FunctionalInterface
  interface Sink {

    /** Takes one entry. */
    void accept(Entry entry) throws TrekException;
  }
}
