package org.mailtrek.estate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.mailtrek.host.Children;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Secret;
import org.mailtrek.host.TrekException;

/** Fetches secrets when they are needed, each once, and wipes them at the end. Their text is in no message. */
final class Secrets implements AutoCloseable {

  private final Path folder;
  private final Surroundings surroundings;
  private final Estate estate;
  private final Map<SecretSource, Secret> known = new HashMap<>();
  private final Map<SecretSource, Object> fetching = new ConcurrentHashMap<>();

  Secrets(Path folder, Surroundings surroundings, Estate estate) {
    this.folder = folder;
    this.surroundings = surroundings;
    this.estate = estate;
  }

  /** Returns a secret; {@code what} says whose it is, for the prompt and for messages. */
  Secret get(SecretSource source, String what) throws TrekException {
    if (source instanceof SecretSource.Prompt) {
      return surroundings.prompt().ask(what);
    }
    synchronized (fetching.computeIfAbsent(source, each -> new Object())) { // not all at once: one may lie on a host that needs another
      synchronized (known) {
        if (known.containsKey(source)) {
          return known.get(source);
        }
      }
      Secret secret = fetch(source, what);
      synchronized (known) {
        known.put(source, secret);
      }
      return secret;
    }
  }

  private Secret fetch(SecretSource source, String what) throws TrekException {
    if (source instanceof SecretSource.File file) {
      return file(file.path(), what);
    } else if (source instanceof SecretSource.Variable variable) {
      return variable(variable.name(), what);
    } else if (source instanceof SecretSource.Command command) {
      return command(command.words(), what);
    }
    return directive((SecretSource.Directive) source, what);
  }

  private Secret file(String name, String what) throws TrekException {
    Path path = resolved(name);
    try {
      boolean open = Files.getPosixFilePermissions(path).stream().anyMatch(Secrets::others);
      if (open) {
        surroundings.warnings().accept(path + " holds a secret and others may read it: chmod 600 " + path);
      }
      return firstLine(Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      throw missing(what, "the file " + path + " is missing", "write the secret into it, chmod 600, or correct the file's name in estate.yaml", e);
    } catch (IOException e) {
      throw missing(what, "the file " + path + " can't be read", "make it readable for the user that runs mailtrek", e);
    }
  }

  private Path resolved(String name) {
    Optional<String> home = surroundings.environment().apply("HOME");
    return name.startsWith("~/") && home.isPresent() ? Path.of(home.get(), name.substring(2)) : folder.resolve(name);
  }

  private static boolean others(PosixFilePermission permission) {
    return List.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ).contains(permission);
  }

  private Secret variable(String name, String what) throws TrekException {
    Optional<String> value = surroundings.environment().apply(name);
    return Secret.of(
        value.orElseThrow(() -> missing(what, "the environment variable " + name + " is not set", "export " + name + ", then start mailtrek again", null)));
  }

  private Secret command(List<String> words, String what) throws TrekException {
    Children children = Children.of("this machine").within(java.time.Duration.ofMinutes(1));
    for (String name : List.of("HOME", "USER", "LOGNAME", "GNUPGHOME", "GPG_TTY")) {
      Optional<String> value = surroundings.environment().apply(name);
      children = value.isPresent() ? children.with(name, value.get()) : children;
    }
    Programs.Ended ended = ended(children, words, what);
    try {
      if (!ended.ok()) {
        throw missing(what, "the command " + words.get(0) + " ended with code " + ended.code(), "run it by hand to see why", null);
      }
      return firstLine(ended.out());
    } finally {
      Arrays.fill(ended.out(), (byte) 0);
    }
  }

  private static Programs.Ended ended(Children children, List<String> words, String what) throws TrekException {
    try {
      return children.run(new byte[0], words);
    } catch (TrekException e) {
      throw missing(what, e.what(), "run it by hand to see why, or correct the command in estate.yaml", e);
    }
  }

  private Secret directive(SecretSource.Directive source, String what) throws TrekException {
    byte[] text = estate.view().host(source.host()).readAll(source.file());
    try {
      return new DirectiveValue(text)
          .find(source.directive())
          .orElseThrow(
              () ->
                  missing(
                      what, source.host() + ":" + source.file() + " does not set " + source.directive(), "correct config and directive in estate.yaml", null));
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  private static Secret firstLine(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    end = end > 0 && bytes[end - 1] == '\r' ? end - 1 : end;
    byte[] line = Arrays.copyOf(bytes, end);
    try {
      return Secret.of(line);
    } finally {
      Arrays.fill(line, (byte) 0);
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static TrekException missing(String what, String found, String next, Exception cause) {
    return TrekException.at(what).kind(TrekException.Kind.ESTATE).found(found).because(cause).next(next);
  }

  @Override
  public void close() {
    synchronized (known) {
      known.values().forEach(Secret::close);
      known.clear();
    }
  }
}
