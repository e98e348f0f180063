package org.mailtrek.mailbox;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FileState;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * What an IMAP server asks at each login: its post-login script looks for the user's mark, and asks here where there is none. A question is a line, {@code INBOX USER};
 * the answer {@code OK}, or {@code NO} and why not.
 */
public final class LoginHook {

  /** The name of the folder of the marks. */
  public static final String MARKS = "done";

  private static final String ASK = "ask";
  private static final String SCRIPT = "post-login";
  private static final int PROGRAM = 0755;
  private static final int SOCKET = 0660;
  private static final int LONGEST = 1 << 10;
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final Disk disk;
  private final FilesView files;
  private final HostPath folder;

  /**
   * Stands for the hook of a folder.
   *
   * @param disk writes the machine that Mailtrek runs on
   * @param files reads it
   * @param folder where the socket, the script and the marks lie; it is made where it is missing
   */
  public LoginHook(Disk disk, FilesView files, HostPath folder) {
    this.disk = disk;
    this.files = files;
    this.folder = folder;
  }

  /**
   * Makes the folder and the script, where they are missing or others.
   *
   * @throws TrekException when the host refuses
   */
  public void install() throws TrekException {
    if (files.stat(folder).isEmpty()) {
      disk.mkdir(folder, PROGRAM);
      disk.chmod(folder, PROGRAM);
    }
    byte[] text = script();
    HostPath script = folder.resolve(SCRIPT);
    if (files.stat(script).isEmpty() || !Arrays.equals(files.readAll(script), text)) {
      HostPath fresh = folder.resolve("." + SCRIPT);
      if (files.stat(fresh).isPresent()) {
        disk.delete(fresh);
      }
      disk.create(fresh);
      disk.append(fresh, text, 0, text.length);
      disk.chmod(fresh, PROGRAM);
      disk.fsync(fresh);
      disk.rename(fresh, script);
    }
  }

  private static byte[] script() {
    try (InputStream in = LoginHook.class.getResourceAsStream(SCRIPT)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Answers from now on. Who may ask: the owner and the group of the mailboxes.
   *
   * @param mailboxes the folder that has the mailboxes
   * @param patience how long a login waits for its INBOX
   * @throws TrekException when the socket can't be made
   */
  public LocalPort answer(ServedUsers users, HostPath mailboxes, Duration patience) throws TrekException {
    HostPath socket = folder.resolve(ASK);
    LocalPort port = LocalPort.open(socket.toString(), (in, out) -> answer(users, patience, in, out), IDLE);
    try {
      TargetOwner owner = TargetOwner.of(files, mailboxes);
      FileState made = files.stat(socket).orElseThrow();
      if (made.uid() != owner.uid() || made.gid() != owner.gid()) {
        disk.chown(socket, owner.uid(), owner.gid());
      }
      disk.chmod(socket, SOCKET);
      return port;
    } catch (TrekException e) {
      port.close();
      throw e;
    }
  }

  private static void answer(ServedUsers users, Duration patience, InputStream in, OutputStream out) throws IOException {
    ByteLine line = new ByteLine(LONGEST);
    if (line.read(new BufferedInputStream(in))) {
      String asked = new String(line.text().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      Optional<String> trouble = asked.startsWith("INBOX ") && line.whole() ? users.inbox(asked.substring("INBOX ".length()), patience) : Optional.of("INBOX USER is what can be asked");
      out.write((trouble.map(each -> "NO " + each.replaceAll("\\s+", " ")).orElse("OK") + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
