package org.mailtrek.lab;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mailtrek.practice.MailDebs;

/**
 * What lab machines are shown of this build, below {@code /opt/mailtrek}: {@code classes}, {@code test-classes}, {@code lib}, and in {@code repository}
 * those that somebody has asked for ({@link #repository}).
 */
final class LabBuild {

  private static final Path OWN = Path.of("target", "lab").toAbsolutePath();

  private static final Map<String, Consumer<Path>> REPOSITORIES =
      Map.of("zarafa", MailDebs::zarafa, "kopano", MailDebs::kopano, "kopano-8.1", MailDebs::firstKopano, "kopano-11", MailDebs::lastKopano);

  private LabBuild() {}

  /** Returns what to bind, once it is there. */
  static List<String> binds() {
    try {
      List<String> binds = new ArrayList<>(List.of(
          classes("classes") + ":/opt/mailtrek/classes", classes("test-classes") + ":/opt/mailtrek/test-classes", Files.createDirectories(repositories()) + ":/opt/mailtrek/repository"));
      Path lib = OWN.resolve("lib");
      Files.createDirectories(lib);
      for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
        Path jar = Path.of(each);
        if (each.endsWith(".jar") && !Files.exists(lib.resolve(jar.getFileName()))) {
          Path copy = Files.copy(jar, Files.createTempFile(OWN, "jar", ""), StandardCopyOption.REPLACE_EXISTING);
          Files.move(copy, lib.resolve(jar.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
      }
      binds.add(lib + ":/opt/mailtrek/lib");
      return binds;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path classes(String folder) {
    return Path.of("target", folder).toAbsolutePath();
  }

  /** Returns a digest of all that packages and populated machines are made from. */
  static String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path top : List.of(classes("classes").resolve("org/mailtrek/practice"), classes("test-classes").resolve("org/mailtrek/practice"),
          classes("classes").resolve("org/mailtrek/config/catalogue.txt"), classes("test-classes").resolve("lab"),
          classes("test-classes").resolve("org/mailtrek/lab/MailServerLab.class"), Path.of("scripts", "lab"))) {
        try (Stream<Path> all = Files.walk(top)) {
          for (Path each : (Iterable<Path>) all.filter(Files::isRegularFile).sorted()::iterator) {
            digest.update(each.getFileName().toString().getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(each));
          }
        }
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Does something once for all who want it at the same time, also in other virtual machines. */
  static void alone(String what, Runnable work) {
    try {
      Files.createDirectories(LabMachine.folder());
      try (FileChannel channel = FileChannel.open(LabMachine.folder().resolve(what + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        assert lock.isValid();
        work.run();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path repositories() {
    return LabMachine.folder().resolve("repository-" + digest());
  }

  /**
   * Sees to it that machines are shown a repository, also those that run already.
   *
   * @param name {@code zarafa}, {@code kopano}, {@code kopano-8.1} or {@code kopano-11}
   */
  static void repository(String name) {
    Path made = repositories().resolve(name);
    alone("repository", () -> {
      if (!Files.isDirectory(made)) {
        try {
          Path making = Files.createTempDirectory(Files.createDirectories(repositories()), "making-");
          Files.setPosixFilePermissions(making, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
          REPOSITORIES.get(name).accept(making);
          Files.move(making, made, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    });
  }
}
