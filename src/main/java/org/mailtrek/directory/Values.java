package org.mailtrek.directory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A set of values as the server compares them, in the order they came; the first form of a value is kept. */
final class Values {

  private final ValueRule rule;
  private final Map<String, byte[]> byKey = new LinkedHashMap<>();

  Values(ValueRule rule) {
    this.rule = rule;
  }

  void add(byte[] value) {
    byKey.putIfAbsent(rule.key(value), value);
  }

  boolean isEmpty() {
    return byKey.isEmpty();
  }

  boolean same(Values other) {
    return byKey.keySet().equals(other.byKey.keySet());
  }

  List<byte[]> list() {
    return new ArrayList<>(byKey.values());
  }

  /** Returns these values and those of the other that these lack. */
  List<byte[]> with(Values other) {
    Map<String, byte[]> all = new LinkedHashMap<>(byKey);
    other.byKey.forEach(all::putIfAbsent);
    return new ArrayList<>(all.values());
  }

  List<String> texts() {
    return byKey.values().stream().map(each -> new String(each, StandardCharsets.UTF_8)).toList();
  }
}
