package org.mailtrek.host;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;

/** A value that must appear nowhere: every rendering of it is masked. Held as bytes, so that {@link #close} can wipe them. */
public final class Secret implements AutoCloseable {

  /** What is shown instead. */
  public static final String MASK = "••••";

  private final byte[] value;

  private Secret(byte[] value) {
    this.value = value;
  }

  /** Returns a secret of these bytes; the array is copied. */
  public static Secret of(byte[] value) {
    return new Secret(value.clone());
  }

  /** Returns a secret of the UTF-8 form of a text. */
  public static Secret of(String value) {
    return new Secret(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Hands a copy of the bytes to the one call that needs them, and wipes the copy afterwards. */
  public <T> T use(Function<byte[], T> call) {
    byte[] copy = value.clone();
    try {
      return call.apply(copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  /** Returns whether this secret is empty. */
  public boolean empty() {
    return value.length == 0;
  }

  @Override
  public void close() {
    Arrays.fill(value, (byte) 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(value, secret.value);
  }

  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return MASK;
  }
}
