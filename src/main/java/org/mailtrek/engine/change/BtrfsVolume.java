package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.estate.View;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * A subvolume of btrfs, whose read-only snapshot is a subvolume beside it; see btrfs-subvolume(8). Known by the UUID of the one that it was made of.
 *
 * @param uuid of the subvolume
 * @param place where the snapshot lies
 */
record BtrfsVolume(String uuid, HostPath place) implements Volume {

  static final String WORD = "btrfs";

  private static final String TOOL = "btrfs";
  private static final Pattern OWN = Pattern.compile("(?m)^\\s*UUID:\\s+(\\S+)");
  private static final Pattern PARENT = Pattern.compile("(?m)^\\s*Parent UUID:\\s+(\\S+)");

  /** Asks what there is to know of a subvolume; fails where a path is none. */
  static VolumeTools.Said show(HostView on, HostPath path) throws TrekException {
    return VolumeTools.ask(on, List.of(TOOL, "subvolume", "show", path.toString()));
  }

  /** Returns the UUID in what {@link #show} told. */
  static Optional<String> uuid(VolumeTools.Said said) {
    return first(OWN, said);
  }

  private static Optional<String> first(Pattern pattern, VolumeTools.Said said) {
    Matcher found = pattern.matcher(said.text());
    return said.ok() && found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public String snapshot() {
    return place.toString();
  }

  @Override
  public String cost() {
    return "it takes the space of what is changed or removed from now on, and keeps contents and owners as they are";
  }

  @Override
  public JSONObject toJson() {
    return new Fields().put("by", WORD).put("uuid", uuid).put("snapshot", place).object();
  }

  @Override
  public Seen look(HostView on, HostPath to) throws TrekException {
    if (on.stat(to).isEmpty()) {
      return Seen.BEFORE;
    }
    return first(PARENT, show(on, to)).equals(Optional.of(uuid)) ? Seen.AFTER : Seen.FOREIGN;
  }

  @Override
  public void make(Host on, HostPath from, HostPath to) throws TrekException {
    VolumeTools.run(on, List.of(TOOL, "subvolume", "snapshot", "-r", on.programs().word(from), on.programs().word(to)));
  }

  @Override
  public void remove(Host on, HostPath to) throws TrekException {
    VolumeTools.run(on, List.of(TOOL, "subvolume", "delete", "--commit-after", on.programs().word(to)));
  }

  @Override
  public View over(View below, String host, HostPath from, HostPath to) {
    return OverlayView.files(below, host, under -> new OverlayTwice(under, from, to, 0));
  }
}
