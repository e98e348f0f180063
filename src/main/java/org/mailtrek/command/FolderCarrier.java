package org.mailtrek.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.mailtrek.config.Carrier;
import org.mailtrek.host.HostPath;

/** Collects what is carried into a plain folder of this machine, then makes it; files only their owner may read. */
final class FolderCarrier implements Carrier {

  /** One thing to make. */
  private interface Making {
    void make() throws IOException;
  }

  private final List<Making> makings = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private static Path path(HostPath path) {
    return Path.of(path.toString());
  }

  @Override
  public void folder(HostPath path) {
    makings.add(() -> Files.createDirectories(path(path)));
  }

  @Override
  public void file(HostPath path, byte[] content, boolean program) {
    names.add(path.toString());
    makings.add(
        () -> {
          PrivateFiles.write(path(path), content);
          if (program) {
            Files.setPosixFilePermissions(path(path), PosixFilePermissions.fromString("rwx------"));
          }
        });
  }

  @Override
  public void link(HostPath path, byte[] target) {
    names.add(path.toString());
    makings.add(() -> {
      if (!Files.exists(path(path), LinkOption.NOFOLLOW_LINKS)) {
        Files.createSymbolicLink(path(path), Path.of(new String(target, StandardCharsets.UTF_8)));
      }
    });
  }

  @Override
  public void note(String sentence) {
    notes.add(sentence);
  }

  /** Returns the files and links to make. */
  List<String> names() {
    return List.copyOf(names);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  void make() throws IOException {
    for (Making each : makings) {
      each.make();
    }
  }
}
