package org.mailtrek.practice.netscape;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Settings in a file, {@code name|value} a line. Several processes may write them.
 *
 * @param file the file
 */
record Settings(Path file) {

  SortedMap<String, String> all() throws IOException {
    SortedMap<String, String> found = new TreeMap<>();
    for (String each : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      int bar = each.indexOf('|');
      if (bar > 0) {
        found.put(each.substring(0, bar), each.substring(bar + 1));
      }
    }
    return found;
  }

  Optional<String> value(String name) throws IOException {
    return Optional.ofNullable(all().get(name));
  }

  String require(String name) throws IOException {
    return value(name).orElseThrow(() -> new IOException(name + " is not set"));
  }

  void set(String name, String value) throws IOException {
    change(all -> all.put(name, value));
  }

  /** Changes some in one write. */
  void change(Consumer<SortedMap<String, String>> edit) throws IOException {
    try (FileChannel channel = FileChannel.open(file.resolveSibling(file.getFileName() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid()) {
        throw new IOException(file + " can't be locked");
      }
      SortedMap<String, String> changed = all();
      edit.accept(changed);
      StringBuilder text = new StringBuilder();
      changed.forEach((each, is) -> text.append(each).append('|').append(is).append('\n'));
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, text, StandardCharsets.UTF_8);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
