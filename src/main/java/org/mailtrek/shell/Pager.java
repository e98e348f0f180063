package org.mailtrek.shell;

import java.io.ByteArrayInputStream;
import java.io.IOError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jline.builtins.Less;
import org.jline.builtins.Source;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;

/**
 * Shows what is longer than the screen a page at a time, with JLine's {@code less}: blank and b turn pages, / searches, q and Ctrl-C leave it, and only
 * it. Its last line stays on the screen behind it, since there the sum and the next step are said.
 */
final class Pager implements Interpreter.Paging {

  private final Terminal terminal;

  Pager(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public boolean show(List<String> lines) {
    if (fits(lines)) {
      return false;
    }
    Thread here = Thread.currentThread();
    SignalHandler before = terminal.handle(Signal.INT, signal -> here.interrupt());
    try {
      Less less = new Less(terminal, Path.of("/"));
      less.run(new Source.InputStreamSource(new ByteArrayInputStream(text(lines)), true, "the result: q leaves"));
    } catch (InterruptedException left) {
      // Ctrl-C: the reader has what was wanted, and the command was done before
      Thread.interrupted();
    } catch (IOError left) {
      Thread.interrupted();
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal can't be read", e);
    } finally {
      terminal.handle(Signal.INT, before);
    }
    terminal.writer().println(lines.get(lines.size() - 1));
    terminal.flush();
    return true;
  }

  private static byte[] text(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Whether the lines, and the prompt below them, have room; long lines take several rows. */
  private boolean fits(List<String> lines) {
    int columns = terminal.getWidth();
    int room = terminal.getHeight() - 1;
    for (String line : lines) {
      room -= Math.max(1, (Cells.width(line) + columns - 1) / columns);
      if (room < 0) {
        return false;
      }
    }
    return true;
  }
}
