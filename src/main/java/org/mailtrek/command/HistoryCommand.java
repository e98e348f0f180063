package org.mailtrek.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.mailtrek.host.TrekException;

/** Shows what was typed on this estate. */
final class HistoryCommand implements Command {

  private static final long STANDARD = 50;

  @Override
  public Shape shape() {
    return Shape.keeps().unrepeated()
        .mayTake("clear", "forget everything; a dated copy stays beside it", Offers.words("clear: forget everything, keeping a dated copy"))
        .option("--last", "N", "so many lines (default: 50)", Offers.numbers(10, 50, 500))
        .example("history", "the last 50 lines; Ctrl-R searches them")
        .example("history clear", "forget everything; lines that begin with a blank were never kept")
        .see("let");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Path file = call.session().folder().resolve("logs").resolve("history");
    try {
      if (call.word(0).isPresent()) {
        return clear(call, file);
      }
      List<String> lines = Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
      Rows rows = Rows.of("entries").text("Time").text("Line");
      lines.stream().skip(Math.max(0, lines.size() - call.number("--last").orElse(STANDARD))).forEach(line -> row(rows, line));
      return Result.done().table(rows);
    } catch (IOException e) {
      throw TrekException.at(file).found("can't be read or written: " + e.getMessage()).because(e).next("check the folder");
    }
  }

  private static void row(Rows rows, String line) {
    int colon = line.indexOf(':');
    boolean dated = colon > 0 && line.substring(0, colon).matches("[0-9]{1,18}");
    rows.row(dated ? Instant.ofEpochMilli(Long.parseLong(line.substring(0, colon))) : "-", dated ? line.substring(colon + 1) : line);
  }

  private static Result clear(Call call, Path file) throws TrekException, IOException {
    if (!call.words().get(0).equals("clear")) {
      throw TrekException.at("history").kind(TrekException.Kind.USAGE).found("does not know '" + call.words().get(0) + "'").next("history, or history clear");
    }
    if (!Files.exists(file)) {
      return Result.nothing("nothing was kept");
    }
    Path copy = file.resolveSibling("history-" + call.session().clock().instant().toString().replace(':', '-'));
    PrivateFiles.write(copy, Files.readAllBytes(file));
    PrivateFiles.write(file, new byte[0]);
    return Result.done("forgotten; a copy is " + copy).changes(1);
  }
}
