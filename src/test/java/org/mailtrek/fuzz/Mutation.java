package org.mailtrek.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes inputs out of samples: bytes exchanged, pieces cut, doubled, moved and mixed, words of the language and awkward values put in. */
final class Mutation {

  private static final int KEPT = 300;
  private static final int LONGEST = 1 << 14;
  private static final List<String> AWKWARD =
      List.of("", "\0", "\r", "\r\n", "\n", "\n\n", "\t", " ", "\\", "\"", "'", "`", "$(", "${", "../", "%n", "%s", "-1", "0", "2147483648", "9223372036854775808", "1e999", "\u00ff", "\ud83d\ude00", "\ufeff", "{", "}", "[", "]", ":", "=", "#", "!", "<", ">", "|", "&", ";", "--", "\u001b[31m");

  private final Random random;
  private final List<byte[]> samples = new ArrayList<>();
  private final int own;
  private final List<byte[]> words = new ArrayList<>();

  Mutation(Random random, List<byte[]> samples, List<String> words) {
    this.random = random;
    this.samples.addAll(samples);
    this.own = samples.size();
    AWKWARD.forEach(each -> this.words.add(each.getBytes(StandardCharsets.UTF_8)));
    words.forEach(each -> this.words.add(each.getBytes(StandardCharsets.UTF_8)));
  }

  /** Keeps an input that was read to its end: what comes out of it gets deeper than what comes out of the samples. */
  void keep(byte[] good) {
    if (samples.size() < own + KEPT) {
      samples.add(good);
    } else {
      samples.set(own + random.nextInt(KEPT), good);
    }
  }

  /** Returns how many bytes the samples and what was kept besides have. */
  long bytes() {
    return samples.stream().mapToLong(each -> each.length).sum();
  }

  byte[] next() {
    byte[] input = samples.get(random.nextInt(samples.size()));
    int steps = 1 + random.nextInt(1 + random.nextInt(8));
    for (int i = 0; i < steps; i++) {
      input = step(input);
    }
    return input.length > LONGEST ? Arrays.copyOf(input, LONGEST) : input;
  }

  private byte[] step(byte[] input) {
    int from = random.nextInt(input.length + 1);
    int to = from + random.nextInt(Math.min(input.length - from, 1 + random.nextInt(64)) + 1);
    return switch (random.nextInt(9)) {
      case 0 -> put(input, from, to, new byte[] {(byte) random.nextInt(256)});
      case 1 -> put(input, from, to, new byte[0]);
      case 2 -> put(input, from, from, slice(input, from, to));
      case 3 -> put(input, from, to, any(words));
      case 4 -> put(input, from, from, any(words));
      case 5 -> flipped(input, from);
      case 6 -> slice(input, 0, from);
      case 7 -> put(input, from, input.length, tail(any(samples)));
      default -> put(input, from, from, repeated(any(words)));
    };
  }

  private byte[] repeated(byte[] word) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = random.nextInt(random.nextInt(20) == 0 ? 4000 : 100); i > 0; i--) {
      all.writeBytes(word);
    }
    return all.toByteArray();
  }

  private byte[] any(List<byte[]> of) {
    return of.get(random.nextInt(of.size()));
  }

  private byte[] tail(byte[] other) {
    return slice(other, random.nextInt(other.length + 1), other.length);
  }

  private byte[] flipped(byte[] input, int at) {
    byte[] copy = input.clone();
    if (at < copy.length) {
      copy[at] ^= (byte) (1 << random.nextInt(8));
    }
    return copy;
  }

  static byte[] slice(byte[] input, int from, int to) {
    return Arrays.copyOfRange(input, from, to);
  }

  static byte[] put(byte[] input, int from, int to, byte[] piece) {
    byte[] whole = new byte[from + piece.length + input.length - to];
    System.arraycopy(input, 0, whole, 0, from);
    System.arraycopy(piece, 0, whole, from, piece.length);
    System.arraycopy(input, to, whole, from + piece.length, input.length - to);
    return whole;
  }
}
