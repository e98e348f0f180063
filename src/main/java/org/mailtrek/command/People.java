package org.mailtrek.command;

import com.unboundid.util.json.JSONException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mailtrek.check.Census;
import org.mailtrek.check.Identity;
import org.mailtrek.check.IdentityCheck;
import org.mailtrek.check.PluginSettings;
import org.mailtrek.config.ServerConfiguration;
import org.mailtrek.engine.Backups;
import org.mailtrek.estate.View;
import org.mailtrek.host.JsonText;
import org.mailtrek.host.TrekException;

/** Whom the configuration in force means, held against the database; and who was there before the last migration, held against who is there now. */
final class People {

  private static final String CENSUS = "census.json";

  private People() {}

  /** Compares directory and database under the configuration of a host. */
  static Identity identity(Session session, EstateConfig.Place place) throws TrekException {
    View view = session.estate().view();
    ServerConfiguration configuration = ServerConfiguration.read(org.mailtrek.config.Catalogue.open(), view.host(place.host()), place.folder(), place.release());
    boolean several = configuration.on("enable_hosted_kopano") || configuration.on("enable_hosted_zarafa");
    return new IdentityCheck(PluginSettings.of(configuration.plugin(), several)).compare(view.directory(), view.database(place.host()));
  }

  /** Returns one sentence when nobody would be deleted. */
  static String safe(Session session, EstateConfig.Place place) throws TrekException {
    Identity found = identity(session, place);
    if (!found.safe()) {
      String first = found.deleted().isEmpty() ? found.unclear().get(0) : found.deleted().get(0).toString();
      throw different(found.deleted().size() + " users and groups would be deleted, the first: " + first, "identity check");
    }
    return found.kept() + " users and groups are the same in directory and database";
  }

  /**
   * Compares who is there now with the census that the last migration kept; nothing is said where none was.
   *
   * @return one sentence when everybody is there
   */
  static Optional<String> asBefore(Session session, String host) throws TrekException {
    Backups backups = session.engine().backups();
    Optional<Backups.Backup> kept = backups.list().stream()
        .filter(each -> each.name().endsWith("/back-up") || each.name().endsWith("/back-up-" + host))
        .filter(each -> each.files().stream().anyMatch(file -> file.path().equals(CENSUS)))
        .max(Comparator.comparingLong(Backups.Backup::run));
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    Census before = read(backups, kept.get());
    List<String> differences = before.differencesButMore(Census.of(session.estate().view(), host));
    if (!differences.isEmpty()) {
      throw different(differences.size() + " differences to " + "the census of backup " + kept.get().name() + ", the first: " + differences.get(0), "database census --json");
    }
    int names = before.names().values().stream().mapToInt(java.util.Set::size).sum();
    int categories = before.names().size() + before.amounts().size();
    return Optional.of(names + " names are as before the migration, and nothing is less: " + categories + " categories");
  }

  /** The backup compares what it gives with its digest: a census that somebody has edited is refused. */
  private static Census read(Backups backups, Backups.Backup kept) throws TrekException {
    Backups.Item item = kept.files().stream().filter(file -> file.path().equals(CENSUS)).findFirst().orElseThrow();
    try (InputStream in = backups.open(kept.name(), item)) {
      return Census.read(JsonText.object(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException | JSONException | ClassCastException e) {
      throw TrekException.at("backup " + kept.name()).found(CENSUS + " is no census: " + e.getMessage()).because(e).next("backup verify " + kept.name());
    }
  }

  private static TrekException different(String what, String next) {
    return TrekException.at("check").kind(TrekException.Kind.DIFFERENT).found(what).next(next);
  }
}
