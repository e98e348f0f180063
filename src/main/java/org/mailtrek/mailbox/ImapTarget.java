package org.mailtrek.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.ImapChannel;
import org.mailtrek.host.ImapServer;
import org.mailtrek.host.TrekException;

/**
 * Mailboxes of an IMAP server, to be filled. What waits for the server lies beside the ledger, on the machine that Mailtrek runs on, and so does the list of the UIDs that
 * messages got there: {@link #place} is that, and {@link MailMove.Sides#to} this machine.
 */
public final class ImapTarget implements MailTarget {

  private static final String WANTED = "wanted";

  /** How long a server may take to show a message whose sender was killed. */
  private static final Duration LATE = Duration.ofSeconds(10);

  /** The {@code mail_max_keyword_length} that Dovecot has by default. */
  private static final int LONGEST_WORD = 50;

  private final ImapServer server;
  private final Duration late;
  private final Disk disk;
  private final FilesView files;
  private final HostPath top;
  private volatile Optional<ImapSpaces.Space> space = Optional.empty();
  private volatile OptionalLong largest = OptionalLong.empty();

  /** Makes the target of a move; nothing is connected yet. */
  public ImapTarget(ImapServer server, Ledger ledger) {
    this(server, ledger, LATE);
  }

  ImapTarget(ImapServer server, Ledger ledger, Duration late) {
    this.server = server;
    this.late = late;
    this.disk = ledger.disk();
    this.files = ledger.files();
    this.top = ledger.place().sibling((ledger.place().name() + ".staged").getBytes(StandardCharsets.UTF_8));
  }

  /** A divider in the part of a name becomes {@code _}; known as soon as somebody was signed in. */
  @Override
  public FolderName name(FolderName name) {
    String divider = space.map(ImapSpaces.Space::divider).orElse("");
    return name.equals(FolderName.INBOX) || divider.isEmpty() ? name : new FolderName(name.parts().stream().map(part -> part.replace(divider, "_")).toList());
  }

  @Override
  public HostPath place(String user) {
    return top.resolve(HexFormat.of().formatHex(Sha.of(user.getBytes(StandardCharsets.UTF_8)), 0, 8));
  }

  @Override
  public boolean onDisk() {
    return false;
  }

  /** Returns how the server spells a folder. */
  private String wire(String user, FolderName name) throws TrekException {
    if (space.isEmpty()) {
      space = Optional.of(server.ask(user, ImapSpaces::of).own().get(0));
    }
    String divider = space.get().divider();
    List<String> parts = new ArrayList<>(name(name).parts().stream().map(ModifiedUtf7::encode).toList());
    return name.equals(FolderName.INBOX) ? name.toString() : space.get().prefix() + String.join(divider.isEmpty() ? "_" : divider, parts);
  }

  @Override
  public void prepare(String user) throws TrekException {
    wire(user, FolderName.INBOX);
    if (!server.ask(user, channel -> channel.can("UIDPLUS"))) { // and who can't sign in is told before anything is begun
      throw TrekException.at(server.url()).kind(TrekException.Kind.REFUSED).found("lacks UIDPLUS (RFC 4315): what is put there could not be taken back one by one").next("see whether the server can be given it, or fill its store by files");
    }
    TargetOwner.of(files, place(user)).folder(disk, files, place(user));
  }

  @Override
  public TargetFolder folder(String user, FolderName name) throws TrekException {
    String wire = wire(user, name); // signs in: only then it is known what divides names there
    HostPath folder = place(user).resolve(HexFormat.of().formatHex(Sha.of(name(name).spelt('/').getBytes(StandardCharsets.UTF_8)), 0, 8));
    return new ImapTargetFolder(new ImapTargetFolder.Place(disk, files, folder), new ImapCopies(server, user, wire), () -> wanted(user).contains(wire), late);
  }

  private HostPath wishes(String user) {
    return place(user).resolve(WANTED);
  }

  private Set<String> wanted(String user) throws TrekException {
    HostPath file = wishes(user);
    return files.stat(file).isEmpty() ? Set.of() : new TreeSet<>(new String(files.readAll(file), StandardCharsets.ISO_8859_1).lines().toList());
  }

  /** A folder that is not there yet is subscribed when it is made: servers refuse what they don't have. */
  @Override
  public void subscribe(String user, Set<FolderName> names) throws TrekException {
    Set<String> wires = new TreeSet<>();
    for (FolderName each : names) {
      wires.add(wire(user, each));
    }
    Set<String> known = wanted(user);
    String fresh = wires.stream().filter(each -> !known.contains(each)).map(each -> each + "\n").collect(Collectors.joining());
    if (files.stat(wishes(user)).isEmpty()) {
      disk.create(wishes(user));
    }
    byte[] bytes = fresh.getBytes(StandardCharsets.ISO_8859_1);
    disk.append(wishes(user), bytes, 0, bytes.length);
    disk.fsync(wishes(user));
    for (String each : wires) {
      if (new ImapCopies(server, user, each).there()) {
        server.ask(user, channel -> channel.say("SUBSCRIBE " + ImapChannel.quoted(each)));
      }
    }
  }

  /** The wish stays: a folder of that name that is made again is subscribed again. */
  @Override
  public void unsubscribe(String user, Set<FolderName> names) throws TrekException {
    for (FolderName each : names) {
      String wire = wire(user, each);
      server.ask(user, channel -> channel.say("UNSUBSCRIBE " + ImapChannel.quoted(wire)));
    }
  }

  @Override
  public Optional<FolderAccess> access(String user, FolderName name) throws TrekException {
    String wire = wire(user, name);
    return server.ask(user, ImapAccess::given) ? Optional.of(new ImapAccess(server, user, wire)) : Optional.empty();
  }

  @Override
  public Optional<String> refuses(String user, Message message) throws TrekException {
    if (message.size() == 0) {
      return Optional.of("it is empty, and servers refuse that");
    }
    Optional<String> dated = ImapMessages.refuses(message.arrived());
    if (dated.isPresent()) {
      return dated;
    }
    if (largest.isEmpty()) {
      largest = OptionalLong.of(server.ask(user, channel -> channel.number("APPENDLIMIT=")).orElse(Long.MAX_VALUE));
    }
    return message.size() > largest.getAsLong() ? Optional.of("it is larger than the " + largest.getAsLong() + " bytes that the server takes") : Optional.empty();
  }

  @Override
  public Optional<String> wrongWith(String word) {
    if (!ImapCopies.carried(word)) {
      return Optional.of("is not kept: IMAP can't carry it");
    }
    return word.length() > LONGEST_WORD ? Optional.of("is longer than the " + LONGEST_WORD + " letters that a Dovecot takes unless it is told otherwise: it refuses such a message, which then stays at the source") : Optional.empty();
  }

  @Override
  public boolean judgesContent() {
    return true;
  }

  @Override
  public Optional<String> refuses(InputStream content) throws IOException {
    try {
      new LineEnds.Watch(content).transferTo(OutputStream.nullOutputStream());
      return Optional.empty();
    } catch (LineEnds.Uncarried e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public List<String> remarks() {
    return List.of("messages get UIDs that the server gives, and folders its UIDVALIDITY: programs that keep copies fetch them again",
        "messages with NUL bytes or CR CR LF, and empty ones, stay at the source, each is named: IMAP can't carry them",
        "what divides folders at the server becomes '_' in the name of a folder; words that the server doesn't keep are left out",
        "rights of others go along where the server keeps them (ACL, RFC 4314); quotas are told, and not set; a folder is subscribed when it is there");
  }
}
