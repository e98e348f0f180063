package org.mailtrek.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Configuration files in a plain folder of this machine, for work without an estate. */
public final class ConfigFolder {

  private ConfigFolder() {}

  /**
   * Reads the files that lie in a folder as if it were another, such as {@code /etc/zarafa}; a folder that is not there has none.
   *
   * @param folder where they are
   * @param as the folder as the daemons name it
   * @throws TrekException when a file can't be read
   */
  public static ConfigTree read(Path folder, HostPath as) throws TrekException {
    SortedMap<HostPath, byte[]> files = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return ConfigTree.EMPTY;
    }
    try (DirectoryStream<Path> list = Files.newDirectoryStream(folder, Files::isRegularFile)) {
      for (Path file : list) {
        HostPath path = as.resolve(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        if (HostTree.configuration(path)) {
          files.put(path, Files.readAllBytes(file));
        }
      }
    } catch (IOException e) {
      throw TrekException.at(folder).found("can't be read: " + e.getMessage()).because(e).next("check the folder");
    }
    return new ConfigTree(files);
  }

  /**
   * Writes the files of a tree that lie directly in a folder of it into a plain folder: each whole or not at all, with a mode of 0640. Those
   * that have their content already are left alone.
   *
   * @return the names of the files written
   * @throws TrekException when one can't be written; those before it are
   */
  public static List<String> write(ConfigTree tree, HostPath as, Path folder) throws TrekException {
    List<String> written = new ArrayList<>();
    try {
      Files.createDirectories(folder);
      for (HostPath path : tree.in(as)) {
        Path file = folder.resolve(new String(path.nameBytes(), StandardCharsets.UTF_8));
        byte[] bytes = tree.bytes(path).orElseThrow();
        if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
          replace(file, bytes);
          written.add(path.name());
        }
      }
    } catch (IOException e) {
      throw TrekException.at(folder).kind(written.isEmpty() ? TrekException.Kind.FAILED : TrekException.Kind.PARTLY)
          .found("can't be written: " + e.getMessage()).because(e).next("mend it, then run the command again");
    }
    return written;
  }

  private static void replace(Path file, byte[] bytes) throws IOException {
    Path fresh = Files.createTempFile(file.getParent(), "." + file.getFileName(), ".mailtrek");
    try {
      Files.write(fresh, bytes);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r-----"));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
