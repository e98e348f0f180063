package org.mailtrek.runbook.crash;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Looks through a machine's folder without any code of the program: kind, content, owner, mode, times and targets of everything. */
public final class WorldScan {

  private WorldScan() {}

  /** Returns a line for each object below a folder. */
  public static SortedMap<String, String> of(Path root) throws IOException {
    SortedMap<String, String> lines = new TreeMap<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            lines.put(name(root, folder), line(folder));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            lines.put(name(root, file), line(file));
            return FileVisitResult.CONTINUE;
          }
        });
    return lines;
  }

  /** Returns the path below the folder, with what is no plain letter escaped, since names are bytes. */
  private static String name(Path root, Path path) {
    return root.relativize(path).toUri().getRawPath().substring(Path.of("").toUri().getRawPath().length() - 1);
  }

  private static String line(Path path) throws IOException {
    Map<String, Object> unix = Files.readAttributes(path, "unix:mode,uid,gid,lastModifiedTime,nlink", LinkOption.NOFOLLOW_LINKS);
    StringBuilder text = new StringBuilder();
    text.append(Integer.toOctalString((int) unix.get("mode"))).append(' ').append(unix.get("uid")).append(':').append(unix.get("gid"));
    text.append(' ').append(unix.get("lastModifiedTime"));
    if (Files.isSymbolicLink(path)) {
      return text.append(" -> ").append(Files.readSymbolicLink(path)).toString();
    }
    if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      text.append(" links ").append(unix.get("nlink")).append(' ').append(digest(Files.readAllBytes(path)));
    }
    UserDefinedFileAttributeView view = Files.getFileAttributeView(path, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    for (String name : view.list()) {
      java.nio.ByteBuffer value = java.nio.ByteBuffer.allocate(view.size(name));
      view.read(name, value);
      text.append(' ').append(name).append('=').append(new String(value.array(), java.nio.charset.StandardCharsets.ISO_8859_1));
    }
    return text.toString();
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
