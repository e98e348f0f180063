package org.mailtrek.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Debian packages that can't be installed beside others, unpacked, or as archives for machines: fetched once from the package source of this machine, kept with the lab's layers. */
public final class LabDebs {

  private static final long PATIENCE_SECONDS = 120;

  private LabDebs() {}

  /** Returns the folder that these packages are unpacked into; empty where they can't be had. */
  public static Optional<Path> unpacked(List<String> packages) {
    return kept("debs-" + String.join("-", packages), making -> {
      List<String> fetch = new ArrayList<>(List.of("apt-get", "-q", "download"));
      fetch.addAll(packages);
      boolean all = run(making, fetch);
      try (Stream<Path> fetched = Files.list(making)) {
        for (Path each : fetched.filter(file -> file.toString().endsWith(".deb")).toList()) {
          all &= run(making, List.of("dpkg-deb", "-x", each.toString(), making.toString()));
          Files.delete(each);
        }
      }
      return all;
    });
  }

  /**
   * Returns the archives of a package and of what a machine lacks of that which it needs; empty where they can't be had.
   *
   * @param status what the machine's dpkg has on record
   */
  static Optional<Path> fetched(String name, Path status) {
    return kept("agent-" + name, making -> {
      Files.createDirectories(making.resolve("partial"));
      List<String> fetch = new ArrayList<>(List.of("apt-get", "-q", "-y", "--no-install-recommends", "--download-only"));
      for (String each : List.of("Dir::State::status=" + status, "Dir::Cache::archives=" + making, "Debug::NoLocking=1", "APT::Sandbox::User=root")) {
        fetch.addAll(List.of("-o", each));
      }
      fetch.addAll(List.of("install", name));
      return run(making, fetch);
    });
  }

  /** Fills a folder, and says whether that worked. */
  private interface Making {
    boolean in(Path folder) throws IOException, InterruptedException;
  }

  /** Returns a folder of the lab that is made once, whole or not at all. */
  private static Optional<Path> kept(String name, Making making) {
    Path made = LabMachine.folder().resolve(name);
    if (LabProgram.find("apt-get").isEmpty() || LabProgram.find("dpkg-deb").isEmpty()) {
      return Optional.empty();
    }
    LabBuild.alone("debs", () -> {
      if (!Files.isDirectory(made)) {
        make(making, made);
      }
    });
    return Optional.of(made).filter(Files::isDirectory);
  }

  private static void make(Making how, Path made) {
    try {
      Path making = Files.createTempDirectory(LabMachine.folder(), "making-");
      if (how.in(making)) {
        Files.move(making, made, StandardCopyOption.ATOMIC_MOVE);
      } else {
        LabFolder.remove(making);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean run(Path folder, List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    return process.exitValue() == 0;
  }
}
