package org.mailtrek.practice.oracle;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/**
 * Plays {@code zfs list|snapshot|rollback|destroy}. The file systems of the machine are in {@code /etc/zfs.standin}, a line each: name and mount point; a
 * snapshot is a copy in {@value #SNAPSHOTS}, in the order of their making.
 */
final class Zfs implements Tool {

  static final String TABLE = "/etc/zfs.standin";
  private static final String SNAPSHOTS = "/var/lib/zfs.standin";

  @Override
  public Programs.Ended run(Call call, Host machine, InputStream input) throws TrekException {
    MachineFiles files = new MachineFiles(machine);
    List<String> words = call.arguments();
    if (words.isEmpty() || words.get(0).equals("list")) {
      return list(files);
    }
    String[] name = words.get(words.size() - 1).split("@", 2);
    Optional<HostPath> mount = mount(files, name[0]);
    if (words.size() != 2 || name.length != 2 || mount.isEmpty()) {
      return Answer.failed(1, "cannot open '" + words.get(words.size() - 1) + "': dataset does not exist");
    }
    HostPath copy = snapshots(name[0]).resolve(name[1]);
    return switch (words.get(0)) {
      case "snapshot" -> snapshot(files, mount.get(), copy);
      case "rollback" -> rollback(files, mount.get(), copy);
      case "destroy" -> destroy(files, copy);
      default -> Answer.failed(2, "unrecognized command '" + words.get(0) + "'");
    };
  }

  private static Programs.Ended list(MachineFiles files) throws TrekException {
    StringBuilder text = new StringBuilder("NAME  MOUNTPOINT\n");
    for (String line : files.lines(HostPath.of(TABLE))) {
      text.append(line).append('\n');
      String name = line.split(" ")[0];
      files.list(snapshots(name)).forEach(each -> text.append(name).append('@').append(each.name()).append("  -\n"));
    }
    return Answer.said(text.toString());
  }

  /** Returns the folder of the snapshots of a file system. */
  static HostPath snapshots(String name) {
    return HostPath.of(SNAPSHOTS).resolve(name.replace('/', '.'));
  }

  private static Optional<HostPath> mount(MachineFiles files, String name) throws TrekException {
    return files.lines(HostPath.of(TABLE)).stream().filter(each -> each.startsWith(name + " ")).map(each -> HostPath.of(each.split(" +")[1])).findFirst();
  }

  private static Programs.Ended snapshot(MachineFiles files, HostPath mount, HostPath copy) throws TrekException {
    if (files.has(copy)) {
      return Answer.failed(1, "cannot create snapshot '" + copy.name() + "': dataset already exists");
    }
    HostPath draft = copy.parent().resolve("draft");
    files.folders(copy.parent());
    files.remove(draft);
    files.copy(mount, draft);
    files.rename(draft, copy);
    return Answer.said("");
  }

  /** As the real one, only to the newest. */
  private static Programs.Ended rollback(MachineFiles files, HostPath mount, HostPath copy) throws TrekException {
    List<HostPath> all = files.list(copy.parent());
    if (!all.contains(copy)) {
      return Answer.failed(1, "cannot open '" + copy.name() + "': dataset does not exist");
    }
    if (!all.get(all.size() - 1).equals(copy)) {
      return Answer.failed(1, "cannot rollback to '" + copy.name() + "': more recent snapshots or bookmarks exist");
    }
    for (HostPath each : files.list(copy)) {
      HostPath back = each.rebase(copy, mount);
      files.remove(back);
      files.copy(each, back);
    }
    for (HostPath each : files.list(mount)) { // last: a real rollback is whole or has not begun, and by what is newer it is seen that this one is not
      if (!files.has(each.rebase(mount, copy))) {
        files.remove(each);
      }
    }
    files.sameTime(copy, mount);
    return Answer.said("");
  }

  private static Programs.Ended destroy(MachineFiles files, HostPath copy) throws TrekException {
    files.remove(copy);
    return Answer.said("");
  }

  @Override
  public boolean onlyLooks(List<String> arguments) {
    return arguments.isEmpty() || arguments.get(0).equals("list");
  }
}
