package org.mailtrek.engine.change;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/**
 * Stand-ins for the tools of btrfs, LVM and ZFS, and for findmnt, by their documented command lines. What they know besides folders is in attributes of a file, so
 * that each of their acts is one write. A snapshot of theirs is an empty folder: what a real one holds is for the tests on real file systems.
 */
final class VolumeStandIns {

  static final HostPath STATE = HostPath.of("/dev/volumes/state");

  private VolumeStandIns() {}

  /** Returns them all, by name. */
  static Map<String, Tool> all() {
    return Map.of(
        "findmnt", (call, machine, input) -> said(mounts(machine.view(), call.arguments().contains("TARGET"))),
        "btrfs", (call, machine, input) -> btrfs(call.arguments(), machine),
        "zfs", (call, machine, input) -> zfs(call.arguments(), machine),
        "lvs", (call, machine, input) -> lvs(call.arguments(), machine.view()),
        "lvcreate", (call, machine, input) -> set(machine, "lv", call.arguments().get(call.arguments().size() - 1)),
        "lvremove", (call, machine, input) -> set(machine, "lv", ""),
        "mount", (call, machine, input) -> set(machine, "mounted", call.arguments().get(3)),
        "umount", (call, machine, input) -> set(machine, "mounted", ""));
  }

  private static Programs.Ended said(String text) {
    return new Programs.Ended(0, text.getBytes(StandardCharsets.UTF_8), "");
  }

  private static Programs.Ended failed(String why) {
    return new Programs.Ended(1, new byte[0], why);
  }

  static String state(HostView view, String name) throws TrekException {
    byte[] value = view.stat(STATE).orElseThrow().attributes().get("volume." + name);
    return value == null ? "" : new String(value, StandardCharsets.UTF_8);
  }

  static Programs.Ended set(Host machine, String name, String value) throws TrekException {
    machine.disk().attribute(STATE, "volume." + name, value.isEmpty() ? Optional.empty() : Optional.of(value.getBytes(StandardCharsets.UTF_8)));
    return said("");
  }

  private static String mounts(HostView view, boolean targets) throws TrekException {
    String mounted = state(view, "mounted");
    return targets ? mounted + "\n" : state(view, "mounts") + "\n";
  }

  private static Programs.Ended btrfs(List<String> words, Host machine) throws TrekException {
    HostPath path = HostPath.of(words.get(words.size() - 1));
    boolean there = machine.view().stat(path).isPresent();
    switch (words.get(1)) {
      case "show" -> {
        boolean made = there && state(machine.view(), "subvolume").isEmpty() && machine.view().stat(path).orElseThrow().kind() == org.mailtrek.host.FileState.Kind.FOLDER;
        return made ? said("att\n\tName: \t\tatt\n\tUUID: \t\tu-1\n\tParent UUID: \tu-1\n") : failed("ERROR: Not a Btrfs subvolume: Invalid argument");
      }
      case "list" -> {
        return said(state(machine.view(), "below"));
      }
      case "snapshot" -> machine.disk().mkdir(path, 0755);
      default -> machine.disk().delete(path);
    }
    return said("");
  }

  private static Programs.Ended zfs(List<String> words, Host machine) throws TrekException {
    String name = words.get(words.size() - 1);
    if (words.get(0).equals("list")) {
      boolean there = !name.contains("@") || state(machine.view(), "zfs").equals(name);
      return there ? said(name + "\n") : failed("cannot open '" + name + "': dataset does not exist");
    }
    return set(machine, "zfs", words.get(0).equals("snapshot") ? name : "");
  }

  private static Programs.Ended lvs(List<String> words, HostView view) throws TrekException {
    if (words.get(words.size() - 1).startsWith("/dev/mapper/")) {
      return said("  " + state(view, "lvs") + "\n");
    }
    String origin = state(view, "lv");
    return origin.isEmpty() ? failed("Failed to find logical volume") : said("  " + origin.substring(origin.indexOf('/') + 1) + "\n");
  }
}
