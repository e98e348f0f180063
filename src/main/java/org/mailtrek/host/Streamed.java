package org.mailtrek.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The output of a program that is handed on as it comes, up to the mark that the shell writes behind it: only the mark proves that it came to its
 * end. What is held back is never more than what the mark may begin with. Not safe for several threads.
 */
final class Streamed {

  private static final int MEMORY = 8 << 20;

  private final byte[] mark;
  private final Overflow waiting = new Overflow(MEMORY);
  private byte[] held = new byte[0];
  private Optional<String> words = Optional.empty();
  private Optional<IOException> failure = Optional.empty();
  private boolean closed;

  Streamed(String mark) {
    this.mark = mark.getBytes(StandardCharsets.US_ASCII);
  }

  /** Adds what came; what can't be kept is told to whoever takes. */
  void write(byte[] bytes, int offset, int length) {
    try {
      if (failure.isEmpty() && !closed) {
        waiting.write(bytes, offset, length);
      }
    } catch (IOException e) {
      failure = Optional.of(e);
    }
  }

  boolean empty() {
    return waiting.empty() && failure.isEmpty();
  }

  /** Returns the words behind the mark, once it was taken. */
  Optional<String> words() {
    return words;
  }

  /**
   * Takes what may be handed on by now.
   *
   * @throws IOException when something that came could not be kept
   */
  byte[] take() throws IOException {
    if (failure.isPresent()) {
      throw failure.get();
    }
    byte[] next = waiting.take();
    if (next.length == 0 || words.isPresent()) {
      return new byte[0];
    }
    byte[] all = Arrays.copyOf(held, held.length + next.length);
    System.arraycopy(next, 0, all, held.length, next.length);
    int at = begin(all);
    held = Arrays.copyOfRange(all, at, all.length);
    String behind = held.length < mark.length ? "" : new String(held, mark.length, held.length - mark.length, StandardCharsets.ISO_8859_1);
    if (behind.indexOf('\n') >= 0) {
      words = Optional.of(behind.substring(0, behind.indexOf('\n')).strip());
    }
    return Arrays.copyOf(all, at);
  }

  /** Returns where the mark begins, or what may become one; else the end. */
  private int begin(byte[] bytes) {
    for (int at = 0; at < bytes.length; at++) {
      int length = Math.min(mark.length, bytes.length - at);
      if (bytes[at] == mark[0] && Arrays.equals(bytes, at, at + length, mark, 0, length)) {
        return at;
      }
    }
    return bytes.length;
  }

  /** Gives up what nobody takes any more. */
  void close() throws IOException {
    closed = true;
    waiting.close();
  }
}
