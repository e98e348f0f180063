package org.mailtrek.mailbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * A folder of the published layout {@code netscape3}: {@code folder.idx} begins with {@code netscape3 1 UIDVALIDITY UIDNEXT} and has a line for each
 * message, {@code UID SIZE SECONDS LETTERS [WORD ...]}, UIDs rising, {@code -} for no letter; the message is {@code UID.msg}. The line is written after
 * the message.
 */
final class Netscape3Folder implements MailFolder {

  static final String INDEX = "folder.idx";
  private static final String HEAD = "netscape3 1 [0-9]{1,10} [0-9]{1,10}";
  private static final Pattern LINE = Pattern.compile("[0-9]{1,10} [0-9]{1,15} [0-9]{1,12} (-|[RTDFS]{1,5})( \\S+)*");

  private final FilesView files;
  private final HostPath folder;
  private final FolderName name;

  Netscape3Folder(FilesView files, HostPath folder, FolderName name) {
    this.files = files;
    this.folder = folder;
    this.name = name;
  }

  @Override
  public FolderName name() {
    return name;
  }

  @Override
  public OptionalLong uidValidity() throws TrekException {
    try (BufferedReader index = index()) {
      return OptionalLong.of(Long.parseLong(head(index).split(" ")[2]));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public OptionalLong uidNext() throws TrekException {
    try (BufferedReader index = index()) {
      return OptionalLong.of(Long.parseLong(head(index).split(" ")[3]));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public OptionalLong key(Message message) {
    return message.uid();
  }

  @Override
  public Optional<HostPath> file(long uid) {
    return Optional.of(folder.resolve(uid + ".msg"));
  }

  @Override
  public void messages(Taker taker) throws TrekException {
    try (BufferedReader index = index()) {
      head(index);
      int number = 1;
      for (String line = index.readLine(); line != null; line = index.readLine()) {
        number++;
        if (!LINE.matcher(line).matches()) {
          throw broken(number, "no line of the index: UID SIZE SECONDS LETTERS [WORD ...]");
        }
        List<String> words = List.of(line.split(" "));
        Marks marks = new Marks(Marks.flags(words.get(3)), new TreeSet<>(words.subList(4, words.size())));
        taker.take(new Message(words.get(0) + ".msg", OptionalLong.of(Long.parseLong(words.get(0))), Long.parseLong(words.get(1)), Instant.ofEpochSecond(Long.parseLong(words.get(2))), marks));
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private BufferedReader index() throws TrekException {
    return new BufferedReader(new InputStreamReader(files.read(folder.resolve(INDEX)), StandardCharsets.UTF_8));
  }

  private String head(BufferedReader index) throws IOException, TrekException {
    String head = index.readLine();
    if (head == null || !head.matches(HEAD)) {
      throw broken(1, "it must be 'netscape3 1 UIDVALIDITY UIDNEXT'");
    }
    return head;
  }

  private TrekException broken(int line, String what) {
    return TrekException.at(files.name() + ":" + folder.resolve(INDEX) + ", line " + line).found(what).next("bring the store into the layout 'netscape3' again, or leave this user out");
  }

  private TrekException unreadable(IOException e) {
    return TrekException.at(files.name() + ":" + folder.resolve(INDEX)).found("can't be read: " + e.getMessage()).because(e).next("check the file and its file system");
  }

  @Override
  public InputStream open(Message message) throws TrekException {
    return files.read(folder.resolve(message.id()));
  }
}
