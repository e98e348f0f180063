package org.mailtrek.host;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** dnf, or yum, which takes the same words. */
final class Dnf implements RpmSolver {

  private static final Pattern SECTION = Pattern.compile("([A-Z][A-Za-z ]+):\\s*");
  private static final Pattern LOCK = Pattern.compile("!?(.+)-(?:\\d+:)?[^-]+-[^-]+");
  private static final List<HostPath> LOCKS = List.of(HostPath.of("/etc/dnf/plugins/versionlock.list"), HostPath.of("/etc/yum/pluginconf.d/versionlock.list"));

  /** Words: the folder, the program, packages. What is installed in that very version is fetched as well, for which install has no use. */
  private static final String FETCH =
      """
      kept=$1 tool=$2; shift 2
      mkdir -p -- "$kept" && chmod 700 "$kept" && new=$(mktemp -d "$kept/fetch.XXXXXX") || exit
      come= again=
      for each do
        if rpm --query --quiet -- "$each"; then again="$again $each"; else come="$come $each"; fi
      done
      fetch() { "$tool" -y --setopt=retries=1 --setopt=timeout=30 --downloadonly --downloaddir="$new" "$@" || { code=$?; rm -rf -- "$new"; exit $code; }; }
      [ -z "$come" ] || fetch install $come
      [ -z "$again" ] || fetch reinstall $again
      for file in "$new"/*.rpm; do [ ! -f "$file" ] || { sync "$file" && mv -f -- "$file" "$kept"; } || code=$?; done
      rm -rf -- "$new"; exit ${code:-0}
      """;

  private final String tool;
  private final Programs programs;
  private final FilesView files;

  /** Uses a program of the machine: {@code dnf} or {@code yum}. */
  Dnf(String tool, Programs programs, FilesView files) {
    this.tool = tool;
    this.programs = programs;
    this.files = files;
  }

  @Override
  public Stream<String> versions(String name) throws TrekException {
    return listed(name).filter(each -> each[0].equals(name)).map(each -> each[1]).distinct();
  }

  @Override
  public Stream<String> names() throws TrekException {
    return listed("*").map(each -> each[0]).distinct();
  }

  /** Returns name and version of what repositories have: three words each, which a narrow terminal may part into several lines. */
  private Stream<String[]> listed(String pattern) throws TrekException {
    Programs.Ended ended = programs.run(tool, "--quiet", "--cacheonly", "list", "--showduplicates", pattern);
    List<String> words = new ArrayList<>();
    boolean there = false;
    for (String line : ended.text().lines().toList()) {
      if (line.matches("\\S+ Packages?")) {
        there = line.startsWith("Available");
      } else if (there) {
        words.addAll(List.of(line.strip().split("\\s+")));
      }
    }
    List<String[]> found = new ArrayList<>();
    for (int at = 0; at + 2 < words.size(); at += 3) {
      int dot = words.get(at).lastIndexOf('.');
      if (dot > 0) {
        found.add(new String[] {words.get(at).substring(0, dot), RpmStore.plain(words.get(at + 1)) + words.get(at).substring(dot)});
      }
    }
    return found.stream();
  }

  @Override
  public void fetch(List<String> wanted, HostPath folder) throws TrekException {
    List<String> line = new ArrayList<>(List.of("sh", "-c", FETCH, "sh", programs.word(folder), tool));
    wanted.forEach(each -> line.add(each.replace('=', '-')));
    Programs.Ended ended = programs.run(new byte[0], line);
    if (!ended.ok()) {
      throw PackageTrouble.of(programs.host(), tool, ended);
    }
  }

  @Override
  public List<PackagesView.Exchange> simulate(List<Wish> wishes) throws TrekException {
    StringBuilder script = new StringBuilder();
    for (String act : List.of("remove", "downgrade", "install")) {
      List<String> words = wishes.stream().filter(each -> act.equals(act(each))).map(Dnf::word).toList();
      if (!words.isEmpty()) {
        script.append(act).append(' ').append(String.join(" ", words)).append('\n');
      }
    }
    script.append("run\nexit\n");
    String[] line = {tool, "--cacheonly", "--assumeno", "--setopt=clean_requirements_on_remove=False", "--setopt=keepcache=True", "shell"};
    Programs.Ended ended = programs.run(script.toString().getBytes(StandardCharsets.UTF_8), List.of(line));
    String text = ended.text();
    if (!text.contains("Transaction Summary") && !(text.contains("Nothing to do") && !ended.err().contains("Error"))) {
      throw impossible(ended);
    }
    return read(text, wishes.stream().map(Wish::exchange).toList());
  }

