package org.mailtrek.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Values that several commands offer. */
public final class Offers {

  private static final int ENTRIES = 2_000;
  private static final Values NOTHING = (session, typed) -> List.of();

  private Offers() {}

  /** Offers nothing, for flags. */
  static Values nothing() {
    return NOTHING;
  }

  /** Offers fixed words, each {@code word} or {@code word: description}. */
  static Values words(String... words) {
    return (session, typed) -> Arrays.stream(words).map(Offers::described).toList();
  }

  private static Candidate described(String word) {
    int colon = word.indexOf(": ");
    return colon < 0 ? new Candidate(word, "") : new Candidate(word.substring(0, colon), word.substring(colon + 2));
  }

  /** Offers fixed words, each {@code word: description}; there are no others. */
  static Values oneOf(String... words) {
    return new FixedWords(Arrays.stream(words).map(Offers::described).toList());
  }

  /** Offers some numbers; any other whole number may be typed. */
  static Values numbers(long... numbers) {
    return new WholeNumbers(LongStream.of(numbers).mapToObj(number -> new Candidate(Long.toString(number), "or any other number")).toList());
  }

  /** Offers the hosts of the estate. */
  static Values hosts() {
    return (session, typed) -> session.estate().view().hosts().stream().map(host -> new Candidate(host, "host")).toList();
  }

  /** Offers the services of all hosts. */
  static Values services() {
    return (session, typed) -> {
      List<Candidate> all = new ArrayList<>();
      for (String host : session.estate().view().hosts()) {
        for (String service : session.estate().view().host(host).services().names()) {
          all.add(new Candidate(service, "service of " + host));
        }
      }
      return all;
    };
  }

  /** Offers the name of the estate. */
  static Values estateName() {
    return (session, typed) -> List.of(new Candidate(session.estate().name(), "this estate"));
  }

  /** Offers the commands by their full names, and the topics of the help. */
  static Values commands() {
    return (session, typed) -> {
      List<Candidate> all = new ArrayList<>();
      new Catalogue(session).all().forEach(entry -> all.add(new Candidate(entry.name(), entry.summary())));
      all.add(new Candidate("topics", "what else can be read here"));
      Topics.all().forEach((topic, text) -> all.add(new Candidate(topic, text.lines().findFirst().orElse(""))));
      return all;
    };
  }

  /** Offers the variables that are set, ready for a new value. */
  static Values variables() {
    return (session, typed) ->
        session.variables().shown().entrySet().stream().map(each -> new Candidate(each.getKey() + "=", "now " + each.getValue())).toList();
  }

  /** Offers files and folders of this machine. */
  public static Values files() {
    return (session, typed) -> list(session, typed, false);
  }

  /** Offers folders of this machine. */
  static Values folders() {
    return (session, typed) -> list(session, typed, true);
  }

  /** Offers folders of the estate's hosts. */
  static Values hostFolders() {
    return (session, typed) -> {
      String head = typed.startsWith("/") ? typed.substring(0, typed.lastIndexOf('/') + 1) : "/";
      HostPath folder = HostPath.of(head.length() == 1 ? head : head.substring(0, head.length() - 1));
      List<Candidate> found = new ArrayList<>();
      for (String name : session.estate().view().hosts()) {
        HostView host = session.estate().view().host(name);
        boolean there = host.stat(folder).filter(state -> state.kind() == FileState.Kind.FOLDER).isPresent();
        for (HostPath each : there ? host.list(folder).stream().limit(ENTRIES).toList() : List.<HostPath>of()) {
          if (host.stat(each).filter(state -> state.kind() == FileState.Kind.FOLDER).isPresent()) {
            found.add(new Candidate(each + "/", "folder on " + name));
          }
        }
      }
      return found;
    };
  }

  private static List<Candidate> list(Session session, String typed, boolean foldersOnly) throws TrekException {
    int slash = typed.lastIndexOf('/');
    String head = typed.substring(0, slash + 1);
    Path folder = head.isEmpty() ? session.path(".") : session.path(head);
    List<Candidate> found = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path each : entries.limit(ENTRIES).sorted().toList()) {
        boolean isFolder = Files.isDirectory(each);
        if (isFolder || !foldersOnly) {
          found.add(new Candidate(head + each.getFileName() + (isFolder ? "/" : ""), isFolder ? "folder" : "file"));
        }
      }
    } catch (IOException e) {
      throw TrekException.at(folder).found("can't be listed: " + e.getMessage()).because(e).next("type the name");
    }
    return found;
  }
}
