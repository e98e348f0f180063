package org.mailtrek.backup;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import com.unboundid.ldif.LDIFWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mailtrek.engine.Keep;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** The directory's entries as a backup holds them: LDIF, operational attributes included. */
public final class DirectoryCopy {

  /** Its name in a backup. */
  public static final String NAME = "directory.ldif";

  private DirectoryCopy() {}

  /** Takes entries. */
  @FunctionalInterface
  public interface Taker {
    /** Takes one. */
    void take(Entry entry) throws TrekException;
  }

  static void keep(View view, Keep keep) throws TrekException {
    keep.file(
        NAME,
        out -> {
          LDIFWriter ldif = new LDIFWriter(out);
          List<IOException> refused = new ArrayList<>();
          view.directory()
              .search(
                  view.directory().base(),
                  SearchScope.SUB,
                  Filter.createPresenceFilter("objectClass"),
                  entry -> {
                    try {
                      ldif.writeEntry(entry);
                    } catch (IOException e) {
                      refused.add(e);
                    }
                  },
                  "*",
                  "+");
          ldif.flush();
          if (!refused.isEmpty()) {
            throw refused.get(0);
          }
        });
  }

  /**
   * Reads LDIF of plain entries, one after the other.
   *
   * @param where names the file in messages
   * @throws TrekException when it is not such LDIF
   */
  public static void read(LDIFReader ldif, String where, Taker taker) throws TrekException {
    try (ldif) {
      for (Entry entry = ldif.readEntry(); entry != null; entry = ldif.readEntry()) {
        taker.take(entry);
      }
    } catch (IOException | LDIFException e) {
      throw TrekException.at(where).kind(TrekException.Kind.REFUSED).found("is no LDIF of entries: " + e.getMessage()).because(e).next("check the file");
    }
  }
}
