package org.mailtrek.engine.change;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.ServiceLoader;
import org.mailtrek.host.TrekException;

/**
 * What is made of each entry on its way from one database to another. A change holds it, so it is known by its settings: two of the same settings
 * do the same, and are equal. Immutable; safe for several threads.
 */
public interface Rewriting {

  /** Returns the settings; {@code way} among them names the {@link Kind}. */
  JSONObject toJson();

  /**
   * Rewrites LDIF as a stream, in constant memory.
   *
   * @return empty when all was rewritten; else the rewriting with which it must be begun anew, since the stream held what this one leaves as it is
   * @throws TrekException when the input is broken, or holds what is not decided
   */
  Optional<Rewriting> rewrite(InputStream in, OutputStream out) throws IOException, TrekException;

  /** Returns what becomes of one entry, of which all attributes must be there. */
  Entry over(Entry entry);

  /** Returns whether entries get other names by it. */
  boolean renames();

  /** Returns whether entries that change lose their change numbers, so that they get new ones. */
  boolean renumbers();

  /** Reads rewritings of one kind back; found as a service, since no change knows what stands above it. */
  interface Kind {

    /** Returns the name that {@link Rewriting#toJson} writes as {@code way}. */
    String way();

    /** Returns the rewriting of these settings. */
    Rewriting read(JSONObject settings);
  }

  /** Reads what {@link #toJson} wrote. */
  static Rewriting of(JSONObject settings) {
    String way = settings.getFieldAsString("way");
    return ServiceLoader.load(Kind.class, Kind.class.getClassLoader()).stream().map(ServiceLoader.Provider::get).filter(each -> each.way().equals(way)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown way to rewrite entries: " + way)).read(settings);
  }
}
