package org.mailtrek.command;

import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.mailtrek.host.TrekException;

/** Writes what was done, for the change ticket. */
final class Report implements Command {

  @Override
  public Shape shape() {
    return Shape.reads()
        .option("--format", "text|html|md|json", "the form (default: text)", Offers.oneOf("text: to read here", "html: one page for a browser, with pictures", "md: Markdown, for a ticket", "json: one object"))
        .option("-o", "--output", "FILE", "write into a file (0600) instead of standard output", Offers.files())
        .example("report", "runs, steps, counts before and after, what differs, and how to go back")
        .example("report --format html -o report.html", "with a timeline, for a browser, a phone or paper")
        .example("report --format md -o report.md", "for the change ticket")
        .see("run show", "journal verify");
  }

  @Override
  public Result run(Call call) throws TrekException {
    String format = call.oneOf("--format", "text", "text", "html", "md", "json");
    Map<String, Object> facts = ReportFacts.of(call.session());
    String text =
        switch (format) {
          case "json" -> new JSONObject(Json.fields(facts)).toMultiLineString();
          case "html" -> ReportHtml.of(facts, call.session().engine().journal());
          default -> ReportText.of(facts, format.equals("md"));
        };
    if (call.option("--output").isEmpty()) {
      Result result = Result.done().raw(text);
      for (Map.Entry<String, Object> each : facts.entrySet()) {
        result = result.field(each.getKey(), each.getValue());
      }
      return result;
    }
    java.nio.file.Path file = call.session().path(call.option("--output").get()).toAbsolutePath();
    try {
      PrivateFiles.write(file, (text + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw TrekException.at(file).found("can't be written: " + e.getMessage()).because(e).next("check the path and the space");
    }
    return Result.done("report written to " + file).field("file", file);
  }
}
