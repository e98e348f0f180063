package org.mailtrek.engine.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Whether a tree can be kept by a snapshot of its file system.
 *
 * @param snapshot the snapshot; empty where there can be none
 * @param hindrance why there can be none, where its file system has snapshots and this tree has not
 */
public record VolumeSearch(Optional<VolumeSnapshot> snapshot, Optional<String> hindrance) {

  private static final VolumeSearch NOTHING = new VolumeSearch(Optional.empty(), Optional.empty());

  /** Of a volume that is not thin, this part of its size is set aside for what is changed. */
  private static final int PART = 5;
  private static final long EXTENT = 4L << 20;

  /** A line of findmnt(8). */
  private record Mount(String type, String source, HostPath target, String root) {}

  /**
   * Looks at a tree. Asks nothing but what mounts there are where its file system has no snapshots.
   *
   * @param suffix what follows the tree's name in the name of its snapshot
   * @throws TrekException when the machine is lost
   */
  public static VolumeSearch of(View view, String host, HostPath from, String suffix) throws TrekException {
    HostView on = view.host(host);
    boolean plain = from.toString().matches("[\\p{L}\\p{N} /._@:+,=-]+");
    if (!plain || on.stat(from).map(FileState::kind).orElse(FileState.Kind.OTHER) != FileState.Kind.FOLDER) {
      return NOTHING;
    }
    try {
      return look(on, new Wish(host, from, suffix));
    } catch (TrekException e) {
      if (e.kind() == TrekException.Kind.USAGE || e.kind() == TrekException.Kind.REFUSED) {
        return NOTHING; // a machine without programs, or an account that may not look
      }
      throw e;
    }
  }

  private record Wish(String host, HostPath from, String suffix) {

    HostPath beside() {
      return from.parent().resolve(from.name() + suffix);
    }

    VolumeSearch by(HostPath to, Volume volume) {
      return new VolumeSearch(Optional.of(new VolumeSnapshot(host, from, to, volume)), Optional.empty());
    }

    VolumeSearch not(String why) {
      return new VolumeSearch(Optional.empty(), Optional.of(from + " " + why));
    }
  }

  private static VolumeSearch look(HostView on, Wish wish) throws TrekException {
    List<Mount> mounts = mounts(on);
    HostPath holding = on.space(wish.from).mount();
    Optional<Mount> mount = mounts.stream().filter(each -> each.target.equals(holding)).reduce((earlier, later) -> later);
    boolean known = mount.isPresent() && (List.of(BtrfsVolume.WORD, ZfsVolume.WORD).contains(mount.get().type) || mount.get().source.startsWith("/dev/mapper/"));
    if (!known) {
      return NOTHING;
    }
    if (mounts.stream().anyMatch(each -> each.target.isWithin(wish.from) && !each.target.equals(wish.from) && !each.target.isWithin(wish.from.resolve(".zfs")))) {
      return wish.not("holds mounts of its own, which no snapshot would hold");
    }
    return switch (mount.get().type) {
      case BtrfsVolume.WORD -> btrfs(on, wish);
      case ZfsVolume.WORD -> zfs(on, wish, mount.get());
      default -> lvm(on, wish, mount.get());
    };
  }

  private static List<Mount> mounts(HostView on) throws TrekException {
    List<Mount> all = new ArrayList<>();
    for (String line : VolumeTools.ask(on, List.of("findmnt", "-n", "-r", "-v", "-o", "FSTYPE,SOURCE,TARGET,FSROOT")).text().lines().toList()) {
      String[] words = line.split(" ");
      if (words.length == 4 && !line.contains("\\x")) {
        all.add(new Mount(words[0], words[1], HostPath.of(words[2]), words[3]));
      }
    }
    return all;
  }

  private static VolumeSearch btrfs(HostView on, Wish wish) throws TrekException {
    VolumeTools.Said shown = BtrfsVolume.show(on, wish.from);
    Optional<String> uuid = BtrfsVolume.uuid(shown);
    if (shown.missing()) {
      return wish.not("lies on btrfs, and its tools are missing (package btrfs-progs)");
    } else if (uuid.isEmpty()) {
      return wish.not("lies on btrfs and is no subvolume of its own");
    } else if (!on.space(wish.from).mountKey().equals(on.space(wish.from.parent()).mountKey())) {
      return wish.not("is a subvolume that is mounted by itself, so that a snapshot has no place beside it");
    }
    VolumeTools.Said below = VolumeTools.ask(on, List.of("btrfs", "subvolume", "list", "-o", wish.from.toString()));
    return !below.ok() || !below.text().isEmpty() ? wish.not("holds subvolumes of its own, which no snapshot would hold") : wish.by(wish.beside(), new BtrfsVolume(uuid.get(), wish.beside()));
  }

  private static VolumeSearch zfs(HostView on, Wish wish, Mount mount) throws TrekException {
    if (!mount.target.equals(wish.from)) {
      return wish.not("lies on ZFS and is no file system of its own");
    }
    if (!VolumeTools.ask(on, List.of("zfs", "list", "-H", "-o", "name", mount.source)).ok()) {
      return wish.not("lies on ZFS, which does not answer: zfs list " + mount.source);
    }
    HostPath snapshots = wish.from.resolve(".zfs/snapshot");
    if (on.stat(snapshots).isEmpty()) {
      return wish.not("lies on ZFS, which shows no snapshots at " + snapshots + ", where a backup would be read: zfs get snapdir " + mount.source);
    }
    String name = "mailtrek" + wish.suffix;
    return wish.by(snapshots.resolve(name), new ZfsVolume(mount.source + "@" + name));
  }

  private static VolumeSearch lvm(HostView on, Wish wish, Mount mount) throws TrekException {
    if (!mount.target.equals(wish.from) || !mount.root.equals("/")) {
      return NOTHING; // hard links reach all of it
    }
    String fields = "vg_name,lv_name,segtype,lv_size,vg_free";
    VolumeTools.Said said = VolumeTools.ask(on, List.of("lvs", "--readonly", "--noheadings", "--nosuffix", "--units", "b", "--separator", ":", "-o", fields, mount.source));
    String[] words = said.text().split(":");
    if (!said.ok() || words.length != 5) {
      return NOTHING; // another kind of mapped device
    }
    boolean thin = words[2].equals("thin");
    long bytes = thin ? 0 : (Long.parseLong(words[3]) / PART / EXTENT + 1) * EXTENT;
    if (bytes > Long.parseLong(words[4])) {
      return wish.not("is a volume of LVM, whose group " + words[0] + " has " + words[4] + " bytes left, and a snapshot needs " + bytes);
    }
    String options = mount.type.equals("xfs") ? "ro,nouuid" : "ro";
    return wish.by(wish.beside(), new LvmVolume(words[0], words[1], words[1] + "-mailtrek" + wish.suffix, bytes, options));
  }
}