  private static String act(Wish wish) {
    return wish.removes() ? "remove" : wish.lowers() ? "downgrade" : "install";
  }

  private static String word(Wish wish) {
    PackagesView.Exchange exchange = wish.exchange();
    return wish.archive().isEmpty() ? exchange.name() + exchange.after().map(version -> "-" + version).orElse("") : wish.archive();
  }

  /** Reads the table of a transaction; an entry may be parted into several lines. */
  static List<PackagesView.Exchange> read(String text, List<PackagesView.Exchange> asked) {
    Map<String, PackagesView.Exchange> found = new LinkedHashMap<>();
    String section = "";
    List<String> entry = new ArrayList<>();
    for (String line : (text + "\nTransaction Summary:\n").lines().toList()) {
      Matcher head = SECTION.matcher(line);
      boolean begins = line.matches(" \\S.*");
      if (begins || head.matches() || line.startsWith("Transaction Summary")) {
        put(section, entry, found);
        entry.clear();
      }
      if (head.matches()) {
        section = head.group(1).toLowerCase(Locale.ROOT);
      } else if (line.strip().startsWith("replacing ")) {
        replaced(line.strip().substring("replacing ".length()).strip().split("\\s+"), found);
      } else if (begins || line.startsWith("  ") && !entry.isEmpty()) {
        entry.addAll(List.of(line.strip().split("\\s+")));
      }
    }
    Map<String, PackagesView.Exchange> before = asked.stream().collect(Collectors.toMap(PackagesView.Exchange::name, each -> each, (one, two) -> one));
    return found.values().stream().map(each -> before.containsKey(each.name()) && each.after().isPresent() ? new PackagesView.Exchange(each.name(), before.get(each.name()).before(), each.after()) : each).toList();
  }

  private static void put(String section, List<String> entry, Map<String, PackagesView.Exchange> found) {
    if (entry.size() < 4 || section.isEmpty()) {
      return;
    }
    String version = RpmStore.plain(entry.get(2)) + "." + entry.get(1);
    if (section.startsWith("remov")) {
      found.put(entry.get(0), new PackagesView.Exchange(entry.get(0), Optional.of(version), Optional.empty()));
    } else if (section.startsWith("install") || section.startsWith("upgrad") || section.startsWith("updat") || section.startsWith("downgrad")) {
      found.put(entry.get(0), new PackagesView.Exchange(entry.get(0), Optional.empty(), Optional.of(version)));
    }
  }

  /** A package that another makes obsolete: {@code NAME.ARCH VERSION}. */
  private static void replaced(String[] words, Map<String, PackagesView.Exchange> found) {
    int dot = words[0].lastIndexOf('.');
    if (words.length > 1 && dot > 0) {
      String name = words[0].substring(0, dot);
      found.put(name, new PackagesView.Exchange(name, Optional.of(RpmStore.plain(words[1]) + words[0].substring(dot)), Optional.empty()));
    }
  }

  private TrekException impossible(Programs.Ended ended) {
    TrekException trouble = PackageTrouble.of(programs.host(), tool, ended);
    List<String> why = (ended.text() + "\n" + ended.err()).lines().map(String::strip)
        .filter(each -> each.matches("(- |Problem|Error: |No match|No package|Unable to find|nothing provides|Requires).*")).distinct().toList();
    if (trouble.kind() != TrekException.Kind.FAILED || why.isEmpty()) {
      return trouble;
    }
    return TrekException.at(programs.host())
        .kind(TrekException.Kind.REFUSED)
        .found(tool + " can't do it: " + String.join("; ", why.subList(0, Math.min(why.size(), 8))))
        .next("add what is missing, or a repository that has it; where the machine knows of none yet: " + tool + " makecache on " + programs.host());
  }

  @Override
  public Set<String> held() throws TrekException {
    Set<String> held = new TreeSet<>();
    for (HostPath each : LOCKS) {
      if (files.stat(each).isPresent()) {
        new String(files.readAll(each), StandardCharsets.UTF_8).lines().map(line -> LOCK.matcher(line.strip())).filter(Matcher::matches).forEach(lock -> held.add(lock.group(1)));
      }
    }
    return held;
  }

  @Override
  public Optional<RepositoryTool> repositories(HostPath kept) {
    return Optional.of(new DnfRepositories(tool, programs, kept));
  }
}
