package org.mailtrek.command;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.backup.CopyDatabaseFiles;
import org.mailtrek.backup.Kept;
import org.mailtrek.backup.MakeBackup;
import org.mailtrek.backup.Part;
import org.mailtrek.backup.RestoreAttachments;
import org.mailtrek.backup.RestoreConfig;
import org.mailtrek.backup.RestoreDatabase;
import org.mailtrek.backup.RestoreDatabaseFiles;
import org.mailtrek.backup.RestoreDirectory;
import org.mailtrek.backup.Site;
import org.mailtrek.backup.StartDatabase;
import org.mailtrek.backup.StopDatabase;
import org.mailtrek.backup.StopMailServers;
import org.mailtrek.engine.Backups;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** The changing commands about backups, as runbooks. */
public final class BackupSteps {

  /** Whatever databases a server holds. */
  private static final String ANY = "";

  private BackupSteps() {}

  /**
   * Returns them for an estate.
   *
   * @param backups what was kept
   * @param directory the guards that protect changes of entries on which a mail server stands
   */
  public static List<Runbook> all(Declaration declared, Backups backups, List<Guard> directory) {
    Runbook.Option parts = new Runbook.Option("parts", "what is backed up", List.of(), Optional.of("all"));
    Runbook.Option stamp = new Runbook.Option("stamp", "what tells this backup's attachments from others", List.of(), Optional.empty());
    Runbook.Option digests = new Runbook.Option("digests", "of every attachment", List.of("no", "yes"), Optional.of("no"));
    Runbook.Option backup = new Runbook.Option("backup", "the backup", List.of(), Optional.empty());
    Runbook.Option newer = new Runbook.Option("over-newer", "also lose what arrived since", List.of("no", "yes"), Optional.of("no"));
    return List.of(
        DatabaseFiles.load(declared),
        new OnEstate("make backup", "Back up", List.of(parts, stamp, digests), (view, given) -> make(view, declared, given)),
        new OnEstate("backup restore", "Restore a backup", List.of(backup, parts, newer), (view, given) -> restore(view, declared, backups, given, directory)));
  }

  private static List<Step> make(View view, Declaration declared, Map<String, String> given) throws TrekException {
    Set<Part> parts = Part.read("backup", List.of(given.get("parts")));
    List<Step> steps = new ArrayList<>();
    if (!parts.equals(Set.of(Part.DATABASE_FILES))) {
      MakeBackup make = new MakeBackup("backup", sites(view, declared), parts, ".backup-" + given.get("stamp")).copying();
      steps.add(given.get("digests").equals("yes") ? make.digesting() : make);
    }
    if (parts.contains(Part.DATABASE_FILES)) {
      steps.addAll(databaseFiles(view, declared));
    }
    return steps;
  }

  /** Returns the steps that copy the files of each database, which stands still meanwhile. */
  private static List<Step> databaseFiles(View view, Declaration declared) throws TrekException {
    List<Step> steps = new ArrayList<>();
    for (Declaration.Product each : declared.products()) {
      if (each.database().isPresent()) {
        steps.addAll(CopyDatabaseFiles.all(view, each.host(), each.database().get().url(), true));
      }
    }
    if (steps.isEmpty()) {
      throw TrekException.at("estate.yaml: products").kind(TrekException.Kind.ESTATE).found("no database is declared").next("declare one under products");
    }
    return steps;
  }

  /** Returns what is there now, of each Zarafa or Kopano server. */
  static List<Site> sites(View view, Declaration declared) throws TrekException {
    List<Site> sites = new ArrayList<>();
    for (EstateConfig.Place place : EstateConfig.places(view, declared)) {
      for (Declaration.Product product : declared.products()) {
        if (product.host().equals(place.host())) {
          boolean database = product.database().isPresent();
          Optional<HostPath> store = database ? Optional.of(Attachments.store(view, declared, product)) : Optional.empty();
          sites.add(new Site(place.host(), place.folder(), store, database, index(view, declared, product)));
        }
      }
    }
    if (sites.isEmpty()) {
      throw TrekException.at("estate.yaml: products").kind(TrekException.Kind.ESTATE).found("no Zarafa or Kopano server is declared").next("declare it under products");
    }
    return sites;
  }

  /**
   * What is in the backup decides; of several servers, all that it holds. Where a database comes back its servers are stopped before anything else
   * changes, the directory above all.
   */
  private static List<Step> restore(View view, Declaration declared, Backups backups, Map<String, String> given, List<Guard> directory) throws TrekException {
    Backups.Backup backup = backups.trusted(given.get("backup"));
    List<BackupParts.Found> all = BackupParts.of(backup);
    Set<Part> named = Part.read("backup restore", List.of(given.get("parts")));
    boolean alone = !all.isEmpty() && all.stream().allMatch(each -> each.part() == Part.DATABASE_FILES);
    Set<Part> parts = alone && named.equals(Part.usual()) ? Set.of(Part.DATABASE_FILES) : named; // nobody named a part
    Kept kept = Kept.of(backups, backup.name());
    boolean overNewer = given.get("over-newer").equals("yes");
    List<Step> stops = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    for (BackupParts.Found each : all) {
      if (parts.contains(each.part())) {
        switch (each.part()) {
          case CONFIG -> steps.add(new RestoreConfig(each.host(), kept));
          case INDEX -> steps.add(RestoreConfig.ofIndex(each.host(), kept));
          case DATABASE_FILES -> {
            stops.add(new StopDatabase(each.host(), ANY)); // what it holds may be what was lost
            steps.add(RestoreConfig.ofDatabaseOptions(each.host(), kept));
            steps.add(new RestoreDatabaseFiles(each.host(), kept, overNewer));
            steps.add(StartDatabase.of(view, each.host(), ANY, false));
          }
          case LDAP -> steps.add(new RestoreDirectory(kept, directory));
          case ATTACHMENTS -> steps.add(
              kept.has(each.host() + "/attachments.json") ? new RestoreAttachments(each.host(), kept) : RestoreConfig.ofAttachments(each.host(), kept));
          case DATABASE -> {
            RestoreDatabase restore = new RestoreDatabase(each.host(), kept, overNewer, stores(declared, each.host()));
            StopMailServers stop = new StopMailServers(each.host(), restore);
            stops.add(stop);
            steps.add(restore.after(stop, view));
          }
        }
      }
    }
    if (steps.isEmpty()) {
      throw TrekException.at("backup " + backup.name()).kind(TrekException.Kind.REFUSED).found("holds nothing of " + Part.words(parts)).next("backup show " + backup.name());
    }
    stops.addAll(steps);
    return stops;
  }

  /** Returns where the search index is: the target's folder once it is there. */
  private static Optional<HostPath> index(View view, Declaration declared, Declaration.Product product) throws TrekException {
    Optional<HostPath> later = declared.target().flatMap(each -> each.places().index());
    return later.isPresent() && view.host(product.host()).stat(later.get()).isPresent() ? later : product.places().index();
  }

  /** Returns where attachments of a host may lie, as far as that is declared: the configuration may be what is to be restored. */
  static List<HostPath> stores(Declaration declared, String host) {
    Set<HostPath> stores = new LinkedHashSet<>();
    declared.product(host).flatMap(each -> each.places().attachments()).ifPresent(stores::add);
    declared.target().flatMap(each -> each.places().attachments()).ifPresent(stores::add);
    return List.copyOf(stores);
  }
}
