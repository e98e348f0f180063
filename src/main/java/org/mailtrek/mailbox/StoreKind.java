package org.mailtrek.mailbox;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.TrekException;

/** A format of message stores that can be read. */
public enum StoreKind {
  /** Maildirs as Dovecot keeps them. */
  MAILDIR {
    @Override
    MailStore open(FilesView files, UserPlaces places) {
      return new MaildirStore(files, places);
    }

    @Override
    Optional<MailTarget> fill(Disk disk, FilesView files, UserPlaces places) {
      return Optional.of(new MaildirTarget(disk, files, places));
    }
  },
  /** One file for each folder. */
  MBOX {
    @Override
    MailStore open(FilesView files, UserPlaces places) {
      return new MboxStore(files, places);
    }
  },
  /** Mailtrek's published layout for Netscape Messaging Server 3.x. */
  NETSCAPE3 {
    @Override
    MailStore open(FilesView files, UserPlaces places) {
      return new Netscape3Store(files, places);
    }
  },
  /** A partition of a Netscape Messaging Server 4.x, its binary lists aside. */
  IMS4 {
    @Override
    MailStore open(FilesView files, UserPlaces places) {
      return new Ims4Store(files, places);
    }

    @Override
    Optional<MailTarget> fill(Disk disk, FilesView files, UserPlaces places) {
      return Optional.of(new Ims4Target(disk, files, places));
    }
  };

  abstract MailStore open(FilesView files, UserPlaces places);

  Optional<MailTarget> fill(Disk disk, FilesView files, UserPlaces places) {
    return Optional.empty();
  }

  /** Returns the names, as they are typed. */
  public static List<String> names() {
    return Arrays.stream(values()).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
  }

  /**
   * Opens a store.
   *
   * @param files the machine that has it
   * @param text the format, a colon, and a path in which {@code %u} stands for the user: {@code maildir:/var/vmail/%u/Maildir}
   * @throws TrekException when the text is no store, kind {@code USAGE}; or nothing is there
   */
  public static MailStore open(FilesView files, String text) throws TrekException {
    UserPlaces places = places(files, text, "check the path, and --host");
    return kind(text).open(files, places);
  }

  /**
   * Opens a store to be filled.
   *
   * @param disk writes the machine that has it
   * @param files reads it
   * @param text as for {@link #open}
   * @throws TrekException when the text is no store that can be filled, kind {@code USAGE}; or the folder of the users is not there
   */
  public static MailTarget fill(Disk disk, FilesView files, String text) throws TrekException {
    UserPlaces places = places(files, text, "make that folder first: new mailboxes belong to its owner");
    return kind(text).fill(disk, files, places).orElseThrow(() -> TrekException.at("the store '" + text + "'").kind(TrekException.Kind.USAGE).found("can only be read").next("maildir:/PATH/%u/Maildir, or ims4:/INSTANCE/store/partition/primary"));
  }

  private static UserPlaces places(FilesView files, String text, String next) throws TrekException {
    kind(text);
    UserPlaces places = UserPlaces.of(text.substring(text.indexOf(':') + 1));
    if (files.stat(places.above()).isEmpty()) {
      throw TrekException.at(files.name() + ":" + places.above()).found("is not there, so there is no store").next(next);
    }
    return places;
  }

  private static StoreKind kind(String text) throws TrekException {
    int colon = text.indexOf(':');
    for (StoreKind each : values()) {
      if (colon > 0 && text.substring(0, colon).equalsIgnoreCase(each.name())) {
        return each;
      }
    }
    String kinds = names().stream().map(each -> each + ":/PATH/%u").collect(Collectors.joining(", "));
    throw TrekException.at("the store '" + text + "'").kind(TrekException.Kind.USAGE).found("must name a format and a path").next("one of " + kinds + ", imap:SERVER");
  }
}
