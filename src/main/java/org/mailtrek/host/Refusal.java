package org.mailtrek.host;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * What a file system said, in an operator's words.
 *
 * @param what what was found
 * @param next what to do
 */
record Refusal(String what, String next) {

  static TrekException of(String where, IOException failure) {
    Refusal refusal = read(failure);
    TrekException.Draft draft = TrekException.at(where).found(refusal.what).because(failure);
    return (failure instanceof ClosedByInterruptException ? draft.kind(TrekException.Kind.INTERRUPTED) : draft).next(refusal.next);
  }

  private static Refusal read(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return new Refusal("no such file or folder", "check the path");
    } else if (failure instanceof FileAlreadyExistsException) {
      return new Refusal("exists already", "look at what is there, and move it away if nobody needs it");
    } else if (failure instanceof AccessDeniedException) {
      return new Refusal("permission denied", "run mailtrek as a user who may, or mend the permissions");
    } else if (failure instanceof DirectoryNotEmptyException) {
      return new Refusal("the folder is not empty", "look at what is left in it");
    } else if (failure instanceof NotDirectoryException) {
      return new Refusal("is not a folder", "check the path");
    } else if (failure instanceof AtomicMoveNotSupportedException) {
      return new Refusal("the new name is on another mount", "plan again: it has to be copied");
    } else if (failure instanceof FileSystemLoopException) {
      return new Refusal("too many symbolic links", "mend the links, they lead in a circle");
    } else if (failure instanceof ClosedByInterruptException) {
      return new Refusal("interrupted", "start again");
    }
    return worded(failure);
  }

  private static Refusal worded(IOException failure) {
    String reason = failure instanceof FileSystemException system && system.getReason() != null ? system.getReason() : failure.getMessage();
    String text = reason == null ? failure.getClass().getSimpleName() : reason;
    if (text.contains("No space left")) {
      return new Refusal(text, "make room on the file system, then go on with: resume");
    } else if (text.contains("Not a directory")) {
      return new Refusal("a name above it is not a folder", "check the path");
    } else if (text.contains("Too many levels of symbolic links")) {
      return new Refusal("is a symbolic link", "name the file that it leads to");
    } else if (text.contains("Read-only file system")) {
      return new Refusal(text, "mount the file system for writing");
    }
    return new Refusal(text, "check the file system and its mount");
  }
}
