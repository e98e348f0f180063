package org.mailtrek.host;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who owns a file of a simulated machine: kept in an extended attribute, {@code uid:gid}, so that an ordinary user can simulate what only
 * root may do. Without the attribute, and always for links, it is root.
 *
 * @param uid the owner's number
 * @param gid the group's number
 */
record SimulatedOwner(int uid, int gid) {

  /** The attribute's name within the {@code user} name space. */
  static final String ATTRIBUTE = "mailtrek.owner";

  private static final SimulatedOwner ADMINISTRATOR = new SimulatedOwner(0, 0);

  /** Returns a state as the simulated machine shows it. */
  static FileState shown(FileState kernel) {
    SortedMap<String, byte[]> attributes = new TreeMap<>(kernel.attributes());
    byte[] kept = attributes.remove(ATTRIBUTE);
    SimulatedOwner owner = kept == null ? ADMINISTRATOR : parse(new String(kept, StandardCharsets.US_ASCII));
    return new FileState(
        kernel.kind(),
        owner.uid,
        owner.gid,
        kernel.mode(),
        kernel.size(),
        kernel.modified(),
        kernel.links(),
        kernel.device(),
        kernel.target(),
        attributes);
  }

  private static SimulatedOwner parse(String kept) {
    if (!kept.matches("[0-9]{1,9}:[0-9]{1,9}")) {
      return ADMINISTRATOR;
    }
    String[] numbers = kept.split(":");
    return new SimulatedOwner(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
  }

  /** Returns the attribute's value; empty for root, for whom there is none. */
  Optional<byte[]> kept() {
    return equals(ADMINISTRATOR) ? Optional.empty() : Optional.of((uid + ":" + gid).getBytes(StandardCharsets.US_ASCII));
  }
}
