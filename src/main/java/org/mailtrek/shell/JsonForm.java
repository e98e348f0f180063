package org.mailtrek.shell;

import com.unboundid.util.json.JSONArray;
import com.unboundid.util.json.JSONField;
import com.unboundid.util.json.JSONNumber;
import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import com.unboundid.util.json.JSONValue;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailtrek.command.Block;
import org.mailtrek.command.Exit;
import org.mailtrek.command.Json;
import org.mailtrek.command.ManyValues;
import org.mailtrek.command.Outcome;
import org.mailtrek.command.Result;
import org.mailtrek.host.TrekException;

/** The JSON object of a result or failure, as {@code docs/reference/commands.md} describes it. */
final class JsonForm {

  private static final int SCHEMA = 1;

  private JsonForm() {}

  /**
   * Writes the object of a result in one line. Lists of very many rows, and fields of many values, come last.
   *
   * @throws TrekException when such values can't be read again
   */
  static void write(String command, Result result, PrintStream out) throws TrekException {
    String plain = of(command, result);
    out.print(plain.substring(0, plain.length() - 1).strip());
    for (Block each : result.blocks()) {
      if (each instanceof Block.Table table && table.isLong()) {
        rows(table, out);
      }
    }
    try {
      for (Map.Entry<String, Object> each : result.fields().entrySet()) {
        if (each.getValue() instanceof ManyValues many) {
          out.print(", " + new JSONString(each.getKey()) + ":");
          many.writeTo(out);
        }
      }
    } catch (IOException e) {
      throw TrekException.at(command).found("the result can't be read again: " + e.getMessage()).because(e).next("make room where temporary files are, then type it again");
    }
    out.println(" }");
  }

  private static String of(String command, Result result) {
    Map<String, JSONValue> object = head(command, result.outcome(), result.changes());
    List<String> messages = new ArrayList<>();
    for (Block block : result.blocks()) {
      if (block instanceof Block.Table table) {
        if (!table.isLong()) {
          object.put(table.plural(), rows(table));
        }
      } else if (block instanceof Block.Line line) {
        messages.add(line.text());
      } else if (block instanceof Block.Raw raw) {
        object.put("text", new JSONString(raw.text()));
      }
    }
    result.fields().forEach((key, value) -> {
      if (!(value instanceof ManyValues)) {
        object.put(key, Json.value(value));
      }
    });
    if (!messages.isEmpty()) {
      object.putIfAbsent("messages", Json.value(messages));
    }
    if (!result.next().isEmpty()) {
      object.put("next", Json.value(result.next()));
    }
    return new JSONObject(object).toSingleLineString();
  }

  /** Returns the object of a failure. */
  static String of(String command, TrekException failure) {
    Map<String, JSONValue> object = head(command, Exit.outcome(failure.kind()), 0);
    if (failure.kind() == TrekException.Kind.PARTLY) {
      object.remove("changes");
    }
    object.put(
        "error",
        new JSONObject(
            new JSONField("kind", failure.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')),
            new JSONField("where", failure.where()),
            new JSONField("what", failure.what()),
            new JSONField("next", failure.next())));
    return new JSONObject(object).toSingleLineString();
  }

  private static Map<String, JSONValue> head(String command, Outcome outcome, long changes) {
    Map<String, JSONValue> object = new LinkedHashMap<>();
    object.put("schema", new JSONNumber(SCHEMA));
    object.put("command", new JSONString(command));
    object.put("outcome", new JSONString(outcome.word()));
    object.put("changes", new JSONNumber(changes));
    return object;
  }

  private static JSONArray rows(Block.Table table) {
    return new JSONArray(table.rows().stream().map(row -> (JSONValue) row(table, row)).toList());
  }

  /** Writes the rows one by one: they need not fit into memory together. */
  private static void rows(Block.Table table, PrintStream out) {
    out.print(", " + new JSONString(table.plural()) + ":[");
    String before = " ";
    for (List<Object> row : table.rows()) {
      out.print(before + row(table, row).toSingleLineString());
      before = ", ";
    }
    out.print(" ]");
  }

  private static JSONObject row(Block.Table table, List<Object> row) {
    Map<String, JSONValue> object = new LinkedHashMap<>();
    for (int i = 0; i < row.size(); i++) {
      object.put(table.columns().get(i).key(), Json.value(row.get(i)));
    }
    return new JSONObject(object);
  }
}
