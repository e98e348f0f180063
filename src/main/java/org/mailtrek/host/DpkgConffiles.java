package org.mailtrek.host;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Tells whether somebody has changed a package's configuration files, by the digests that dpkg keeps. */
final class DpkgConffiles {

  private final Root root;
  private final Children children;

  DpkgConffiles(Root root, Children children) {
    this.root = root;
    this.children = children;
  }

  /** Returns whether all that are there are as the package brought them. */
  boolean unchanged(String name) throws TrekException {
    Children.Ended ended =
        children.run("dpkg-query", "--admindir=" + root.folder().resolve("var/lib/dpkg"), "--show", "--showformat=${Conffiles}\\n", name);
    LocalFiles files = new LocalFiles(root, state -> state);
    for (String line : ended.text().lines().map(String::strip).filter(each -> !each.isEmpty()).toList()) {
      String[] words = line.split(" ");
      Optional<FileState> state = files.stat(HostPath.of(words[0]));
      if (state.isPresent() && !digest(files, HostPath.of(words[0])).equals(words[1])) {
        return false;
      }
    }
    return true;
  }

  private static String digest(LocalFiles files, HostPath file) throws TrekException {
    try (InputStream in = files.read(file)) {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(in.readAllBytes())); // dpkg's own choice
    } catch (IOException e) {
      throw Refusal.of(file.toString(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
