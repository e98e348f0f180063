package org.mailtrek.check;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/** A directory of entries given as LDIF, in their order. */
final class ListedDirectory implements DirectoryView {

  private final List<Entry> entries = new ArrayList<>();

  ListedDirectory(List<String> ldif) throws LDIFException {
    for (String each : ldif) {
      entries.add(new Entry(each.split("\n")));
    }
  }

  @Override
  public String url() {
    return "ldap://listed";
  }

  @Override
  public String base() {
    return "dc=x";
  }

  @Override
  public Schema schema() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Entry rootEntry() {
    return new Entry("");
  }

  @Override
  public Optional<Entry> entry(String dn, String... operational) {
    return entries.stream().filter(each -> each.getDN().equals(dn)).findFirst();
  }

  @Override
  public void search(String base, SearchScope scope, Filter filter, Sink sink, String... attributes) throws TrekException {
    for (Entry each : entries) {
      try {
        if (each.matchesBaseAndScope(base, scope) && filter.matchesEntry(each)) {
          sink.accept(each);
        }
      } catch (LDAPException e) {
        throw new IllegalArgumentException(e);
      }
    }
  }
}
