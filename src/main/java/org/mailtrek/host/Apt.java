package org.mailtrek.host;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a machine's repositories offer, and what apt would do (apt-get(8), {@code --simulate}). Only reads, but for archives that it fetches. */
final class Apt {

  /** Fetches into a folder of its own, so that an archive appears among those kept only when it is complete. */
  private static final String FETCH =
      """
      kept=$1; shift
      mkdir -p -- "$kept" && chmod 700 "$kept" && cd "$kept" && new=$(mktemp -d fetch.XXXXXX) && cd "$new" || exit
      apt-get -o APT::Sandbox::User=root -o Acquire::Retries=1 -o Acquire::http::Timeout=30 -o Acquire::https::Timeout=30 download -- "$@"; code=$?
      for file in *.deb; do [ ! -f "$file" ] || { sync "$file" && mv -f -- "$file" ..; } || code=$?; done
      cd .. && rm -rf -- "$new"; exit $code
      """;

  /** At the end of either there may be, in brackets, what is broken for the moment. */
  private static final Pattern CHANGE = Pattern.compile("(Inst|Remv) (\\S+)(?: \\[([^\\]]+)\\])?(?: \\((\\S+) .*| \\[.*)?");

  private final Programs programs;
  private final HostPath kept;

  Apt(Programs programs, HostPath kept) {
    this.programs = programs;
    this.kept = kept;
  }

  Stream<String> versions(String name) throws TrekException {
    return programs.run(new byte[0], madison(name)).text().lines().map(line -> line.split("\\|")).filter(each -> each.length > 2).map(each -> each[1].strip());
  }

  /** Says for which packages {@link #versions} will be asked. */
  void ahead(Collection<String> names) throws TrekException {
    List<String> all = List.copyOf(names);
    programs.ahead(all.stream().map(Apt::madison).toList(), madison(all.toArray(String[]::new)), ended -> all.stream().map(each -> of(each, ended)).toList());
  }

  private static List<String> madison(String... names) {
    List<String> line = new ArrayList<>(List.of("apt-cache", "madison", "--"));
    line.addAll(List.of(names));
    return line;
  }

  /** Returns the lines of one package. */
  private static Programs.Ended of(String name, Programs.Ended all) {
    String lines = all.text().lines().filter(each -> each.strip().startsWith(name + " ")).map(each -> each + "\n").collect(Collectors.joining());
    return new Programs.Ended(all.code(), lines.getBytes(StandardCharsets.UTF_8), "");
  }

  Stream<String> names() throws TrekException {
    return programs.run("apt-cache", "pkgnames").text().lines();
  }

  /** Fetches archives, each {@code NAME=VERSION}, into the folder of those kept: nothing else on the machine changes by that. */
  void fetch(List<String> wanted) throws TrekException {
    List<String> line = new ArrayList<>(List.of("sh", "-c", FETCH, "sh", programs.word(kept)));
    line.addAll(wanted);
    Programs.Ended ended = programs.run(new byte[0], line);
    if (!ended.ok()) {
      throw PackageTrouble.of(programs.host(), "apt-get download", ended);
    }
  }

  /** Returns what an installation would change; words are as apt-get takes them: a file, {@code NAME=VERSION}, {@code NAME-} to remove. */
  List<PackagesView.Exchange> simulate(List<String> words) throws TrekException {
    List<String> line = new ArrayList<>(List.of("apt-get", "--simulate", "--allow-downgrades", "--allow-change-held-packages", "-o", "Debug::NoLocking=true", "-o", "APT::Get::Show-User-Simulation-Note=false"));
    line.addAll(words);
    Programs.Ended ended = programs.looking().run(new byte[0], line);
    if (!ended.ok()) {
      throw impossible(ended);
    }
    List<PackagesView.Exchange> found = new ArrayList<>();
    ended.text().lines().forEach(each -> change(each).ifPresent(found::add));
    return found;
  }

  /** Returns what a line of a simulation says; empty where it says nothing of the kind. */
  static Optional<PackagesView.Exchange> change(String line) {
    Matcher change = CHANGE.matcher(line);
    if (!change.matches()) {
      return Optional.empty();
    }
    Optional<String> after = change.group(1).equals("Inst") ? Optional.of(change.group(4)) : Optional.empty();
    return Optional.of(new PackagesView.Exchange(change.group(2), Optional.ofNullable(change.group(3)), after));
  }

  private TrekException impossible(Programs.Ended ended) {
    TrekException trouble = PackageTrouble.of(programs.host(), "apt-get", ended);
    List<String> unmet = ended.text().lines().filter(each -> each.startsWith(" ")).map(String::strip).toList();
    if (trouble.kind() != TrekException.Kind.FAILED || unmet.isEmpty()) {
      return trouble;
    }
    return TrekException.at(programs.host())
        .kind(TrekException.Kind.REFUSED)
        .found("apt can't do it: " + String.join("; ", unmet.subList(0, Math.min(unmet.size(), 8))))
        .next("add what is missing, or a repository that has it; or mend it with: apt-get --fix-broken install");
  }
}
