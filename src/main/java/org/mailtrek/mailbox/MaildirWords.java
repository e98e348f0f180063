package org.mailtrek.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * The users' own words in a Maildir folder and the letters that stand for them in names of files: {@code dovecot-keywords}, a line {@code NUMBER WORD} for each.
 *
 * @param words by their numbers; empty where a number stands for none
 */
record MaildirWords(List<String> words) {

  static final String NAME = "dovecot-keywords";

  /** Letters a to z are all there are. */
  static final int MOST = 26;

  MaildirWords {
    words = List.copyOf(words);
  }

  static MaildirWords read(FilesView files, HostPath folder) throws TrekException {
    HostPath file = folder.resolve(NAME);
    List<String> words = new ArrayList<>();
    if (files.stat(file).isPresent()) {
      for (String line : new String(files.readAll(file), StandardCharsets.UTF_8).lines().toList()) {
        int gap = line.indexOf(' ');
        if (gap > 0 && line.substring(0, gap).matches("[0-9]{1,2}")) {
          int place = Integer.parseInt(line.substring(0, gap));
          while (words.size() <= place) {
            words.add("");
          }
          words.set(place, line.substring(gap + 1));
        }
      }
    }
    return new MaildirWords(words);
  }

  /** Returns these and the words that are not among them, as long as there are letters. */
  MaildirWords with(Collection<String> more) {
    List<String> longer = new ArrayList<>(words);
    for (String each : new TreeSet<>(more)) {
      if (!longer.contains(each) && longer.size() < MOST) {
        longer.add(each);
      }
    }
    return longer.size() == words.size() ? this : new MaildirWords(longer);
  }

  byte[] text() {
    StringBuilder text = new StringBuilder();
    for (int number = 0; number < words.size(); number++) {
      if (!words.get(number).isEmpty()) {
        text.append(number).append(' ').append(words.get(number)).append('\n');
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns what marks look like in a file's name: letters in their order (Maildir's rule), words without a letter left out. */
  String letters(Marks marks) {
    if (marks.keywords().isEmpty()) {
      return marks.letters();
    }
    StringBuilder letters = new StringBuilder(marks.letters());
    marks.keywords().stream().mapToInt(words::indexOf).filter(at -> at >= 0 && at < MOST).sorted().forEach(at -> letters.append((char) ('a' + at)));
    return letters.toString();
  }

  /** Returns the words that letters stand for. */
  TreeSet<String> words(String letters) {
    TreeSet<String> found = new TreeSet<>();
    for (int at = 0; at < letters.length(); at++) {
      int word = letters.charAt(at) - 'a';
      if (word >= 0 && word < words.size() && !words.get(word).isEmpty()) {
        found.add(words.get(word));
      }
    }
    return found;
  }
}
