package org.mailtrek.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A booted Debian with systemd, dpkg, apt and sshd on a loopback address of its own, made by {@code scripts/lab}. It ends with {@link #close},
 * or with the virtual machine that holds it, however that ends. Annotate tests with {@link RequiresMachine}.
 */
public final class LabMachine implements AutoCloseable {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name;
  private final List<String> options;
  private final Optional<LabLock> lock;
  private final Thread hook;
  private Optional<Process> keeper = Optional.empty();
  private String address = "";
  private int port;

  private LabMachine(String name, List<String> options, Optional<LabLock> lock) {
    this.name = name;
    this.options = options;
    this.lock = lock;
    this.hook = new Thread(this::remove);
  }

  /** Boots a copy of the base, which is made first where it is missing: a minute or two, once. */
  public static LabMachine boot() {
    return boot(Optional.empty(), List.of(), root -> {});
  }

  /**
   * Boots a copy.
   *
   * @param layer the layer to copy ({@link #save}); empty for the base
   * @param binds files and folders that the machine is shown read-only, each {@code SOURCE:TARGET}; with any of them it is one on which Zarafa may run
   * @param furnishing writes into the machine's root before it boots
   */
  static LabMachine boot(Optional<String> layer, List<String> binds, Consumer<Path> furnishing) {
    List<String> options = new ArrayList<>();
    binds.forEach(each -> options.addAll(List.of("--bind", each)));
    Optional<LabLock> lock = binds.isEmpty() ? Optional.empty() : Optional.of(LabLock.zarafaRuns());
    LabMachine machine = new LabMachine("test-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet(), options, lock);
    List<String> words = new ArrayList<>(List.of("new", machine.name));
    layer.ifPresent(words::add);
    try {
      lab(words).orFail();
      Runtime.getRuntime().addShutdownHook(machine.hook);
      furnishing.accept(machine.root());
      machine.start();
      return machine;
    } catch (IllegalStateException e) {
      lock.ifPresent(LabLock::close);
      throw e;
    }
  }

  /** Boots it again after {@link #stop} or {@link #kill}, at another address. */
  public void start() {
    List<String> command = new ArrayList<>(List.of(script(), "start", name, "--hold"));
    command.addAll(options);
    try {
      Path errors = Files.createTempFile("mailtrek-lab-", ".log");
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      keeper = Optional.of(process);
      String said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
      String complaint = Files.readString(errors);
      Files.delete(errors);
      if (said == null) {
        throw new IllegalStateException("the machine does not start: " + complaint);
      }
      address = said.substring(0, said.indexOf(':'));
      port = Integer.parseInt(said.substring(said.indexOf(':') + 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns its address, a loopback one that is no other machine's. */
  public String address() {
    return address;
  }

  /** Returns the port of its sshd. */
  public int port() {
    return port;
  }

  /** Returns its name, which is its host name too. */
  public String name() {
    return name;
  }

  /** Returns the private key, without a passphrase, that lets in as root. */
  public Path key() {
    return folder().resolve("key");
  }

  /** Returns the line of a {@code known_hosts} file that its ed25519 key deserves. */
  public String knownHost() {
    try {
      return "[" + address + "]:" + port + " " + Files.readString(root().resolve("etc/ssh/ssh_host_ed25519_key.pub"), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the folder that is the machine's root, for looking at and changing it from outside. */
  public Path root() {
    return folder().resolve("machines").resolve(name).resolve("root");
  }

  /** Runs a program as root inside, without SSH. */
  public Said run(String... command) {
    List<String> words = new ArrayList<>(List.of("sh", name));
    words.addAll(List.of(command));
    return lab(words);
  }

  /**
   * Runs a shell command as root inside.
   *
   * @return what it printed
   * @throws IllegalStateException when it fails
   */
  public String sh(String command) {
    return run("sh", "-c", command).orFail();
  }

  /** Writes a file of root's; nothing of the machine may be a symbolic link on the way there. */
  void file(String path, String text) {
    try {
      Files.writeString(root().resolve(path.substring(1)), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Shuts it down in order, so that its servers' data are on disk. */
  public void stop() {
    lab(List.of("stop", name)).orFail();
    await();
  }

  /** Pulls the plug. */
  public void kill() {
    lab(List.of("kill", name)).orFail();
    await();
  }

  /** Turns it, once stopped, into a layer that others boot from; nothing is left to close. A layer of that name stays as it is. */
  void save(String layer) {
    stop();
    lab(List.of("save", name, layer));
    close();
  }

  static boolean layer(String name) {
    return Files.isDirectory(folder().resolve("layers").resolve(name));
  }

  private void await() {
    keeper.ifPresent(process -> {
      try {
        process.getOutputStream().close();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
          throw new IllegalStateException(name + " does not end");
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    });
    keeper = Optional.empty();
  }

  private void remove() {
    if (Files.isDirectory(root())) {
      lab(List.of("remove", name));
    }
  }

  @Override
  public void close() {
    remove();
    await();
    lock.ifPresent(LabLock::close);
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  /** Returns where machines and layers lie, as {@code scripts/lab} finds it. */
  static Path folder() {
    return Optional.ofNullable(System.getenv("MAILTREK_LAB")).filter(text -> !text.isEmpty()).map(Path::of)
        .orElseGet(() -> Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).filter(text -> !text.isEmpty()).map(Path::of)
            .orElseGet(() -> Path.of(System.getenv().getOrDefault("HOME", System.getProperty("user.home")), ".cache")).resolve("mailtrek").resolve("lab"));
  }

  private static String script() {
    return Path.of("scripts", "lab").toAbsolutePath().toString();
  }

  private static Said lab(List<String> words) {
    List<String> command = new ArrayList<>(List.of(script()));
    command.addAll(words);
    return Said.by(command);
  }

  /**
   * How a command went.
   *
   * @param status its exit status
   * @param output what it printed
   * @param errors what it complained
   */
  public record Said(int status, String output, String errors) {

    static Said by(List<String> command) {
      try {
        Path errors = Files.createTempFile("mailtrek-lab-", ".log");
        Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        String complaint = Files.readString(errors);
        Files.delete(errors);
        return new Said(status, output, complaint);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    /**
     * Returns the output.
     *
     * @throws IllegalStateException when it failed
     */
    public String orFail() {
      if (status != 0) {
        throw new IllegalStateException("failed with " + status + ": " + output + errors);
      }
      return output;
    }
  }
}
