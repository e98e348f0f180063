package org.mailtrek.host;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.schema.Schema;
import java.util.Optional;

/** A directory seen through something that shows a part of it, or shows it otherwise; what a layer does not say itself is as it is below. */
public interface DirectoryLayer extends DirectoryView {

  /** Returns what lies below. */
  DirectoryView below();

  @Override
  default String url() {
    return below().url();
  }

  @Override
  default String base() {
    return below().base();
  }

  @Override
  default Schema schema() throws TrekException {
    return below().schema();
  }

  @Override
  default Entry rootEntry() throws TrekException {
    return below().rootEntry();
  }

  @Override
  default Optional<Entry> entry(String dn, String... operational) throws TrekException {
    return below().entry(dn, operational);
  }

  @Override
  default void search(String base, SearchScope scope, Filter filter, Sink sink, String... attributes) throws TrekException {
    below().search(base, scope, filter, sink, attributes);
  }
}
