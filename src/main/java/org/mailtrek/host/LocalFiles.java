package org.mailtrek.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** Reads the files of this machine, or of a folder that acts as a machine's root. */
final class LocalFiles implements FilesView {

  private final Root root;
  private final UnaryOperator<FileState> shown;

  /** Reads below a root; what the kernel says of a file passes through {@code shown}. */
  LocalFiles(Root root, UnaryOperator<FileState> shown) {
    this.root = root;
    this.shown = shown;
  }

  @Override
  public String name() {
    return root.host();
  }

  @Override
  public Optional<FileState> stat(HostPath object) throws TrekException {
    try {
      return Optional.of(shown.apply(FileStates.of(root.locate(object))));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (FileSystemException e) {
      if ("Not a directory".equals(e.getReason())) {
        return Optional.empty();
      }
      throw root.refused(object, e);
    } catch (IOException e) {
      throw root.refused(object, e);
    }
  }

  @Override
  public InputStream read(HostPath file) throws TrekException {
    try {
      Path path = root.locate(file);
      FileState.Kind kind = FileStates.kind(path);
      if (kind != FileState.Kind.FILE) {
        String found = kind == FileState.Kind.LINK ? "is a symbolic link" : kind == FileState.Kind.FOLDER ? "is a folder" : "is no regular file";
        throw TrekException.at(root.host() + ":" + file).found(found).next("name a file");
      }
      return Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw root.refused(file, e);
    }
  }

  @Override
  public List<HostPath> list(HostPath folder) throws TrekException {
    Path path = root.locate(folder);
    List<HostPath> found = new ArrayList<>();
    try {
      if (FileStates.kind(path) != FileState.Kind.FOLDER) {
        throw new NotDirectoryException(path.toString());
      }
      try (DirectoryStream<Path> names = Files.newDirectoryStream(path)) {
        for (Path each : names) {
          byte[] name = RawPaths.bytes(each.getFileName());
          if (!Scratch.hides(name)) {
            found.add(folder.resolve(name));
          }
        }
      }
    } catch (DirectoryIteratorException e) {
      throw root.refused(folder, e.getCause());
    } catch (IOException e) {
      throw root.refused(folder, e);
    }
    Collections.sort(found);
    return found;
  }

  @Override
  public Optional<List<HostPath>> unlike(OwnerBatch batch) throws TrekException {
    return root.real() ? Optional.of(new OwnerBulk(name(), Children.of(root)::run).unlike(batch)) : Optional.empty();
  }

  @Override
  public boolean deviating(HostPath top, OwnerRule wanted, OwnerRule.Taker taker) throws TrekException {
    if (!root.real()) {
      return false;
    }
    new OwnerTools(Children.of(root)).deviating(top, wanted, taker);
    return true;
  }

  @Override
  public boolean names(HostPath top, NameSight sight) throws TrekException {
    if (!root.real()) {
      return false;
    }
    new OwnerTools(Children.of(root)).names(top, sight);
    return true;
  }

  @Override
  public boolean tree(HostPath top, Sight sight) throws TrekException {
    if (!root.real()) {
      return false;
    }
    new OwnerTools(Children.of(root)).tree(top, sight);
    return true;
  }

  @Override
  public Map<HostPath, HostPath> twins(HostPath top) throws TrekException {
    return new Twins(root).below(top);
  }

  @Override
  public HostView.Space space(HostPath object) throws TrekException {
    try {
      return Mounts.space(root, root.locate(object));
    } catch (IOException e) {
      throw root.refused(object, e);
    }
  }

  @Override
  public OptionalLong freeFiles(HostPath path) throws TrekException {
    return root.real() ? FreeFiles.at(Children.of(root), path) : OptionalLong.empty();
  }
}
