package org.mailtrek.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailtrek.fuzz.Fuzzing;

/** Whatever is typed, or stands in a script or a transcript, is read or refused in words. */
final class ScriptFuzzTest {

  @Test
  void anyLineIsSplitAndEachOfItsWordsCanBeQuoted() throws InterruptedException {
    Tokenizer tokenizer = new Tokenizer(name -> name.length() % 2 == 0 ? Optional.of("v w") : Optional.empty());
    Fuzzing.of("line", "config set log_level 5 --host machine --yes", "plan show 1 | grep 'a b' > \"$x\" # no", "a\\ b ; c && d &").words("${x}", "$xy", "| ", " > ", "\\", "' '", "#").feed(input -> {
      for (String word : tokenizer.split(new String(input, StandardCharsets.UTF_8)).words()) {
        assertEquals(List.of(word), tokenizer.split(Tokenizer.quote(word)).words());
      }
    });
  }

  @Test
  void anyScriptIsRead() throws InterruptedException {
    Fuzzing.of("script", "status\nplan show 1 \\\n  --json\n# end\n", "let a = 'x\ny'\n").words("\\\n", "'", "\n\n", "#").feed(input -> {
      try (ScriptLines lines = new ScriptLines(new StringReader(new String(input, StandardCharsets.UTF_8)))) {
        while (lines.next().isPresent()) {
          continue;
        }
      }
    });
  }

  @Test
  void anyTranscriptIsReadOrRefused() throws InterruptedException {
    String head = "{\"type\":\"session\",\"schema\":1,\"started\":\"2026-01-01T00:00:00Z\",\"folder\":\"/x\",\"user\":\"a\",\"versions\":\"b\"}\n";
    String entry = "{\"type\":\"line\",\"at\":\"2026-01-01T00:00:00Z\",\"line\":\"status\",\"command\":\"status\",\"exit\":0,\"outcome\":\"ok\",\"changes\":0,\"took_ms\":1,\"ids\":{},\"failure\":\"\",\"output\":\"\",\"output_bytes\":0,\"output_sha256\":\"\"}\n";
    Fuzzing.of("transcript", head + entry, entry).words("{\"schema\":1}", "\"at\":\"", "[", "{", "\n").feed(input -> Transcript.parse("x", new String(input, StandardCharsets.UTF_8).lines().toList()));
  }
}
