package org.mailtrek.mailbox;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * Some of a store's messages: the first ones of users who are evenly spread.
 *
 * @param store the store
 * @param users of these users
 * @param messages at most so many of each folder
 * @param bytes none larger than that
 */
record SampledStore(MailStore store, List<String> users, int messages, long bytes) implements MailStore {

  /** Returns so many of the users, evenly spread. */
  static List<String> spread(List<String> all, int most) {
    List<String> some = new ArrayList<>();
    for (int each = 0; each < Math.min(most, all.size()); each++) {
      some.add(all.get((int) ((long) each * all.size() / Math.min(most, all.size()))));
    }
    return some;
  }

  @Override
  public String title() {
    return "a sample of " + store.title();
  }

  @Override
  public List<MailFolder> folders(String user) throws TrekException {
    return store.folders(user).stream().map(each -> (MailFolder) new Some(each, messages, bytes)).toList();
  }

  @Override
  public List<String> remarks() {
    return store.remarks();
  }

  /** The first messages of a folder. */
  private record Some(MailFolder folder, int most, long bytes) implements MailFolder {

    @Override
    public FolderName name() {
      return folder.name();
    }

    @Override
    public OptionalLong uidValidity() throws TrekException {
      return folder.uidValidity();
    }

    @Override
    public OptionalLong uidNext() throws TrekException {
      return folder.uidNext();
    }

    @Override
    public OptionalLong key(Message message) {
      return folder.key(message);
    }

    @Override
    public Optional<HostPath> file(long uid) {
      return folder.file(uid);
    }

    @Override
    public void messages(Taker taker) throws TrekException {
      int[] taken = new int[1];
      folder.messages(each -> {
        if (taken[0] < most && each.size() <= bytes) {
          taken[0]++;
          taker.take(each);
        }
      });
    }

    @Override
    public InputStream open(Message message) throws TrekException {
      return folder.open(message);
    }
  }
}
