package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import com.unboundid.ldif.LDIFWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/** Entries in a file: writes a directory as LDIF and reads it back, entry by entry. */
public final class LdifEntries implements DirectoryVerification.Before {

  private final Source source;

  /** Makes a reader of a file that can be opened as often as needed. */
  public LdifEntries(Source source) {
    this.source = source;
  }

  /** Opens the file. */
  @FunctionalInterface
  public interface Source {

    /** Returns the content from its beginning; the caller closes it. */
    InputStream open() throws TrekException;
  }

  /**
   * Writes everything below the base, user attributes only, parents as the server gives them.
   *
   * @throws TrekException when the directory can't be read
   * @throws IOException when the stream refuses
   */
  public static void write(DirectoryView directory, OutputStream out) throws TrekException, IOException {
    write(directory, out, "*");
  }

  /** As {@link #write(DirectoryView, OutputStream)}, with these attributes. */
  static void write(DirectoryView directory, OutputStream out, String... attributes) throws TrekException, IOException {
    write(directory, out, entry -> { }, attributes);
  }

  /** As {@link #write(DirectoryView, OutputStream)}, with these attributes, and shows each entry that was written. */
  static void write(DirectoryView directory, OutputStream out, DirectoryView.Sink also, String... attributes) throws TrekException, IOException {
    IOException[] failure = new IOException[1];
    LDIFWriter writer = new LDIFWriter(out);
    directory.search(directory.base(), SearchScope.SUB, Filter.createPresenceFilter("objectClass"), entry -> {
      try {
        if (failure[0] == null) {
          writer.writeEntry(entry);
          also.accept(entry);
        }
      } catch (IOException e) {
        failure[0] = e;
      }
    }, attributes);
    if (failure[0] != null) {
      throw failure[0];
    }
    writer.flush();
  }

  @Override
  public void read(DirectoryView.Sink sink) throws TrekException {
    try (LDIFReader reader = new LDIFReader(source.open())) {
      for (Optional<Entry> entry = next(reader); entry.isPresent(); entry = next(reader)) {
        sink.accept(entry.get());
      }
    } catch (LDIFException e) {
      throw TrekException.at("line " + e.getLineNumber()).found("the entries before are no LDIF: " + e.getMessage()).because(e)
          .next("backup verify tells whether the backup is whole");
    } catch (IOException e) {
      throw TrekException.at("the entries before").found("can't be read: " + e.getMessage()).because(e).next("check the backup's folder");
    }
  }

  private static Optional<Entry> next(LDIFReader reader) throws LDIFException, IOException {
    return Optional.ofNullable(reader.readEntry());
  }
}
