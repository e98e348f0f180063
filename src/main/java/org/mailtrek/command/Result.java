package org.mailtrek.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a command came to: one value that the shell shows as text, table or JSON. Immutable; each {@code with} returns a new one.
 *
 * @param outcome how it ended
 * @param exit the exit code
 * @param changes how many changes were made, or would be
 * @param blocks what people read, in order
 * @param fields further keys of the JSON object: text, numbers, booleans, lists and maps of these
 * @param next what to type next; may be empty
 */
public record Result(Outcome outcome, int exit, long changes, List<Block> blocks, Map<String, Object> fields, List<String> next) {

  /** Copies lists and map. */
  public Result {
    blocks = List.copyOf(blocks);
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    next = List.copyOf(next);
  }

  /** Returns an empty result of this outcome. */
  public static Result of(Outcome outcome) {
    return new Result(outcome, outcome.exit(), 0, List.of(), Map.of(), List.of());
  }

  /** Returns an empty result that all is done. */
  public static Result done() {
    return of(Outcome.DONE);
  }

  /** Returns a result of one line, done. */
  public static Result done(String line) {
    return done().line(line);
  }

  /** Returns a result of one line: there was nothing to do. */
  public static Result nothing(String line) {
    return of(Outcome.NOTHING).line(line);
  }

  /** Returns this with an exit code of its own. */
  public Result exit(int code) {
    return new Result(outcome, code, changes, blocks, fields, next);
  }

  /** Returns this with another outcome and its exit code. */
  public Result outcome(Outcome other) {
    return new Result(other, other.exit(), changes, blocks, fields, next);
  }

  /** Returns this with a count of changes. */
  public Result changes(long count) {
    return new Result(outcome, exit, count, blocks, fields, next);
  }

  /** Returns this with a line of text. */
  public Result line(String text) {
    return block(new Block.Line(text));
  }

  /** Returns this with many lines of text. */
  public Result lines(List<String> texts) {
    Result all = this;
    for (String text : texts) {
      all = all.line(text);
    }
    return all;
  }

  /** Returns this with text that is shown as it is. */
  public Result raw(String text) {
    return block(new Block.Raw(text));
  }

  /** Returns this with text that is shown as it is, and the same with one fact a line. */
  Result raw(String text, String plain) {
    return block(new Block.Raw(text, plain));
  }

  /** Returns this with a table. */
  public Result table(Rows rows) {
    return block(rows.table());
  }

  private Result block(Block block) {
    List<Block> all = new ArrayList<>(blocks);
    all.add(block);
    return new Result(outcome, exit, changes, all, fields, next);
  }

  /** Returns this with a key of the JSON object that is not shown as text. */
  public Result field(String key, Object value) {
    Map<String, Object> all = new LinkedHashMap<>(fields);
    all.put(key, value);
    return new Result(outcome, exit, changes, blocks, all, next);
  }

  /** Returns this with a field that is also shown as {@code title: value}. */
  public Result fact(String key, String title, Object value) {
    return field(key, value).line(title + ": " + (value instanceof Instant time ? Moment.words(time) : value));
  }

  /** Returns another result behind what this one says: its outcome counts. */
  public Result with(Result other) {
    List<Block> all = new ArrayList<>(blocks);
    all.addAll(other.blocks);
    Map<String, Object> both = new LinkedHashMap<>(fields);
    both.putAll(other.fields);
    List<String> steps = new ArrayList<>(next);
    steps.addAll(other.next);
    return new Result(other.outcome, other.exit, other.changes, all, both, steps);
  }

  /** Returns this with one more thing to type next. */
  public Result next(String command) {
    List<String> all = new ArrayList<>(next);
    all.add(command);
    return new Result(outcome, exit, changes, blocks, fields, all);
  }
}
