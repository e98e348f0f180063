package org.mailtrek.backup;

import java.io.InputStream;
import org.mailtrek.engine.Keep;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/**
 * Exchanges a database for what a dump holds, as {@link RestoreDatabase} does. A copy of the dump is kept in the estate's folder first, so that the load can
 * be resumed wherever the file has gone.
 */
public final class LoadDump implements Step {

  private final Kept dump;
  private final DatabaseCopy copy;
  private final RestoreDatabase restore;

  /** Loads a dump into the database of a host, as a restore of it would. */
  public LoadDump(String host, Kept dump, RestoreDatabase restore) {
    this.dump = dump;
    this.copy = new DatabaseCopy(host);
    this.restore = restore;
  }

  @Override
  public String id() {
    return "load-dump";
  }

  @Override
  public String title() {
    return "Load " + dump.name() + " in the place of the database";
  }

  @Override
  public boolean keeps() {
    return true;
  }

  @Override
  public void keep(View view, Keep keep) throws TrekException {
    for (String each : new String[] {copy.dump(), copy.description()}) {
      keep.file(each, out -> {
        try (InputStream in = dump.open(each)) {
          in.transferTo(out);
        }
      });
    }
  }

  @Override
  public long room(View view) throws TrekException {
    return restore.room(view);
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    restore.preview(view, preview);
    preview.note("a copy of the dump is kept as a backup of its own");
  }
}
