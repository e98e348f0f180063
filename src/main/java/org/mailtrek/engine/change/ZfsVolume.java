package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.util.List;
import org.mailtrek.estate.View;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * A file system of ZFS; see zfs-snapshot(8). Its snapshots appear below {@code .zfs/snapshot} in it, in no list of its folders.
 *
 * @param snapshot name of the file system and of the snapshot, {@code tank/mail@name}
 */
record ZfsVolume(String snapshot) implements Volume {

  static final String WORD = "zfs";

  private static final String TOOL = "zfs";

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public String cost() {
    return "it takes the space of what is changed or removed from now on, and keeps contents and owners as they are; a roll-back to an earlier one would remove it";
  }

  @Override
  public JSONObject toJson() {
    return new Fields().put("by", WORD).put("snapshot", snapshot).object();
  }

  @Override
  public Seen look(HostView on, HostPath to) throws TrekException {
    VolumeTools.Said said = VolumeTools.ask(on, List.of(TOOL, "list", "-H", "-t", "snapshot", "-o", "name", snapshot));
    return said.ok() && said.text().equals(snapshot) ? Seen.AFTER : Seen.BEFORE;
  }

  @Override
  public void make(Host on, HostPath from, HostPath to) throws TrekException {
    VolumeTools.run(on, List.of(TOOL, "snapshot", snapshot));
  }

  @Override
  public void remove(Host on, HostPath to) throws TrekException {
    VolumeTools.run(on, List.of(TOOL, "destroy", snapshot));
  }

  @Override
  public View over(View below, String host, HostPath from, HostPath to) {
    return below;
  }
}
