package org.mailtrek.host;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
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
    List<String> line = new ArrayList<>(List.of("find", programs.word(top), "!", "-type", "l", "("));
    line.addAll(List.of("!", "-uid", Integer.toString(wanted.uid()), "-o", "!", "-gid", Integer.toString(wanted.gid())));
    wanted.folderMode().ifPresent(mode -> line.addAll(List.of("-o", "-type", "d", "!", "-perm", octal(mode))));
    wanted.fileMode().ifPresent(mode -> {
      if (wanted.executable()) {
        line.addAll(List.of("-o", "-type", "f", "-perm", "-0100", "!", "-perm", octal(wanted.withExecution())));
        line.addAll(List.of("-o", "-type", "f", "!", "-perm", "-0100", "!", "-perm", octal(mode)));
      } else {
        line.addAll(List.of("-o", "-type", "f", "!", "-perm", octal(mode)));
      }
    });
    line.addAll(List.of(")", "-printf", "%U:%G:%m:%y:%n:%s:%P\\0"));
    run(programs, top, line, taker);
  }

  /** Hands over everything below a folder. */
  void tree(HostPath top, FilesView.Sight sight) throws TrekException {
    List<String> line = List.of("find", programs.word(top), "-mindepth", "1", "-printf", "%U:%G:%m:%y:%n:%s:%P\\0");
    run(programs.within(LONGEST), top, line, new All(sight));
  }

  private static void run(Programs programs, HostPath top, List<String> line, OwnerRule.Taker taker) throws TrekException {
    OwnerRecords records = new OwnerRecords(top, taker);
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

  /** Passes on all that is found. */
  private record All(FilesView.Sight sight) implements OwnerRule.Taker {

    @Override
    public void take(HostPath path, FileState state) {
      throw new IllegalStateException(path + " without its size");
    }

    @Override
    public void take(HostPath top, byte[] below, OwnerRule.Found found, long size) throws TrekException {
      sight.take(below, found.kind(), found.uid(), found.gid(), found.kind() == FileState.Kind.FILE ? size : 0);
    }
  }

  private static String octal(int mode) {
    return String.format(Locale.ROOT, "%04o", mode);
  }
}
