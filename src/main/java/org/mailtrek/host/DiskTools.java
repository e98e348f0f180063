package org.mailtrek.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Java can't do with files, done by the machine's own tools. Paths travel as bytes on the standard input of {@code xargs -0}. */
final class DiskTools {

  private static final Path SYNC = Path.of("/usr/bin/sync");
  private static final Path BIN_SYNC = Path.of("/bin/sync");

  /** What travels unharmed as an argument, in every locale. */
  private static final Pattern PLAIN = Pattern.compile("[!-~ ]+");

  private static final Duration LONGEST = Duration.ofHours(12);

  private final Root root;
  private final Programs programs;

  DiskTools(Root root) {
    this(root, Children.of(root));
  }

  private DiskTools(Root root, Programs programs) {
    this.root = root;
    this.programs = programs;
  }

  void touch(Path path, Instant modified, HostPath object) throws TrekException {
    run(object, List.of("touch", "--no-dereference", "--no-create", "--time=mtime", "--date=" + TouchTime.of(modified), "--"), RawPaths.bytes(path));
  }

  /** Makes a link whose target holds doubled slashes, which Java would make one. */
  void symlink(byte[] target, HostPath link) throws TrekException {
    run(link, List.of("ln", "--symbolic", "--no-target-directory", "--"), target, RawPaths.bytes(root.locate(link)));
  }

  /** Copies owner, mode, ACL and extended attributes, also those that Java does not see. The times may follow. */
  void copyAttributes(HostPath from, HostPath to) throws TrekException {
    run(to, List.of("cp", "--attributes-only", "--preserve=all", "--no-dereference", "--"), RawPaths.bytes(root.locate(from)), RawPaths.bytes(root.locate(to)));
  }

  void linkTree(HostPath from, HostPath to) throws TrekException {
    String script = HostScript.of("linked-tree.sh") + "linked_tree \"$@\"";
    new DiskTools(root, programs.within(LONGEST)).run(to, List.of("sh", "-c", script, "sh"), RawPaths.bytes(root.locate(from)), RawPaths.bytes(root.locate(to)));
  }

  void syncAll(Path path, HostPath folder) throws TrekException {
    Optional<Path> program = Stream.of(SYNC, BIN_SYNC).filter(Files::isExecutable).findFirst();
    if (program.isEmpty()) {
      fsyncEach(path, folder);
    } else if (PLAIN.matcher(path.toString()).matches()) {
      sync(program.get(), path, folder);
    } else {
      run(folder, List.of("sync", "-f", "--"), RawPaths.bytes(path));
    }
  }

  /** Runs sync(1) without the shell that other children get: it is run often, and one that outlives us harms nobody. */
  private void sync(Path program, Path path, HostPath folder) throws TrekException {
    try {
      ProcessBuilder builder = new ProcessBuilder(OwnSession.unmarked(program.toString(), "-f", "--", path.toString())).redirectErrorStream(true);
      builder.environment().clear(); // ours may hold secrets
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw root.refused(folder, new FileSystemException(null, null, "sync: " + said));
      }
    } catch (IOException e) {
      throw root.refused(folder, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TrekException.at(root.host() + ":" + folder).kind(TrekException.Kind.PARTLY).found("interrupted").because(e).next("the same command again");
    }
  }

  private void run(HostPath object, List<String> command, byte[]... words) throws TrekException {
    List<String> line = new ArrayList<>(List.of("xargs", "-0"));
    line.addAll(command);
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    for (byte[] word : words) {
      names.writeBytes(word);
      names.write(0);
    }
    Programs.Ended ended = programs.run(names.toByteArray(), line);
    if (!ended.ok()) {
      throw root.refused(object, new FileSystemException(null, null, command.get(0) + ": " + ended.lastWords()));
    }
  }

  private void fsyncEach(Path path, HostPath folder) throws TrekException {
    try {
      Files.walkFileTree(
          path,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes facts) throws IOException {
              return facts.isRegularFile() ? force(file) : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
              if (failure != null) {
                throw failure;
              }
              return force(visited);
            }
          });
    } catch (IOException e) {
      throw root.refused(folder, e);
    }
  }

  private static FileVisitResult force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      channel.force(true);
    }
    return FileVisitResult.CONTINUE;
  }
}
