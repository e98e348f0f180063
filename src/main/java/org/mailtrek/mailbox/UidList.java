package org.mailtrek.mailbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.mailtrek.host.FileState;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * Dovecot's list of a Maildir's UIDs, version 3: {@code 3 VUIDVALIDITY NUIDNEXT GGUID}, then {@code UID :NAME} with UIDs rising; words between are Dovecot's.
 *
 * @param size of the file that was read, in bytes; 0 where there is none
 * @param whole how many of these end in whole lines
 * @param validity UIDVALIDITY; 0 where there is none
 * @param next what the head says is the next UID; 0 where it says nothing
 * @param last the last UID in it; 0 where there is none
 */
record UidList(long size, long whole, long validity, long next, long last) {

  static final String NAME = "dovecot-uidlist";
  private static final Pattern UID = Pattern.compile("[0-9]{1,10}");

  /** Reads a list and hands over the names in it, without what flags add to them. */
  static UidList read(FilesView files, HostPath file, Consumer<String> names) throws TrekException {
    Optional<FileState> state = files.stat(file);
    if (state.isEmpty()) {
      return new UidList(0, 0, 0, 0, 0);
    }
    long whole = 0;
    long validity = 0;
    long next = 0;
    long last = 0;
    try (BufferedReader in = new BufferedReader(new InputStreamReader(files.read(file), StandardCharsets.ISO_8859_1))) {
      String head = in.readLine();
      for (String word : head == null ? new String[0] : head.split(" ")) {
        validity = word.matches("V[0-9]{1,10}") ? Long.parseLong(word.substring(1)) : validity;
        next = word.matches("N[0-9]{1,10}") ? Long.parseLong(word.substring(1)) : next;
      }
      whole = head == null ? 0 : head.length() + 1;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        whole += line.length() + 1;
        int name = line.indexOf(" :");
        int blank = line.indexOf(' ');
        if (name > 0 && whole <= state.get().size() && UID.matcher(line.substring(0, blank)).matches()) {
          last = Long.parseLong(line.substring(0, blank));
          names.accept(base(line.substring(name + 2)));
        }
        whole = whole > state.get().size() ? whole - line.length() - 1 : whole;
      }
    } catch (IOException e) {
      throw TrekException.at(files.name() + ":" + file).found("can't be read: " + e.getMessage()).because(e).next("check the file and its file system");
    }
    return new UidList(state.get().size(), whole, validity, next, last);
  }

  /** Returns the part of a file's name that flags never change. */
  static String base(String name) {
    int info = name.lastIndexOf(":2,");
    return info < 0 ? name : name.substring(0, info);
  }

  boolean there() {
    return validity > 0;
  }
}
