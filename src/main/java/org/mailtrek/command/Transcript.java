package org.mailtrek.command;

import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.JsonText;
import org.mailtrek.host.TrekException;

/**
 * What was typed in a session, or kept under a name, and what came of it.
 *
 * @param head when, where and by which program; empty for lines that somebody wrote by hand
 * @param entries the commands in order
 */
public record Transcript(Optional<Head> head, List<Entry> entries) {

  static final int SCHEMA = 1;

  /** Copies the list. */
  public Transcript {
    entries = List.copyOf(entries);
  }

  /**
   * What a transcript begins with.
   *
   * @param started when the session began
   * @param folder the estate's folder at that time
   * @param user who started the program
   * @param versions of Mailtrek and of Java
   */
  public record Head(Instant started, String folder, String user, String versions) {

    String json() {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("schema", SCHEMA);
      object.put("type", "session");
      object.put("started", started);
      object.put("folder", folder);
      object.put("user", user);
      object.put("versions", versions);
      return new JSONObject(Json.fields(object)).toSingleLineString();
    }

    private static Head parse(JSONObject object) {
      return new Head(Instant.parse(text(object, "started")), text(object, "folder"), text(object, "user"), text(object, "versions"));
    }
  }

  /**
   * One command.
   *
   * @param at when it began
   * @param line what repeats it: quoted words, secrets replaced by variables
   * @param command its full name; empty when there is no such command
   * @param repeats whether it belongs into a record
   * @param came how it ended; empty for lines that somebody wrote by hand
   */
  public record Entry(Instant at, String line, String command, boolean repeats, Optional<Came> came) {

    /** Returns an entry of a line that somebody wrote. */
    static Entry written(String line) {
      return new Entry(Instant.EPOCH, line, "", true, Optional.empty());
    }

    String json() {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("schema", SCHEMA);
      object.put("type", "command");
      object.put("at", at);
      object.put("line", line);
      object.put("command", command);
      object.put("repeats", repeats);
      came.ifPresent(each -> each.into(object));
      return new JSONObject(Json.fields(object)).toSingleLineString();
    }

    private static Entry parse(JSONObject object) {
      return new Entry(Instant.parse(text(object, "at")), text(object, "line"), text(object, "command"), Boolean.TRUE.equals(object.getFieldAsBoolean("repeats")), Came.parse(object));
    }
  }

  /**
   * How a command ended.
   *
   * @param exit its exit code
   * @param outcome the word of its result or failure
   * @param changes how many changes it made or previewed
   * @param millis how long it took
   * @param ids the plan, run and snapshot that it was about, by these words
   * @param failure what it said when it failed; else empty
   * @param output the beginning of its standard output
   * @param bytes the length of all of it
   * @param digest the SHA-256 of its first mebibyte
   */
  public record Came(int exit, String outcome, long changes, long millis, Map<String, String> ids, String failure, String output, long bytes, String digest) {

    private void into(Map<String, Object> object) {
      object.put("exit", exit);
      object.put("outcome", outcome);
      object.put("changes", changes);
      object.put("took_ms", millis);
      object.put("ids", ids);
      object.put("failure", failure);
      object.put("output", output);
      object.put("output_bytes", bytes);
      object.put("output_sha256", digest);
    }

    private static Optional<Came> parse(JSONObject object) {
      if (object.getField("exit") == null) {
        return Optional.empty();
      }
      Map<String, String> ids = new LinkedHashMap<>();
      JSONObject kept = object.getFieldAsObject("ids");
      for (Map.Entry<String, JSONValue> each : kept.getFields().entrySet()) {
        ids.put(each.getKey(), text(kept, each.getKey()));
      }
      return Optional.of(new Came(object.getFieldAsInteger("exit"), text(object, "outcome"), object.getFieldAsLong("changes"), object.getFieldAsLong("took_ms"), ids,
          text(object, "failure"), text(object, "output"), object.getFieldAsLong("output_bytes"), text(object, "output_sha256")));
    }

    /** Returns whether the output is kept whole. */
    boolean whole() {
      return bytes == output.getBytes(StandardCharsets.UTF_8).length;
    }
  }

  /**
   * Reads what {@link Head#json} and {@link Entry#json} have written, one a line. A last line that was cut short by a crash is passed over.
   *
   * @throws TrekException of kind {@code FAILED} when another line can't be read
   */
  static Transcript parse(String where, List<String> lines) throws TrekException {
    Optional<Head> head = Optional.empty();
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      try {
        JSONObject object = JsonText.object(lines.get(i));
        if ("session".equals(object.getFieldAsString("type"))) {
          head = head.or(() -> Optional.of(Head.parse(object)));
        } else {
          entries.add(Entry.parse(object));
        }
      } catch (JSONException | IllegalArgumentException | NullPointerException | DateTimeParseException e) {
        if (i + 1 < lines.size()) {
          throw TrekException.at(where + ":" + (i + 1)).found("is no line of a transcript").because(e).next("delete the line, or the file");
        }
      }
    }
    return new Transcript(head, entries);
  }

  private static String text(JSONObject object, String key) {
    String text = object.getFieldAsString(key);
    if (text == null) {
      throw new IllegalArgumentException("no " + key);
    }
    return text;
  }
}
