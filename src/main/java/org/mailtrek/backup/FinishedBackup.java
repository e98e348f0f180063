package org.mailtrek.backup;

import java.io.InputStream;
import org.mailtrek.engine.Backups;
import org.mailtrek.engine.Backups.Item;
import org.mailtrek.host.TrekException;

/**
 * A backup in the estate's folder.
 *
 * @param backups all of them
 * @param name its name
 */
record FinishedBackup(Backups backups, String name) implements Kept {

  @Override
  public boolean has(String path) throws TrekException {
    return backups.named(name).files().stream().anyMatch(each -> each.path().equals(path));
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
    return backups.named(name).files().stream()
        .filter(each -> each.path().equals(path))
        .findFirst()
        .orElseThrow(() -> TrekException.at("backup " + name).kind(TrekException.Kind.REFUSED).found("holds no " + path).next("backup show " + name));
  }
}
