package org.mailtrek.check;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * How far a search index of ZCP 7.2 or Kopano is built. Its program notes each folder that it has read, and at the end the server itself, in a table of
 * Berkeley DB ({@code *_state}); the notes are found in the table's pages, since the program holds it open and changes it meanwhile.
 *
 * @param there whether the folder of the index is there
 * @param begun whether the program has begun
 * @param complete whether all folders were read once; what changes from then on is followed
 * @param folders how many folders of mailboxes were read
 * @param written when the index was written to last
 */
public record SearchIndex(boolean there, boolean begun, boolean complete, long folders, Optional<Instant> written) {

  private static final String STATE = "_state";
  /** What begins a key or a value in a page. */
  private static final int ITEM = 1;
  private static final String SERVER = "SERVER";
  /** The identifier of a folder, in hexadecimal digits, is longer than a state of synchronisation. */
  private static final int IDENTIFIER = 80;
  private static final int LONGEST = 4096;

  /**
   * Looks at a host.
   *
   * @param folder the folder of the index
   * @throws TrekException when the host can't be asked
   */
  public static SearchIndex of(HostView host, HostPath folder) throws TrekException {
    if (host.stat(folder).map(FileState::kind).filter(FileState.Kind.FOLDER::equals).isEmpty()) {
      return new SearchIndex(false, false, false, 0, Optional.empty());
    }
    Notes notes = new Notes();
    boolean begun = false;
    Optional<Instant> written = Optional.empty();
    for (HostPath each : host.list(folder)) {
      Optional<FileState> state = host.stat(each);
      if (state.isEmpty()) {
        continue;
      }
      Instant modified = state.get().modified();
      written = written.filter(known -> known.isAfter(modified)).or(() -> Optional.of(modified));
      if (each.name().endsWith(STATE) && state.get().kind() == FileState.Kind.FILE) {
        begun = true;
        notes.read(host, each);
      }
    }
    return new SearchIndex(true, begun, notes.server, notes.folders.size(), written);
  }

  /** The notes in tables. */
  private static final class Notes {

    private final Set<String> folders = new HashSet<>();
    private boolean server;

    void read(HostView host, HostPath file) throws TrekException {
      try (InputStream in = new java.io.BufferedInputStream(host.read(file))) {
        StringBuilder item = new StringBuilder();
        boolean inside = false;
        for (int each = in.read(); each >= 0; each = in.read()) {
          boolean word = each >= '0' && each <= '9' || each >= 'A' && each <= 'Z' || each >= 'a' && each <= 'z';
          if (word && inside && item.length() < LONGEST) {
            item.append((char) each);
          } else {
            note(item.toString());
            item.setLength(0);
            inside = each == ITEM;
          }
        }
        note(item.toString());
      } catch (IOException e) {
        throw TrekException.at(host.name() + ":" + file).found("can't be read: " + e.getMessage()).because(e).next("check the file and its file system");
      }
    }

    private void note(String item) {
      server |= item.equals(SERVER);
      if (item.length() >= IDENTIFIER && item.matches("[0-9A-Fa-f]+")) {
        folders.add(item);
      }
    }
  }
}
