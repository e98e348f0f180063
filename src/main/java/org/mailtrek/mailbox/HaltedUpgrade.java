package org.mailtrek.mailbox;

import java.util.ArrayList;
import java.util.List;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * What a halted run of the maker's {@code upgrade} left behind, and why the recovery that its guide documents (throw away all of 4.x, begin anew from
 * 3.x) would lose mail there: it empties the primary partition only, and takes for granted that 3.x still has every message, and that 4.x has got none since.
 */
public final class HaltedUpgrade {

  private static final int ENOUGH = 20;

  private final FilesView files;
  private final HostPath instance;
  private final List<PartitionName> partitions;
  private final List<String> signs = new ArrayList<>();
  private final List<String> losses = new ArrayList<>();

  private HaltedUpgrade(FilesView files, HostPath instance, List<PartitionName> partitions) {
    this.files = files;
    this.instance = instance;
    this.partitions = partitions;
  }

  /**
   * Looks at an installation; reads only.
   *
   * @param instance the folder of the 4.x instance
   * @param partitions its partitions, the primary one first
   * @throws TrekException when something can't be read
   */
  public static HaltedUpgrade of(FilesView files, HostPath instance, List<PartitionName> partitions) throws TrekException {
    HaltedUpgrade halted = new HaltedUpgrade(files, instance, List.copyOf(partitions));
    halted.look();
    return halted;
  }

  private void look() throws TrekException {
    HostPath lock = instance.resolve("lock/__lock.share");
    sign(lock);
    for (HostPath each : files.list(partitions.get(0).from())) {
      if (each.name().startsWith("__up") || List.of("upgrade4x.conf", "__greeting_done__", "__snmp_done__").contains(each.name())) {
        sign(each);
      }
    }
    if (!signs.isEmpty()) {
      for (PartitionName each : partitions) {
        loss(each);
      }
    }
  }

  private void sign(HostPath path) throws TrekException {
    if (files.stat(path).isPresent()) {
      signs.add(path.toString());
    }
  }

  private void loss(PartitionName partition) throws TrekException {
    if (partition.name().equals(PartitionName.PRIMARY)) {
      ArrivedSince.in(files, partition.from(), partition.folder()).stream().limit(ENOUGH).forEach(losses::add);
    } else if (files.stat(partition.folder()).isPresent() && !files.list(partition.folder()).isEmpty()) {
      losses.add(partition.folder() + " holds migrated mail as well, and the documented recovery leaves it there: a second run would meet it");
    }
    MailStore store = StoreKind.open(files, "netscape3:" + partition.from());
    for (String user : store.users()) {
      for (MailFolder folder : store.folders(user)) {
        missing(user, folder);
      }
    }
  }

  private void missing(String user, MailFolder folder) throws TrekException {
    long[] gone = new long[1];
    folder.messages(message -> gone[0] += there(folder, message) ? 0 : 1);
    if (gone[0] > 0 && losses.size() < ENOUGH) {
      losses.add(user + ", " + folder.name() + ": 3.x no longer has " + gone[0] + " of its messages (upgrade -r removed them): what is in 4.x is the only copy");
    }
  }

  private static boolean there(MailFolder folder, Message message) {
    try {
      folder.open(message).close();
      return true;
    } catch (TrekException | java.io.IOException gone) {
      return false;
    }
  }

  /** Returns the files that say that a run began; none when there is nothing to recover from. */
  public List<String> signs() {
    return List.copyOf(signs);
  }

  /** Returns why throwing 4.x away would lose mail, twenty reasons at most; none when it would not, as far as files can tell. */
  public List<String> losses() {
    return List.copyOf(losses);
  }

  /** Returns what the guide asks for, in its order; for people, who do it while both servers are stopped. */
  public List<String> acts() {
    HostPath data = partitions.get(0).from();
    HostPath store = instance.resolve("store");
    return List.of(
        instance + "/start-msg store, then " + instance + "/stop-msg store",
        "empty " + store + "/mboxlist, " + partitions.get(0).folder() + " and " + store + "/user",
        "remove " + instance + "/lock/__lock.share",
        "remove " + data + "/__up*, upgrade4x.conf, __greeting_done__ and __snmp_done__ there",
        "upgrade -s, set the paths of the partitions again with configutil, upgrade -m");
  }
}
