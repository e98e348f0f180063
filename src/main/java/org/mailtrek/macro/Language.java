package org.mailtrek.macro;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailtrek.host.TrekException;

/** Groovy, loaded at the first macro from the folder {@code macro} beside the program. Safe for several threads. */
public final class Language implements MacroLanguage {

  private static final String CLASS = "org.mailtrek.macro.groovy.GroovyLanguage";

  private Optional<MacroLanguage> loaded = Optional.empty();

  @Override
  public void check(Source source) throws TrekException {
    open().check(source);
  }

  @Override
  public Object run(Source source, Script script) throws TrekException {
    return open().run(source, script);
  }

  private synchronized MacroLanguage open() throws TrekException {
    if (loaded.isEmpty()) {
      loaded = Optional.of(load());
    }
    return loaded.get();
  }

  private static MacroLanguage load() throws TrekException {
    Path folder = folder();
    try (Stream<Path> files = Files.list(folder)) {
      List<URL> jars = new ArrayList<>();
      for (Path each : files.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
        jars.add(each.toUri().toURL());
      }
      // never closed: it serves until the program ends
      ClassLoader loader = new URLClassLoader("macros", jars.toArray(URL[]::new), Language.class.getClassLoader());
      return (MacroLanguage) Class.forName(CLASS, true, loader).getDeclaredConstructor().newInstance();
    } catch (IOException | ReflectiveOperationException e) {
      throw TrekException.at(folder).found("Groovy can't be loaded for macros: " + e).because(e).next("install Mailtrek whole: lib/macro belongs to it");
    }
  }

  /** Returns the folder beside the jar, or the classes, that this class is from. */
  private static Path folder() throws TrekException {
    try {
      return Path.of(Language.class.getProtectionDomain().getCodeSource().getLocation().toURI()).resolveSibling("macro");
    } catch (URISyntaxException e) {
      throw TrekException.at("macros").found("it can't be told where the program lies: " + e.getMessage()).because(e).next("install it in a folder with a plain name");
    }
  }
}
