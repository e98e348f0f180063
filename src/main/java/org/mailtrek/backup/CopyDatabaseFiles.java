package org.mailtrek.backup;

import com.unboundid.util.json.JSONField;
import com.unboundid.util.json.JSONObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Keep;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Copies a stopped database's data directory and option files beside the journal, each file with its digest; K6. */
public final class CopyDatabaseFiles implements Step {

  static final String ABOUT = "database-files.json";

  private final String host;
  private final String schema;

  /**
   * Copies those of a host.
   *
   * @param schema name of the mail server's database
   */
  public CopyDatabaseFiles(String host, String schema) {
    this.host = host;
    this.schema = schema;
  }

  /**
   * Returns the steps that stop a database, copy its files, and start it again.
   *
   * @param now where it runs yet
   * @param url of the mail server's database
   * @param mail whether mail servers that run are started again as well
   * @throws TrekException of kind {@code REFUSED} when the host does not keep it
   */
  public static List<Step> all(View now, String host, String url, boolean mail) throws TrekException {
    String schema = url.replaceFirst("[?].*", "").replaceFirst(".*/", "");
    return List.of(new StopDatabase(host, schema), new CopyDatabaseFiles(host, schema), StartDatabase.of(now, host, schema, mail));
  }

  @Override
  public String id() {
    return "copy-database-files-" + host;
  }

  @Override
  public String title() {
    return "Copy the files of the database of " + host;
  }

  @Override
  public Set<String> procedures() {
    return Set.of("K6");
  }

  @Override
  public boolean keeps() {
    return true;
  }

  @Override
  public void keep(View view, Keep keep) throws TrekException {
    HostView on = view.host(host);
    DatabaseHome home = DatabaseHome.of(on, schema);
    if (!home.still(on)) {
      throw TrekException.at(host + ": " + home.service()).kind(TrekException.Kind.REFUSED).found("runs: files that are copied meanwhile are no database").next("undo, then backup database-files again");
    }
    ConfigCopy.ofDatabase(host).keep(view, home.data(), keep);
    ConfigCopy.ofDatabaseOptions(host).keep(view, home.options(), keep);
    keep.lines(host + "/" + ABOUT, List.of(new JSONObject(new JSONField("data", home.data().toString()), new JSONField("service", home.service()), new JSONField("schema", schema),
        new JSONField("release", DatabaseHome.release(on, home.data()).orElse("")))));
  }

  @Override
  public long room(View view) throws TrekException {
    HostView on = view.host(host);
    return size(on, DatabaseHome.of(on, schema).data()).bytes;
  }

  /** What a folder holds. */
  private static final class Size {
    private long files;
    private long bytes;
    private Optional<HostPath> odd = Optional.empty();
  }

  private static Size size(HostView on, HostPath folder) throws TrekException {
    Size size = new Size();
    add(on, folder, size);
    return size;
  }

  private static void add(HostView on, HostPath folder, Size size) throws TrekException {
    for (HostPath each : on.list(folder)) {
      Optional<FileState> found = on.stat(each);
      if (found.isEmpty()) {
        continue;
      }
      switch (found.get().kind()) {
        case FOLDER -> add(on, each, size);
        case FILE -> {
          size.files++;
          size.bytes += found.get().size();
          if (each.name().endsWith(".isl") || each.name().endsWith(".sym")) {
            size.odd = Optional.of(each);
          }
        }
        case LINK -> size.odd = Optional.of(each);
        default -> {
          // a socket: the server makes its own
        }
      }
    }
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    HostView on = view.host(host);
    DatabaseHome home = DatabaseHome.of(on, schema);
    Size size = size(on, home.data());
    if (size.odd.isPresent()) {
      throw TrekException.at(host + ":" + size.odd.get()).kind(TrekException.Kind.REFUSED).found("leads to files of the database outside of " + home.data() + ", which would not be copied")
          .next("backup database, which asks the server for a dump");
    }
    preview.note(size.files + " files with " + size.bytes + " bytes of " + home.data() + " are copied into the estate's snapshots/, and the option files; the database can't be used until then");
    home.logs(on).ifPresent(logs -> preview.note("binary logs (" + logs + ") are not copied: they are no part of the data"));
  }
}
