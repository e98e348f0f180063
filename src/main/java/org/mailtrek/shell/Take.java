package org.mailtrek.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.command.Block;
import org.mailtrek.command.Exit;
import org.mailtrek.command.Result;
import org.mailtrek.command.SecretWords;
import org.mailtrek.command.Tokenizer;
import org.mailtrek.command.Transcript;
import org.mailtrek.host.Digests;
import org.mailtrek.host.TrekException;

/** Gathers what one command says and comes to, for the transcript. */
final class Take {

  /** More of an output is not kept, only counted and digested. */
  private static final int KEPT = 64 * 1024;
  /** More of an output is not digested, so that a whole directory passes at full speed. */
  private static final int DIGESTED = 1024 * 1024;
  private static final int ROWS = 1_000;
  private static final Page PLAIN = new Page(true, () -> Integer.MAX_VALUE);
  private static final List<String> IDS = List.of("plan", "run", "snapshot");

  private final Instant began;
  private final long nanos = System.nanoTime();
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  /** Made when there are data to digest that are not kept: it takes long to load, and most commands need none or one at their end. */
  private Optional<MessageDigest> digest = Optional.empty();
  private final Map<String, String> ids = new LinkedHashMap<>();
  private final Statements.Statement statement;
  private List<String> words;
  private String command = "";
  private boolean repeats = true;
  private String outcome = "failed";
  private String failure = "";
  private long changes;
  private long bytes;

  Take(Statements.Statement statement, Clock clock) {
    this.statement = statement;
    this.words = statement.words();
    this.began = clock.instant();
  }

  /** Returns a stream that hands data on, and keeps the beginning of them. */
  OutputStream through(OutputStream to) {
    return new Tee(to);
  }

  /** Takes a part of the result that is shown, as text that depends on no terminal and no form. */
  void shown(Block block) {
    Block some = block instanceof Block.Table table && table.rows().size() > ROWS ? new Block.Table(table.plural(), table.columns(), table.rows().subList(0, ROWS)) : block;
    byte[] text = (String.join("\n", PLAIN.lines(some)) + "\n").getBytes(StandardCharsets.UTF_8);
    taken(text, 0, text.length);
  }

  private void taken(byte[] all, int from, int length) {
    if (bytes + length > KEPT) {
      digest().update(all, from, (int) Math.min(length, Math.max(0, DIGESTED - bytes)));
    }
    kept.write(all, from, Math.min(length, Math.max(0, KEPT - kept.size())));
    bytes += length;
  }

  private MessageDigest digest() {
    if (digest.isEmpty()) {
      MessageDigest fresh = Digests.start();
      fresh.update(kept.toByteArray());
      digest = Optional.of(fresh);
    }
    return digest.get();
  }

  /** Says which command it is, and its words without global options. */
  void is(String name, List<String> all, boolean belongs) {
    command = name;
    words = all;
    repeats = belongs;
  }

  void came(Result result) {
    result.blocks().forEach(this::shown);
    outcome = result.outcome().word();
    changes = result.changes();
    for (String id : IDS) {
      Object value = result.fields().get(id);
      if (value != null) {
        ids.put(id, value.toString());
      }
    }
  }

  void failed(TrekException e) {
    outcome = Exit.outcome(e.kind()).word();
    failure = e.where() + ": " + e.what() + "\nnext: " + e.next();
  }

  /** Returns all that was gathered. */
  Transcript.Entry entry(int exit) {
    String text = SecretWords.masked(words, new String(kept.toByteArray(), StandardCharsets.UTF_8));
    failure = SecretWords.masked(words, failure);
    long millis = Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    Transcript.Came came = new Transcript.Came(exit, outcome, changes, millis, ids, failure, text, bytes, HexFormat.of().formatHex(digest().digest()));
    return new Transcript.Entry(began, line(), command, repeats, Optional.of(came));
  }

  private String line() {
    StringBuilder line = new StringBuilder(SecretWords.line(words));
    statement.filters().forEach(filter -> line.append(" | ").append(SecretWords.line(filter)));
    statement.programs().forEach(program -> line.append(" | !").append(SecretWords.line(program)));
    statement.file().ifPresent(file -> line.append(statement.append() ? " >> " : " > ").append(Tokenizer.quote(file)));
    return line.toString();
  }

  private final class Tee extends OutputStream {

    private final OutputStream to;

    Tee(OutputStream to) {
      this.to = to;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] all, int from, int length) throws IOException {
      to.write(all, from, length);
      taken(all, from, length);
    }

    @Override
    public void flush() throws IOException {
      to.flush();
    }
  }
}
