package org.mailtrek.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.mailtrek.host.TrekException;

/** Shows, finds and forgets what was typed on this estate. */
final class HistoryCommand implements Command {

  private static final long STANDARD = 50;

  @Override
  public Shape shape() {
    return Shape.keeps().unrepeated()
        .mayTake("ACT", "find or delete lines, or clear", Offers.oneOf("find: lines that hold a text", "delete: forget lines that hold a text, for good", "clear: forget everything, keeping a dated copy"))
        .mayTake("TEXT", "what the lines hold; capitals count only where it has one", Offers.words("transplant: any word that was typed"))
        .option("--last", "N", "so many lines (default: 50)", Offers.numbers(10, 50, 500))
        .example("history", "the last 50 lines; Ctrl-R searches them")
        .example("history find transplant", "every line that holds it, with its time")
        .example("history delete 'mistyped word'", "forget such lines, this one among them")
        .example("history clear", "forget everything; lines that begin with a blank were never kept")
        .see("let");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Path file = call.session().folder().resolve("logs").resolve("history");
    try {
      if (call.word(0).isPresent()) {
        return act(call, file, Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of());
      }
      Rows rows = Rows.of("entries").text("Time").text("Line");
      if (Files.exists(file)) {
        last(file, call.number("--last").orElse(STANDARD), rows);
      }
      return Result.done().table(rows);
    } catch (IOException e) {
      throw TrekException.at(file).found("can't be read or written: " + e.getMessage()).because(e).next("check the folder");
    }
  }

  /** Takes the last lines of a file that may be long. */
  private static void last(Path file, long wanted, Rows rows) throws IOException {
    long all;
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      all = lines.count();
    }
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      lines.skip(Math.max(0, all - wanted)).limit(wanted).forEach(line -> row(rows, line));
    }
  }

  private static void row(Rows rows, String line) {
    int colon = line.indexOf(':');
    boolean dated = colon > 0 && line.substring(0, colon).matches("[0-9]{1,18}");
    rows.row(dated ? Instant.ofEpochMilli(Long.parseLong(line.substring(0, colon))) : "-", dated ? line.substring(colon + 1) : line);
  }

  private static Result act(Call call, Path file, List<String> lines) throws TrekException, IOException {
    String act = call.words().get(0);
    if (act.equals("clear") && call.word(1).isEmpty()) {
      return clear(call, file);
    }
    if (!act.equals("find") && !act.equals("delete") || call.word(1).isEmpty()) {
      throw TrekException.at("history").kind(TrekException.Kind.USAGE).found("does not know '" + String.join(" ", call.words()) + "'").next("history, history find TEXT, history delete TEXT, or history clear");
    }
    String text = call.words().get(1);
    if (act.equals("find")) {
      Rows rows = Rows.of("entries").text("Time").text("Line");
      lines.stream().filter(line -> holds(line, text)).forEach(line -> row(rows, line));
      return Result.done().table(rows);
    }
    List<String> kept = lines.stream().filter(line -> !holds(line, text)).toList();
    int gone = lines.size() - kept.size();
    if (gone == 0) {
      return Result.nothing("no line holds that");
    }
    PrivateFiles.write(file, (kept.isEmpty() ? "" : String.join("\n", kept) + "\n").getBytes(StandardCharsets.UTF_8));
    return Result.done(gone + (gone == 1 ? " line" : " lines") + " forgotten for good; this shell's own keys still know them until it ends").changes(gone);
  }

  private static boolean holds(String line, String text) {
    String typed = line.substring(line.indexOf(':') + 1);
    boolean capitals = !text.equals(text.toLowerCase(Locale.ROOT));
    return capitals ? typed.contains(text) : typed.toLowerCase(Locale.ROOT).contains(text);
  }

  private static Result clear(Call call, Path file) throws TrekException, IOException {
    if (!Files.exists(file)) {
      return Result.nothing("nothing was kept");
    }
    Path copy = file.resolveSibling("history-" + call.session().clock().instant().toString().replace(':', '-'));
    PrivateFiles.write(copy, Files.readAllBytes(file));
    PrivateFiles.write(file, new byte[0]);
    return Result.done("forgotten; a copy is " + copy).changes(1);
  }
}
