package org.mailtrek.practice;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.mailtrek.config.Verdict;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/** Copies a directory into the folder of a practice directory: all entries with their operational attributes, but without passwords and keys. */
final class CopiedDirectory {

  /** What a server makes up when it is asked. */
  private static final Set<String> MADE_UP = Set.of("entrydn", "subschemasubentry", "hassubordinates", "numsubordinates", "ds-entry-checksum");

  private CopiedDirectory() {}

  /**
   * Copies.
   *
   * @param logins as whom the mail servers sign in
   * @return how many entries
   */
  static int into(Path folder, DirectoryView from, Collection<String> logins) throws TrekException, IOException {
    List<Entry> entries = new ArrayList<>();
    from.search(from.base(), SearchScope.SUB, Filter.createPresenceFilter("objectClass"), entry -> entries.add(plain(entry)), "*", "+");
    DirectoryStore.create(folder, entries);
    DirectoryTree.copy(folder, from.base(), logins, from.schema());
    return entries.size();
  }

  private static Entry plain(Entry entry) {
    List<Attribute> kept = entry.getAttributes().stream().filter(each -> !left(each.getBaseName())).toList();
    return new Entry(entry.getDN(), kept);
  }

  private static boolean left(String name) {
    return MADE_UP.contains(name.toLowerCase(Locale.ROOT)) || Verdict.secret(name) || name.toLowerCase(Locale.ROOT).matches("unicodepwd|krb.*key|.*privatekey");
  }
}
