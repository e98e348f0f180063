package org.mailtrek.directory;

import com.unboundid.util.json.JSONObject;
import java.util.Optional;
import org.mailtrek.engine.change.LoadedDatabase;
import org.mailtrek.estate.View;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.HostView;
import org.mailtrek.host.Pipe;
import org.mailtrek.host.TrekException;

/** The entries of the database that an offline transplant put aside, read by the server's own tool as a stream; works while the server runs. */
public final class OldDatabase implements DirectoryVerification.Before {

  private final HostView host;
  private final LoadedDatabase change;

  private OldDatabase(HostView host, LoadedDatabase change) {
    this.host = host;
    this.change = change;
  }

  /**
   * Finds the old database of a transplant; empty when it was purged.
   *
   * @throws TrekException when the host can't be asked
   */
  public static Optional<OldDatabase> of(View view, LoadedDatabase change) throws TrekException {
    HostView host = view.host(change.host());
    return host.stat(change.old()).map(there -> new OldDatabase(host, change));
  }

  /** Returns where it lies. */
  public String place() {
    return change.host() + ":" + change.old();
  }

  /** Returns what the transplant did where old and new names disagreed. */
  public Policy.OnConflict conflicts() {
    JSONObject how = change.rewriting().toJson();
    return Policy.OnConflict.valueOf(how.getFieldAsString("on-conflict"));
  }

  @Override
  public void read(DirectoryView.Sink sink) throws TrekException {
    try (Pipe entries = Pipe.from(out -> host.slapd().export(change.configuration(), change.suffix(), change.old(), out))) {
      try {
        new LdifEntries(entries::in).read(sink);
      } catch (TrekException e) {
        throw entries.refusal().orElse(e);
      }
      entries.finish();
    }
  }
}
