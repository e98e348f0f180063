package org.mailtrek.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A task of a playbook, built up in the order in which it is written. Immutable. */
final class Task {

  private static final String MODULES = "ansible.builtin.";

  private final Map<String, Object> keys;

  private Task(Map<String, Object> keys) {
    this.keys = keys;
  }

  /** Returns a task with one module and its arguments, by name and value in turn. */
  static Task of(String name, String module, Object... arguments) {
    Map<String, Object> given = new LinkedHashMap<>();
    for (int at = 0; at < arguments.length; at += 2) {
      given.put((String) arguments[at], arguments[at + 1]);
    }
    return new Task(new LinkedHashMap<>()).with("name", name).with(MODULES + module, given);
  }

  /** Returns a task that runs a program, without a shell between. */
  static Task command(String name, List<String> words, Object... more) {
    Task task = of(name, "command", "argv", words);
    for (int at = 0; at < more.length; at += 2) {
      task = task.argument((String) more[at], more[at + 1]);
    }
    return task;
  }

  /** Returns a task that only looks: it runs in check mode too, and never counts as a change. */
  static Task look(String name, List<String> words, String register) {
    return command(name, words).with("register", register).with("changed_when", false).with("check_mode", false);
  }

  /** Returns a task that fails with a sentence unless all conditions hold. */
  static Task insist(String sentence, String... conditions) {
    return of("Insist: " + sentence, "assert", "that", List.of(conditions), "fail_msg", sentence, "quiet", true);
  }

  /** Returns this task with one more key. */
  Task with(String key, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(keys);
    more.put(key, value);
    return new Task(more);
  }

  /** Returns this task with one more argument of its module. */
  Task argument(String key, Object value) {
    String module = keys.keySet().stream().filter(each -> each.startsWith(MODULES)).findFirst().orElseThrow();
    Map<String, Object> more = new LinkedHashMap<>();
    ((Map<?, ?>) keys.get(module)).forEach((name, old) -> more.put((String) name, old));
    more.put(key, value);
    return with(module, more);
  }

  /** Returns this task, left out in check mode: what it stands on is not there yet. */
  Task later() {
    return when("not ansible_check_mode");
  }

  /** Returns this task with one more condition. */
  Task when(String condition) {
    return new Task(when(keys, condition));
  }

  /** Returns a task or block with one more condition. */
  static Map<String, Object> when(Map<String, Object> task, String condition) {
    Set<Object> all = new LinkedHashSet<>();
    Object old = task.get("when");
    if (old instanceof List<?> several) {
      all.addAll(several);
    } else if (old != null) {
      all.add(old);
    }
    all.add(condition);
    Map<String, Object> more = new LinkedHashMap<>(task);
    more.put("when", new ArrayList<>(all));
    return more;
  }

  Map<String, Object> map() {
    return keys;
  }
}
