package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.util.ArrayList;
import java.util.List;
import org.mailtrek.estate.View;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * A logical volume of LVM; see lvcreate(8). Its snapshot is a volume of its own, mounted read-only where the backup looks for it. A mount does not outlive a
 * restart of the machine, the snapshot does.
 *
 * @param group name of the volume group
 * @param volume name of the volume
 * @param name of the snapshot
 * @param bytes that it can keep of what is changed; 0 for a thin volume, which takes them from its pool
 * @param options of its mount
 */
record LvmVolume(String group, String volume, String name, long bytes, String options) implements Volume {

  static final String WORD = "lvm";

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public String snapshot() {
    return group + "/" + name;
  }

  @Override
  public String cost() {
    return (bytes == 0 ? "it takes the space of what is changed from now on from its pool" : "it is gone for good when " + bytes + " bytes were changed since, removed attachments among them")
        + "; after a restart of the machine it must be mounted again: mount -o " + options + " " + device() + " FOLDER";
  }

  private String device() {
    return "/dev/" + group + "/" + name;
  }

  @Override
  public JSONObject toJson() {
    return new Fields().put("by", WORD).put("group", group).put("volume", volume).put("name", name).put("bytes", bytes).put("options", options).put("snapshot", snapshot()).object();
  }

  @Override
  public Seen look(HostView on, HostPath to) throws TrekException {
    VolumeTools.Said origin = VolumeTools.ask(on, List.of("lvs", "--readonly", "--noheadings", "-o", "origin", snapshot()));
    boolean folder = on.stat(to).isPresent();
    boolean mounted = folder && mounted(on, to);
    if (origin.ok() ? !origin.text().equals(volume) || folder && !mounted && !on.list(to).isEmpty() : folder) {
      return Seen.FOREIGN;
    }
    return mounted ? Seen.AFTER : origin.ok() ? Seen.BETWEEN : Seen.BEFORE;
  }

  private static boolean mounted(HostView on, HostPath to) throws TrekException {
    return VolumeTools.ask(on, List.of("findmnt", "-n", "-r", "-o", "TARGET")).text().lines().anyMatch(to.toString()::equals);
  }

  @Override
  public void make(Host on, HostPath from, HostPath to) throws TrekException {
    if (look(on.view(), to) == Seen.BEFORE) {
      List<String> command = new ArrayList<>(List.of("lvcreate", "--quiet", "--yes", "--snapshot", "--name", name));
      command.addAll(bytes == 0 ? List.of("--setactivationskip", "n") : List.of("--size", bytes + "b"));
      command.add(group + "/" + volume);
      VolumeTools.run(on, command);
    }
    if (on.view().stat(to).isEmpty()) {
      on.disk().mkdir(to, 0700);
    }
    VolumeTools.run(on, List.of("mount", "-o", options, device(), on.programs().word(to)));
  }

  @Override
  public void remove(Host on, HostPath to) throws TrekException {
    if (mounted(on.view(), to)) {
      VolumeTools.run(on, List.of("umount", on.programs().word(to)));
    }
    if (on.view().stat(to).isPresent()) {
      on.disk().delete(to);
      on.disk().fsync(to.parent());
    }
    VolumeTools.run(on, List.of("lvremove", "--quiet", "--yes", snapshot()));
  }

  @Override
  public View over(View below, String host, HostPath from, HostPath to) {
    return OverlayView.files(below, host, under -> new OverlayTwice(under, from, to, 0));
  }
}
