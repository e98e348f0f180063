package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import org.mailtrek.estate.View;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** A file system, or a volume below one, that can keep all of itself as it is at a moment; and the name of that snapshot. Its own tools do all of it. */
public sealed interface Volume permits BtrfsVolume, LvmVolume, ZfsVolume {

  /** Returns the kind in one word: {@code btrfs}, {@code lvm} or {@code zfs}. */
  String word();

  /** Returns the name by which its tools know the snapshot. */
  String snapshot();

  /** Returns what the snapshot costs and what ends it, in a sentence. */
  String cost();

  /** Returns its form in journals and manifests. */
  JSONObject toJson();

  /** Returns whether the snapshot is there, and is that of this volume. */
  Seen look(HostView on, HostPath to) throws TrekException;

  /** Makes the snapshot, from BEFORE or BETWEEN. */
  void make(Host on, HostPath from, HostPath to) throws TrekException;

  /** Removes the snapshot, from AFTER or BETWEEN. */
  void remove(Host on, HostPath to) throws TrekException;

  /** Returns the world with the snapshot, where its folder becomes visible. */
  View over(View below, String host, HostPath from, HostPath to);

  /** Reads what {@link #toJson} wrote. */
  static Volume read(JSONObject object) {
    Fields fields = Fields.of(object);
    String word = fields.text("by");
    return switch (word) {
      case BtrfsVolume.WORD -> new BtrfsVolume(fields.text("uuid"), fields.path("snapshot"));
      case LvmVolume.WORD -> new LvmVolume(fields.text("group"), fields.text("volume"), fields.text("name"), fields.number("bytes"), fields.text("options"));
      case ZfsVolume.WORD -> new ZfsVolume(fields.text("snapshot"));
      default -> throw new IllegalArgumentException("unknown volume " + word);
    };
  }
}
