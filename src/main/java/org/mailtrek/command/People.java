package org.mailtrek.command;

import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailtrek.check.Census;
import org.mailtrek.check.Identity;
import org.mailtrek.check.IdentityCheck;
import org.mailtrek.check.PluginSettings;
import org.mailtrek.config.ServerConfiguration;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** Whom the configuration in force means, held against the database; and who was there before the last migration, held against who is there now. */
final class People {

  private static final String CENSUS = "back-up/census.json";

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
    Optional<Path> kept = lastCensus(session.folder());
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    Census before = read(kept.get());
    List<String> differences = before.differences(Census.of(session.estate().view(), host));
    if (!differences.isEmpty()) {
      throw different(differences.size() + " differences to " + session.folder().relativize(kept.get()) + ", the first: " + differences.get(0), "database census --json");
    }
    int names = before.counts().values().stream().mapToInt(Integer::intValue).sum();
    return Optional.of(names + " names in " + before.counts().size() + " categories are as before the migration");
  }

  private static Optional<Path> lastCensus(Path estate) throws TrekException {
    Path snapshots = estate.resolve("snapshots");
    if (!Files.isDirectory(snapshots)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(snapshots)) {
      return all.filter(each -> each.getFileName().toString().matches("run-[0-9]{1,18}"))
          .filter(each -> Files.isRegularFile(each.resolve(CENSUS)) && Files.isRegularFile(each.resolve("back-up/manifest.json")))
          .max(Comparator.comparingLong(each -> Long.parseLong(each.getFileName().toString().substring(4))))
          .map(each -> each.resolve(CENSUS));
    } catch (IOException e) {
      throw TrekException.at(snapshots).found("can't be read: " + e.getMessage()).because(e).next("check the folder");
    }
  }

  private static Census read(Path file) throws TrekException {
    try {
      return Census.read(new JSONObject(Files.readString(file, StandardCharsets.UTF_8)));
    } catch (IOException | JSONException | ClassCastException e) {
      throw TrekException.at(file).found("is no census: " + e.getMessage()).because(e).next("backup verify");
    }
  }

  private static TrekException different(String what, String next) {
    return TrekException.at("check").kind(TrekException.Kind.DIFFERENT).found(what).next(next);
  }
}
