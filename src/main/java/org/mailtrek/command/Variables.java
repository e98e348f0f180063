package org.mailtrek.command;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What {@code let} has set; one session's. Not for several threads at once. */
public final class Variables {
  private final SortedMap<String, String> values = new TreeMap<>();
  private final SortedMap<String, String> secrets = new TreeMap<>();

  /** Makes an empty set. */
  public Variables() {}

  /** Returns a value. */
  public synchronized Optional<String> get(String name) {
    return Optional.ofNullable(values.getOrDefault(name, secrets.get(name)));
  }

  /** Sets a value. */
  public synchronized void set(String name, String value) {
    values.put(name, value);
  }

  /** Sets a value that is not listed. */
  synchronized String hidden(String name, String value) {
    return secrets.put(name, value);
  }

  /** Takes a value away. */
  public synchronized void remove(String name) {
    secrets.remove(name);
    values.remove(name);
  }

  /** Returns all for people to see, by name: what looks like a secret is masked. */
  synchronized SortedMap<String, String> shown() {
    SortedMap<String, String> shown = new TreeMap<>(values);
    shown.replaceAll((name, value) -> SecretWords.masked(List.of(name + "=" + value), value));
    return shown;
  }

  /** Returns all that were set by name. */
  public synchronized SortedMap<String, String> all() {
    return new TreeMap<>(values);
  }
}
