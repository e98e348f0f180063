package org.mailtrek.database;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailtrek.engine.Guard;
import org.mailtrek.estate.View;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.DatabaseView.StoredVersion;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.UpgradeSign;

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
    Optional<UpgradeSign> version = versionSign(database, oldest, highest);
    if (version.isPresent()) {
      throw refused(version.get().found(), version.get().mend());
    }
    List<String> signs = database.stopSigns();
    if (!signs.isEmpty()) {
      throw refused("would stop the upgrade half-way: " + String.join("; ", signs), "database check lists them and how each is mended");
    }
    return "the database has schema " + words(database.storedVersion().orElseThrow()) + ", nothing in it stops the upgrade to " + highest;
  }

  /** Returns what stands against the stored version where a server raises schemas from one to another; empty when it takes it. */
  static Optional<UpgradeSign> versionSign(DatabaseView database, int oldest, int highest) throws TrekException {
    Optional<StoredVersion> stored = database.storedVersion();
    if (stored.isEmpty()) {
      return Optional.of(new UpgradeSign("holds no version of a mail server", "check the url and name of the database in estate.yaml", true));
    }
    String schema = "has schema " + words(stored.get());
    if (stored.get().schema() < oldest) {
      return Optional.of(new UpgradeSign(
          schema + ", and this server raises only " + oldest + " and later", "upgrade to ZCP 7.1 or later, or to Kopano 8.4, first", true));
    }
    return stored.get().schema() > highest
        ? Optional.of(new UpgradeSign(schema + ", newer than this server's " + highest, "choose a newer target in estate.yaml", true)) : Optional.empty();
  }

  private static String words(StoredVersion stored) {
    return String.format(Locale.ROOT, "%d (%d.%d.%d.%d)", stored.schema(), stored.major(), stored.minor(), stored.micro(), stored.revision());
  }

  private TrekException refused(String what, String next) {
    return TrekException.at(host + ": database").kind(TrekException.Kind.REFUSED).found(what).next(next);
  }
}
