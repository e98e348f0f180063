package org.mailtrek.host;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the files of this machine that have several names in one tree. find(1), sort(1) and uniq(1) tell them in constant memory, however many files have another
 * name elsewhere, such as in a backup by hard links.
 */
final class Twins {

  private static final Duration LONGEST = Duration.ofHours(12);
  private static final int NUMBER = 20;
  private static final String SCRIPT =
      "find \"$1\" -type f -links +1 -printf '%" + NUMBER + "D%" + NUMBER + "i%P\\0' | sort -z | uniq -z -D -w " + 2 * NUMBER;

  private final Root root;

  Twins(Root root) {
    this.root = root;
  }

  Map<HostPath, HostPath> below(HostPath top) throws TrekException {
    Map<HostPath, HostPath> firsts = new HashMap<>();
    Map<String, HostPath> current = new HashMap<>(); // of the inode that is at work
    NulRecords records = new NulRecords((bytes, from, to) -> {
      String inode = new String(bytes, from, 2 * NUMBER, StandardCharsets.US_ASCII);
      HostPath name = top.resolve(Arrays.copyOfRange(bytes, from + 2 * NUMBER, to));
      if (current.containsKey(inode)) {
        firsts.put(name, current.get(inode));
      } else {
        current.clear();
        current.put(inode, name);
      }
    });
    byte[] path = RawPaths.bytes(root.locate(top));
    Programs.Ended ended = Children.of(root).within(LONGEST).stream(new ByteArrayInputStream(Arrays.copyOf(path, path.length + 1)), records, List.of("xargs", "-0", "sh", "-c", SCRIPT, "sh"));
    if (!ended.ok()) {
      throw TrekException.at(root.host() + ":" + top).found("can't be read to its end: " + ended.lastWords()).next("look at it, then try again");
    }
    return firsts;
  }
}
