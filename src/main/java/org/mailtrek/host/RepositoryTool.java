package org.mailtrek.host;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The three package managers' ways with repositories: their files, and how lists are fetched, tried and dropped. */
abstract class RepositoryTool implements Repositories {

  /** Unpacks standard input, a line a file, into a folder that only we read and that is gone at the end; its name is {@code $dir}. */
  private static final String SCRATCH =
      """
      umask 077
      dir=$(mktemp -d) || exit
      trap 'rm -rf -- "$dir"' EXIT
      while read -r name data; do printf '%s' "$data" | base64 -d >"$dir/$name" || exit; done
      """;

  /** What a tool says of a repository that it takes for unsigned because it did not get at it. */
  private static final Pattern NO_WAY = Pattern.compile("40[13] +[UF]|Could not connect|Could not resolve|Temporary failure resolving|Connection (refused|timed out|failed)");

  private final Programs programs;

  RepositoryTool(Programs programs) {
    this.programs = programs;
  }

  /** Returns the tool's name, for messages. */
  abstract String tool();

  /** Fetches the lists of a repository that is set up. */
  abstract void enlist(String name) throws TrekException;

  /** Drops the lists of a repository. */
  abstract void unlist(String name) throws TrekException;

  final Programs programs() {
    return programs;
  }

  /** Runs a script on files in a scratch folder. */
  final Programs.Ended inScratch(String script, List<File> files, String... words) throws TrekException {
    StringBuilder input = new StringBuilder();
    for (File each : files) {
      input.append(each.path().name()).append(' ').append(each.content().<String>use(bytes -> Base64.getEncoder().encodeToString(bytes))).append('\n');
    }
    List<String> line = new ArrayList<>(List.of("sh", "-c", SCRATCH + script, "sh"));
    line.addAll(List.of(words));
    return programs.run(input.toString().getBytes(StandardCharsets.US_ASCII), line);
  }

  final Programs.Ended script(String script, String... words) throws TrekException {
    List<String> line = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    line.addAll(List.of(words));
    return programs.run(new byte[0], line);
  }

  /** Refuses with what a tool has said, where it has failed or says that something is not as it must be. */
  final void checked(String name, Programs.Ended ended) throws TrekException {
    String all = ended.text() + "\n" + ended.err();
    List<String> unsigned = all.lines().filter(each -> each.matches("(?i).*(NO_PUBKEY|is not signed|not signed|couldn't be verified|BADSIG|EXPKEYSIG|GPG error|GPG verification|signature verification failed|unsigned|bad signature).*")).map(String::strip).toList();
    TrekException.Draft draft = TrekException.at(programs.host() + ": repository " + name);
    boolean failed = !ended.ok() || all.lines().anyMatch(each -> each.matches("(W|E): .*(Failed to fetch|does not have a Release file).*"));
    Optional<TrekException> plain = failed ? Optional.of(PackageTrouble.of(programs.host() + ": repository " + name, tool(), ended)) : Optional.empty();
    if (plain.isPresent() && plain.get().kind() != TrekException.Kind.FAILED && (unsigned.isEmpty() || NO_WAY.matcher(all).find())) {
      throw plain.get();
    }
    if (!unsigned.isEmpty()) {
      throw draft.kind(TrekException.Kind.REFUSED).found("is not signed with the key that was given: " + PackageTrouble.words(String.join("\n", unsigned)))
          .next("ask its publisher for the key and compare its fingerprint; nothing is installed from an unsigned repository");
    }
    if (failed) {
      throw draft.kind(TrekException.Kind.UNREACHABLE).found("can't be read: " + PackageTrouble.words(all)).next("correct its address in estate.yaml, under repositories");
    }
  }

  static File file(String path, int mode, String text) {
    return new File(HostPath.of(path), mode, Secret.of(text));
  }

  static File key(String path, Repository repository) {
    return new File(HostPath.of(path), 0644, Secret.of(repository.key().file()));
  }

  /** Returns text with the password in it, as a secret. */
  static Secret withPassword(Repository.SignIn signIn, Function<String, String> text) {
    return signIn.password().use(bytes -> Secret.of(text.apply(new String(bytes, StandardCharsets.UTF_8))));
  }

  /** Refuses a sign-in that a file of the tool could not hold as it is. */
  final void only(Repository repository, String allowed, String words) throws TrekException {
    if (repository.signIn().isPresent()) {
      boolean fits = repository.signIn().get().user().matches(allowed) && repository.signIn().get().password().use(bytes -> new String(bytes, StandardCharsets.UTF_8).matches(allowed));
      if (!fits) {
        throw TrekException.at(programs.host() + ": repository " + repository.name()).kind(TrekException.Kind.REFUSED)
            .found("its user or password can't be written down for " + tool() + ": " + words).next("ask for another password");
      }
    }
  }
}
