package org.mailtrek.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jline.utils.Signals;

/** Hears signals while changes are being written; otherwise they end the program as usual. */
final class SignalWatch {

  private final List<String> names;
  private final Consumer<String> heard;
  private final Map<String, Object> before = new LinkedHashMap<>();

  SignalWatch(List<String> names, Consumer<String> heard) {
    this.names = List.copyOf(names);
    this.heard = heard;
  }

  synchronized void begin() {
    if (before.isEmpty()) {
      names.forEach(name -> before.put(name, Signals.register(name, () -> heard.accept(name))));
    }
  }

  synchronized void end() {
    List<String> registered = new ArrayList<>(before.keySet());
    for (String name : registered) {
      Object handler = before.remove(name);
      if (handler != null) {
        Signals.unregister(name, handler);
      }
    }
  }
}
