package org.mailtrek.host;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads owners and modes of many objects with the machine's own tools: {@code find} names what deviates. No link is followed. Names travel as
 * bytes.
 */
final class OwnerTools {

  private static final Duration LONGEST = Duration.ofHours(12);

  private final Programs programs;

  OwnerTools(Programs programs) {
    this.programs = programs;
  }

  /** Hands over what is not as wanted. */
  void deviating(HostPath top, OwnerRule wanted, OwnerRule.Taker taker) throws TrekException {
    List<String> line = new ArrayList<>(SideBySideFind.in(programs.word(top)));
    line.addAll(List.of("!", "-type", "l", "("));
    line.addAll(List.of("!", "-uid", Integer.toUnsignedString(wanted.uid()), "-o", "!", "-gid", Integer.toUnsignedString(wanted.gid())));
    wanted.folderMode().ifPresent(mode -> line.addAll(List.of("-o", "-type", "d", "!", "-perm", octal(mode))));
    wanted.fileMode().ifPresent(mode -> {
      if (wanted.executable()) {
        line.addAll(List.of("-o", "-type", "f", "-perm", "-0100", "!", "-perm", octal(wanted.withExecution())));
        line.addAll(List.of("-o", "-type", "f", "!", "-perm", "-0100", "!", "-perm", octal(mode)));
      } else {
        line.addAll(List.of("-o", "-type", "f", "!", "-perm", octal(mode)));
      }
    });
    line.addAll(List.of(")", "-printf", OwnerRecords.FORMAT));
    run(programs, top, line, new OwnerRecords((found, below) -> taker.take(top, below, found)));
  }

  /** Hands over everything below a folder with what a look at it tells. */
  void tree(HostPath top, FilesView.Sight sight) throws TrekException {
    List<String> line = List.of("find", programs.word(top), "-mindepth", "1", "-printf", TreeRecords.FORMAT);
    run(programs.within(LONGEST), top, line, new TreeRecords(sight));
  }

  /** Hands over the names of everything below a folder, which need no look at any object where folders tell the kinds of what they hold. */
  void names(HostPath top, FilesView.NameSight sight) throws TrekException {
    List<String> line = List.of("find", programs.word(top), "-mindepth", "1", "-printf", "%y%P\\0");
    run(programs.within(LONGEST), top, line, (bytes, from, to) -> {
      if (!OwnerRecords.hidden(bytes, from + 1, to)) {
        sight.take(bytes, from + 1, to, OwnerRecords.kind((char) bytes[from]));
      }
    });
  }

  private static void run(Programs programs, HostPath top, List<String> line, NulRecords.Taker taker) throws TrekException {
    NulRecords records = new NulRecords(taker);
    Programs.Ended ended;
    try {
      ended = programs.stream(new ByteArrayInputStream(new byte[0]), records, line);
    } catch (TrekException e) {
      records.rethrow();
      throw e;
    }
    if (!ended.ok()) {
      throw TrekException.at(programs.host() + ":" + top).found("can't be read to its end: " + ended.lastWords()).next("look at it, then try again");
    }
  }

  private static String octal(int mode) {
    return String.format(Locale.ROOT, "%04o", mode);
  }
}
