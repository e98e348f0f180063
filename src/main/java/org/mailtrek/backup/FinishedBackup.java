package org.mailtrek.backup;

import java.io.InputStream;
import java.util.Optional;
import org.mailtrek.engine.Backups;
import org.mailtrek.engine.Backups.Item;
import org.mailtrek.host.TrekException;

/** A backup in the estate's folder, whose list of files is the one that the journal names. */
final class FinishedBackup implements Kept {

  private final Backups backups;
  private final String name;
  private Optional<Backups.Backup> read = Optional.empty();

  FinishedBackup(Backups backups, String name) {
    this.backups = backups;
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean has(String path) throws TrekException {
    return find(path).isPresent();
  }

  @Override
  public InputStream open(String path) throws TrekException {
    return backups.open(name, item(path));
  }

  @Override
  public String digest(String path) throws TrekException {
    return item(path).digest();
  }

  private Item item(String path) throws TrekException {
    return find(path).orElseThrow(() -> TrekException.at("backup " + name).kind(TrekException.Kind.REFUSED).found("holds no " + path).next("backup show " + name));
  }

  private Optional<Item> find(String path) throws TrekException {
    if (read.isEmpty()) {
      read = Optional.of(backups.trusted(name));
    }
    return read.get().files().stream().filter(each -> each.path().equals(path)).findFirst();
  }
}
