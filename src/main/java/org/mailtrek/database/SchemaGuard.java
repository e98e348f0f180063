package org.mailtrek.database;

import java.util.List;
import java.util.Locale;
import org.mailtrek.engine.Guard;
import org.mailtrek.estate.View;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.DatabaseView.StoredVersion;
import org.mailtrek.host.TrekException;

/**
 * Refuses a database that the new server would not take: a schema that is too old or too new for it, and what would stop the upgrade half-way,
 * from where there is no way back but the backup.
 */
final class SchemaGuard implements Guard {

  private final String host;
  private final int oldest;
  private final int highest;

  SchemaGuard(String host, int oldest, int highest) {
    this.host = host;
    this.oldest = oldest;
    this.highest = highest;
  }

  @Override
  public String name() {
    return "schema";
  }

  @Override
  public String check(View view) throws TrekException {
    DatabaseView database = view.database(host);
    StoredVersion stored = database.storedVersion().orElseThrow(() -> refused("holds no version of a mail server", "check the url and name of the database in estate.yaml"));
    String version = String.format(Locale.ROOT, "%d.%d.%d.%d", stored.major(), stored.minor(), stored.micro(), stored.revision());
    if (stored.schema() < oldest) {
      throw refused(
          "has schema " + stored.schema() + " (" + version + "), and this server raises only " + oldest + " and later",
          "upgrade to ZCP 7.1 or later, or to Kopano 8.4, first");
    }
    if (stored.schema() > highest) {
      throw refused("has schema " + stored.schema() + " (" + version + "), newer than this server's " + highest, "choose a newer target in estate.yaml");
    }
    List<String> signs = database.stopSigns();
    if (!signs.isEmpty()) {
      throw refused("would stop the upgrade half-way: " + String.join("; ", signs), "database check lists them and how each is mended");
    }
    return "the database has schema " + stored.schema() + " (" + version + "), nothing in it stops the upgrade to " + highest;
  }

  private TrekException refused(String what, String next) {
    return TrekException.at(host + ": database").kind(TrekException.Kind.REFUSED).found(what).next(next);
  }
}
