package org.mailtrek.backup;

import com.unboundid.ldif.LDIFReader;
import java.util.List;
import java.util.Optional;
import org.mailtrek.directory.EntryBatch;
import org.mailtrek.directory.EntryDifference;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.EntryChange;
import org.mailtrek.estate.View;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * Makes the directory's entries what they are in a backup, by difference: only values that differ are touched, and entries that the backup lacks
 * stay. Guarded, since a mail server that looks on deletes those whom it does not find.
 */
public final class RestoreDirectory implements Step {

  private final Kept kept;
  private final List<Guard> guards;

  /**
   * Restores the directory.
   *
   * @param guards what protects changes of entries on which a mail server stands
   */
  public RestoreDirectory(Kept kept, List<Guard> guards) {
    this.kept = kept;
    this.guards = List.copyOf(guards);
  }

  @Override
  public String id() {
    return "restore-directory";
  }

  @Override
  public String title() {
    return "Restore the entries of the directory from " + kept.name();
  }

  @Override
  public boolean bulk() {
    return true;
  }

  @Override
  public List<Guard> guards() {
    return guards;
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    DirectoryView directory = view.directory();
    EntryDifference difference = new EntryDifference(directory.schema());
    try (EntryBatch batch = new EntryBatch()) {
      DirectoryCopy.read(
          new LDIFReader(kept.open(DirectoryCopy.NAME)),
          "backup " + kept.name() + ": " + DirectoryCopy.NAME,
          entry -> {
            Optional<EntryChange> change = difference.to(entry, directory.entry(entry.getDN()), true);
            if (change.isPresent()) {
              batch.take(change.get());
            }
          });
      batch.give(preview);
    }
    preview.note("entries that are not in the backup stay");
  }
}
