package org.mailtrek.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mailtrek.command.Session;

/** The text before the cursor: estate, host, {@code SIM}, and what is open. In words, never by colour alone. */
final class Prompt {

  private static final Pattern NAME = Pattern.compile("(?m)^estate:[ \\t]*[\"']?([^\"'#\\r\\n]*?)[\"']?[ \\t]*(#.*)?$");
  private static final Pattern HOSTS = Pattern.compile("(?m)^hosts:[ \\t]*\\r?\\n((?:[ \\t]+.*(?:\\r?\\n|$)|[ \\t]*\\r?\\n)+)");
  private static final Pattern HOST = Pattern.compile("(?m)^  ([A-Za-z0-9._-]+):");

  /** A narrower screen shows nothing at its right edge. */
  private static final int ROOMY = 80;

  private final Session session;
  private final Function<Path, Optional<OpenWork>> work;
  private String aside = "";

  Prompt(Session session, Function<Path, Optional<OpenWork>> work) {
    this.session = session;
    this.work = work;
  }

  /** Returns the prompt. */
  String text() {
    Optional<Path> folder = session.estateFolder();
    aside = "";
    if (folder.isEmpty()) {
      return "mailtrek> ";
    }
    String yaml;
    try {
      yaml = Files.readString(folder.get().resolve("estate.yaml"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "no estate> ";
    }
    String estate = name(yaml, folder.get());
    String sim = yaml.contains("simulated:") ? "SIM " : "";
    Optional<OpenWork> open = work.apply(folder.get());
    aside = open.map(OpenWork::aside).orElse("");
    String down = session.lost().stream().map(each -> " " + each + " down").collect(Collectors.joining());
    return Cells.visible(sim + estate + "/" + host(yaml) + down + open.map(each -> " [" + each.words() + "]").orElse("") + "> ");
  }

  /** Returns what the last {@link #text} has to say at the right edge of the screen, if that leaves room to type. */
  String aside(int columns) {
    return columns >= ROOMY ? Cells.visible(aside) : "";
  }

  /** Returns how an estate is called: by its declaration, else as its folder. */
  static String name(Path folder) {
    try {
      return Cells.visible(name(Files.readString(folder.resolve("estate.yaml"), StandardCharsets.UTF_8), folder));
    } catch (IOException e) {
      return Cells.visible(folder.getFileName().toString());
    }
  }

  private static String name(String yaml, Path folder) {
    Matcher name = NAME.matcher(yaml);
    return name.find() && !name.group(1).isBlank() ? name.group(1).strip() : folder.getFileName().toString();
  }

  private static String host(String yaml) {
    Matcher hosts = HOSTS.matcher(yaml);
    List<String> names = hosts.find() ? HOST.matcher(hosts.group(1)).results().map(result -> result.group(1)).toList() : List.of();
    return names.size() == 1 ? names.get(0) : "all";
  }
}
