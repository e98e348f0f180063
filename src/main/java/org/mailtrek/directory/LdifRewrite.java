package org.mailtrek.directory;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.mailtrek.host.TrekException;

/**
 * Rewrites LDIF (RFC 2849): content and change records, as a stream. What is broken, what conflicts and whether entries are renamed is known at the end of a pass only: a file is
 * written beside its place meanwhile, and once more where entries are renamed; onto a stream only a second pass writes. Comments, order, folding and line breaks of everything that
 * stays are kept byte for byte. Memory does not grow with the file.
 */
public final class LdifRewrite {

  private static final int BLOCK = 1 << 18;

  private final SchemaMap names;
  private final Policy policy;

  /** Makes a rewrite by these names and this policy, of which only {@code MOVE} makes sense for a file. */
  public LdifRewrite(SchemaMap names, Policy policy) {
    this.names = names;
    this.policy = policy;
  }

  /**
   * Rewrites a file. The output is written beside its place under another name (0600), synced, and renamed: it is there whole or not at all.
   *
   * @throws TrekException when the input is broken (line number and reason) or a file can't be read or written; there is no output then
   */
  public LdifReport rewrite(Path in, Path out) throws TrekException {
    try {
      Path folder = out.toAbsolutePath().getParent();
      Path draft = Files.createTempFile(folder, "." + out.getFileName(), ".mailtrek", PosixFilePermissions.asFileAttribute(
          PosixFilePermissions.fromString("rw-------")));
      try {
        LdifPass last = draft(in, draft, false);
        if (last.renames() && !last.undecided()) {
          last = draft(in, draft, true);
        }
        if (!last.undecided()) {
          Files.move(draft, out, StandardCopyOption.ATOMIC_MOVE);
        }
        return last.report(!last.undecided());
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw failed(out.toString(), e);
    }
  }

  /** Writes what a file becomes; whole only when it is found to be good. */
  private LdifPass draft(Path in, Path draft, boolean renames) throws IOException, TrekException {
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        OutputStream stream = Channels.newOutputStream(channel)) {
      LdifPass pass = write(in, in.toString(), renames, stream);
      if (!pass.undecided() && (renames || !pass.renames())) {
        channel.force(true);
      }
      return pass;
    }
  }

  /**
   * Rewrites a file onto a stream, which is flushed and stays open. Nothing is written before the whole input was found to be good.
   *
   * @throws TrekException as {@link #rewrite(Path, Path)}
   */
  public LdifReport rewrite(Path in, String name, OutputStream out) throws TrekException {
    LdifPass first = look(in, name);
    if (first.undecided()) {
      return first.report(false);
    }
    try {
      return write(in, name, first.renames(), out).report(true);
    } catch (IOException e) {
      throw failed(name, e);
    }
  }

  /**
   * Keeps what comes from a stream in a file (0600) of the folder for temporary files, so that it can be read twice. The caller deletes it.
   *
   * @throws TrekException when it can't be written; there is no file then
   */
  public static Path spool(InputStream in) throws TrekException {
    try {
      Path spool = Files.createTempFile("mailtrek", ".ldif", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        try (OutputStream out = Files.newOutputStream(spool)) {
          in.transferTo(out);
        }
        return spool;
      } catch (IOException e) {
        Files.deleteIfExists(spool);
        throw e;
      }
    } catch (IOException e) {
      throw failed("standard input", e);
    }
  }

  private LdifPass look(Path in, String name) throws TrekException {
    try (InputStream stream = Files.newInputStream(in)) {
      return look(stream, name);
    } catch (IOException e) {
      throw failed(name, e);
    }
  }

  private LdifPass write(Path in, String name, boolean renames, OutputStream out) throws IOException, TrekException {
    try (InputStream stream = Files.newInputStream(in)) {
      return pass(stream, name, new LdifPass.Also(renames, false), out);
    }
  }

  /** Looks through a stream: what would be changed, what conflicts, and whether entries would be renamed. */
  LdifPass look(InputStream in, String name) throws IOException, TrekException {
    return new LdifPass(names, policy, LdifPass.Also.NOTHING).walk(new LdifRecords(in, name));
  }

  /** Returns whether a stream would be changed, or holds conflicts; reads no further than needed to say so. */
  boolean changes(InputStream in, String name) throws IOException, TrekException {
    return new LdifPass(names, policy, LdifPass.Also.NOTHING).finds(new LdifRecords(in, name));
  }

  /**
   * Rewrites in one pass, by one who has looked before, or looks at what the pass found afterwards.
   *
   * @param also what else is done
   */
  LdifPass pass(InputStream in, String name, LdifPass.Also also, OutputStream out) throws IOException, TrekException {
    BufferedOutputStream buffered = new BufferedOutputStream(out, BLOCK);
    LdifPass pass = new LdifPass(names, policy, also).walk(new LdifRecords(in, name, buffered));
    buffered.flush();
    return pass;
  }

  private static TrekException failed(String where, IOException cause) {
    return TrekException.at(where).found("can't be read or written: " + cause.getMessage()).because(cause).next("check the path, its owner and the free space");
  }
}
