package org.mailtrek.macro.groovy;

import groovy.lang.Binding;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mailtrek.host.TrekException;
import org.mailtrek.macro.MacroLanguage;
import org.mailtrek.macro.Script;
import org.mailtrek.macro.Source;

/** Runs macros with Groovy. What was compiled in this session is not compiled, or read from the cache, again. */
public final class GroovyLanguage implements MacroLanguage {

  private static final int KEPT = 100;

  private final Map<String, Class<? extends MacroScript>> known = new LinkedHashMap<>();

  @Override
  public void check(Source source) throws TrekException {
    type(source);
  }

  @Override
  public Object run(Source source, Script world) throws TrekException {
    Class<? extends MacroScript> type = type(source);
    try {
      MacroScript script = type.getDeclaredConstructor().newInstance();
      script.setBinding(new Binding(new LinkedHashMap<>(world.variables())));
      script.in(world);
      Object value = script.run();
      return value == null ? "" : value;
    } catch (Throwable e) {
      throw Fault.of(source, e);
    }
  }

  private synchronized Class<? extends MacroScript> type(Source source) throws TrekException {
    String key = Compiled.key(source);
    Class<? extends MacroScript> found = known.get(key);
    if (found == null) {
      found = Compiled.of(source, key).type(getClass().getClassLoader());
      if (known.size() >= KEPT) {
        known.clear();
      }
      known.put(key, found);
    }
    return found;
  }
}
