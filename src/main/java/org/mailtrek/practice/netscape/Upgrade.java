package org.mailtrek.practice.netscape;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** {@code upgrade -s | -m | -u FILE [-t THREADS] [-r]}. */
final class Upgrade implements VendorProgram.Tool {

  private static final int THREADS = 5;
  private static final String USAGE = "usage: upgrade -s | -m [-t threads] [-r] | -u userlist [-t threads] [-r]";

  @Override
  public int run(Installation installed, List<String> words, Appendable out) throws IOException, InterruptedException, Failure {
    Options options = Options.of(words);
    VendorLog log = new VendorLog(installed, "upgrade");
    if (options.folders()) {
      SharedLock alone = SharedLock.take(installed, true);
      try (alone) {
        new FolderStep(installed, log).run();
        return 0;
      }
    }
    List<Mapping.Pair> all = Mapping.read(installed);
    List<Mapping.Pair> wanted = options.users().isPresent() ? of(all, listed(installed, options.users().get())) : all;
    SharedLock shared = SharedLock.take(installed, false);
    try (shared) {
      new MessageStep(installed, log, options.remove()).run(wanted, options.threads());
    }
    if (log.errors() > 0) {
      out.append("The upgrade is complete, with errors: see the log, and run it again.\n");
      return 1;
    }
    return 0;
  }

  private static List<Mapping.Pair> of(List<Mapping.Pair> all, List<String> users) {
    return users.stream().flatMap(user -> all.stream().filter(each -> each.user().equals(user))).toList();
  }

  private static List<String> listed(Installation installed, String file) throws IOException, Failure {
    Path relative = installed.status(file);
    List<String> lines = Files.readAllLines(file.startsWith("/") ? installed.at(file) : relative, StandardCharsets.US_ASCII);
    boolean headed = lines.size() >= 3 && lines.get(0).startsWith("[4x partition]:") && lines.get(1).startsWith("[3x MailStorePath]:") && lines.get(2).startsWith("#");
    if (!headed || lines.stream().skip(3).anyMatch(each -> each.isEmpty() || each.contains(" "))) {
      throw new Failure(1, file + " is no list of users");
    }
    return lines.subList(3, lines.size());
  }

  private record Options(boolean folders, Optional<String> users, int threads, boolean remove) {

    static Options of(List<String> words) throws Failure {
      boolean folders = false;
      boolean messages = false;
      boolean remove = false;
      Optional<String> users = Optional.empty();
      int threads = THREADS;
      Iterator<String> rest = words.iterator();
      while (rest.hasNext()) {
        String each = rest.next();
        switch (each) {
          case "-s" -> folders = true;
          case "-m" -> messages = true;
          case "-r" -> remove = true;
          case "-u" -> users = Optional.of(value(rest));
          case "-t" -> threads = number(value(rest));
          default -> throw new Failure(1, USAGE);
        }
      }
      boolean one = (folders ? 1 : 0) + (messages ? 1 : 0) + (users.isPresent() ? 1 : 0) == 1;
      if (!one) {
        throw new Failure(1, USAGE);
      }
      return new Options(folders, users, threads, remove);
    }

    private static String value(Iterator<String> rest) throws Failure {
      if (!rest.hasNext()) {
        throw new Failure(1, USAGE);
      }
      return rest.next();
    }

    private static int number(String text) throws Failure {
      if (!text.matches("[1-9][0-9]{0,2}")) {
        throw new Failure(1, USAGE);
      }
      return Integer.parseInt(text);
    }
  }
}
