package org.mailtrek.backup;

import java.util.ArrayList;
import java.util.List;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * What of a backup lies on the machines, held against what was written down when it was made.
 *
 * @param wrong one sentence for each difference
 * @param noted what is worth knowing, and no difference
 */
public record Verification(List<String> wrong, List<String> noted) {

  /** Copies the lists. */
  public Verification {
    wrong = List.copyOf(wrong);
    noted = List.copyOf(noted);
  }

  /**
   * Compares the attachments of one host in a backup: every name, its size and time, and its content where the backup has digests.
   *
   * @throws TrekException when the host can't be reached, or the backup not be read
   */
  public static Verification attachments(View view, String host, Kept kept) throws TrekException {
    List<String> wrong = new ArrayList<>();
    List<String> noted = new ArrayList<>();
    if (!kept.has(new AttachmentCopy(host).name())) {
      return new Verification(wrong, noted); // files of the backup itself
    }
    HostPath copy = new AttachmentCopy(host).read(kept).to();
    if (view.host(host).stat(copy).isEmpty()) {
      wrong.add(kept.name() + ": " + host + ":" + copy + ": is gone");
    } else if (!kept.has(new AttachmentList(host).name())) {
      noted.add(kept.name() + ": " + host + ":" + copy + ": has no list of its files, so that they can't be compared");
    } else {
      new AttachmentList(host).compare(view.host(host), copy, kept, wrong, noted);
    }
    return new Verification(wrong, noted);
  }
}
