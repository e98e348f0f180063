package org.mailtrek.engine.change;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.schema.Schema;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailtrek.host.DirectoryLayer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * Shows a directory whose entries will all be rewritten. A filter can't be asked through that, so all entries of a search's scope are read, rewritten,
 * and then filtered; where names change, those of the whole directory.
 */
record OverlayRewritten(DirectoryView below, Rewriting rewriting) implements DirectoryLayer {

  @Override
  public Optional<Entry> entry(String dn, String... operational) throws TrekException {
    if (!rewriting.renames()) {
      return below.entry(dn, operational).map(rewriting::over);
    }
    Entry[] found = new Entry[1];
    String[] wanted = Stream.concat(Stream.of("*"), Arrays.stream(operational)).toArray(String[]::new);
    search(base(), SearchScope.SUB, Filter.createPresenceFilter("objectClass"), entry -> found[0] = same(entry, dn) ? entry : found[0], wanted);
    return Optional.ofNullable(found[0]);
  }

  private static boolean same(Entry entry, String dn) {
    try {
      return DN.equals(entry.getDN(), dn);
    } catch (LDAPException e) {
      return false; // what is no name of an entry is not that of this one
    }
  }

  @Override
  public void search(String base, SearchScope scope, Filter filter, Sink sink, String... attributes) throws TrekException {
    Schema schema = schema();
    boolean wide = rewriting.renames() && within(below.base(), base);
    below.search(wide ? below.base() : base, wide ? SearchScope.SUB : scope, Filter.createPresenceFilter("objectClass"), entry -> {
      Entry after = rewriting.over(entry);
      if ((!wide || inScope(after, base, scope)) && OverlayDirectoryView.matches(filter, after, schema)) {
        sink.accept(OverlayDirectoryView.projected(after, schema, attributes));
      }
    }, "*", "+");
  }

  private static boolean within(String base, String dn) {
    try {
      return DN.isDescendantOf(dn, base, true);
    } catch (LDAPException e) {
      return false; // the server says so
    }
  }

  private static boolean inScope(Entry entry, String base, SearchScope scope) throws TrekException {
    try {
      return entry.matchesBaseAndScope(base, scope);
    } catch (LDAPException e) {
      throw TrekException.at(base).found(e.getMessage()).because(e).next("check the search");
    }
  }
}
