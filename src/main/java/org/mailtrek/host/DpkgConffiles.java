package org.mailtrek.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What dpkg knows of the files of packages, such as whether somebody has changed configuration, by the digests that it keeps. */
final class DpkgConffiles {

  private final FilesView files;
  private final Programs programs;

  DpkgConffiles(FilesView files, Programs programs) {
    this.files = files;
    this.programs = programs;
  }

  /** Returns whether all that are there are as the package brought them. */
  boolean unchanged(String name) throws TrekException {
    Programs.Ended ended =
        programs.run("dpkg-query", "--admindir=" + programs.word(DpkgTool.DATABASE), "--show", "--showformat=${Conffiles}\\n", name);
    for (String line : ended.text().lines().map(String::strip).filter(each -> !each.isEmpty()).toList()) {
      String[] words = line.split(" ");
      Optional<FileState> state = files.stat(HostPath.of(words[0]));
      if (state.isPresent() && !digest(HostPath.of(words[0])).equals(words[1])) {
        return false;
      }
    }
    return true;
  }

  /** Returns the files and folders that dpkg's own list of an installed package names. */
  List<HostPath> listed(String name) throws TrekException {
    HostPath list = DpkgTool.DATABASE.resolve("info").resolve(name + ".list");
    List<HostPath> paths = new ArrayList<>();
    if (files.stat(list).isPresent()) {
      for (String line : new String(files.readAll(list), StandardCharsets.ISO_8859_1).split("\n")) {
        if (line.startsWith("/") && !line.equals("/.")) {
          paths.add(HostPath.ofBytes(line.getBytes(StandardCharsets.ISO_8859_1)));
        }
      }
    }
    return paths;
  }

  private String digest(HostPath file) throws TrekException {
    try (InputStream in = files.read(file)) {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(in.readAllBytes())); // dpkg's own choice
    } catch (IOException e) {
      throw Refusal.of(file.toString(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
