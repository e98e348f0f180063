package org.mailtrek.host.fault;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.PackagesView;
import org.mailtrek.host.TrekException;

/**
 * A made-up package: files by path with their text, those below {@code /etc} being configuration, and at most one service and one account.
 */
public record MemoryPackage(String name, String version, Map<String, String> texts, List<String> services, Optional<String> account)
    implements PackagesView.Contents {

  /** The time of all its files. */
  static final Instant BUILT = Instant.parse("2020-01-01T00:00:00Z");

  @Override
  public SortedMap<HostPath, FileState> files() {
    SortedMap<HostPath, FileState> all = new TreeMap<>();
    for (String each : texts.keySet()) {
      HostPath file = HostPath.of(each);
      int size = texts.get(each).getBytes(StandardCharsets.UTF_8).length;
      all.put(file, new FileState(FileState.Kind.FILE, 0, 0, 0644, size, BUILT, 1, 0, new byte[0], new TreeMap<>()));
      for (HostPath folder = file.parent(); !folder.root(); folder = folder.parent()) {
        all.put(folder, new FileState(FileState.Kind.FOLDER, 0, 0, 0755, 0, BUILT, 2, 0, new byte[0], new TreeMap<>()));
      }
    }
    return all;
  }

  @Override
  public SortedSet<HostPath> configuration() {
    SortedSet<HostPath> all = new TreeSet<>();
    texts.keySet().stream().filter(each -> each.startsWith("/etc/")).forEach(each -> all.add(HostPath.of(each)));
    return all;
  }

  @Override
  public InputStream read(HostPath file) throws TrekException {
    String text = texts.get(file.toString());
    if (text == null) {
      throw TrekException.at(file).found("not in package " + name).next("check the test");
    }
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
