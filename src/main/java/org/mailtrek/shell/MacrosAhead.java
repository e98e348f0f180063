package org.mailtrek.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.mailtrek.command.MacroOutside;
import org.mailtrek.command.Session;
import org.mailtrek.host.TrekException;
import org.mailtrek.macro.Macro;

/**
 * Compiles new and edited macros of the estate behind the prompt, so that nobody waits for it at their first use. Only those that belong to the account that
 * runs the shell: compiling somebody else's is for whoever asks for it. What is wrong with a macro is said when it is run or checked, not here.
 */
final class MacrosAhead implements AutoCloseable {

  private final Session session;
  private final String account;
  private final Set<Macro> seen = new HashSet<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread made = new Thread(work, "macros ahead");
            made.setDaemon(true);
            made.setPriority(Thread.MIN_PRIORITY);
            return made;
          });

  MacrosAhead(Session session, String account) {
    this.session = session;
    this.account = account;
  }

  /** Has a look at the estate's macros, and returns at once; what it returns is done when they are compiled. */
  Future<?> look() {
    Optional<Path> folder = session.estateFolder();
    Optional<Path> cache = new MacroOutside(session).cache();
    if (folder.isEmpty() || cache.isEmpty() || !Files.isDirectory(folder.get().resolve(Macro.FOLDER))) {
      return CompletableFuture.completedFuture(null);
    }
    return thread.submit(() -> compile(folder.get(), cache.get()));
  }

  private void compile(Path folder, Path cache) {
    for (Macro each : macros(folder)) {
      try {
        if (seen.add(each) && own(each.file()) && !kept(each, cache)) {
          session.language().check(each.source(Optional.of(cache)));
        }
      } catch (TrekException | IOException e) {
        // running it says what is wrong
      }
    }
  }

  private static List<Macro> macros(Path folder) {
    try {
      return Macro.of(folder);
    } catch (TrekException e) {
      return List.of();
    }
  }

  private boolean own(Path file) throws IOException {
    return Files.getOwner(file).getName().equals(account);
  }

  /** Returns whether a compiled form lies there that is not older than the macro. */
  private static boolean kept(Macro macro, Path cache) throws IOException {
    if (!Files.isDirectory(cache)) {
      return false;
    }
    List<Path> compiled;
    try (Stream<Path> files = Files.list(cache)) {
      compiled = files.filter(file -> file.getFileName().toString().startsWith(macro.name() + "-")).toList();
    }
    for (Path each : compiled) {
      if (Files.getLastModifiedTime(each).compareTo(Files.getLastModifiedTime(macro.file())) >= 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
