package org.mailtrek.practice.netscape;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code upgrade -m} and {@code -u}: one thread fills a queue of folders, several move their messages. Several processes may run at once: each folder is locked. */
final class MessageStep {

  /** How many folders wait at most, unless said otherwise. */
  private static final int QUEUE = 50;

  private static final Mapping.Pair END = new Mapping.Pair("", "user/", "");

  private final Installation installed;
  private final VendorLog log;
  private final boolean remove;
  private final FolderDatabase folders;
  private final AtomicInteger moved = new AtomicInteger();
  private final Optional<Integer> halt;

  MessageStep(Installation installed, VendorLog log, boolean remove) throws IOException {
    this.installed = installed;
    this.log = log;
    this.remove = remove;
    this.folders = new FolderDatabase(installed);
    Path order = installed.beside().resolve("halt-upgrade");
    this.halt = Files.exists(order) ? Optional.of(Integer.parseInt(Files.readString(order).strip())) : Optional.empty();
  }

  /** Moves the messages of these folders that are in transition. */
  void run(List<Mapping.Pair> pairs, int threads) throws IOException, InterruptedException {
    BlockingQueue<Mapping.Pair> queue = new ArrayBlockingQueue<>(QUEUE);
    Thread[] workers = new Thread[threads];
    for (int number = 0; number < threads; number++) {
      workers[number] = new Thread(() -> work(queue));
      workers[number].start();
    }
    for (Mapping.Pair each : pairs) {
      queue.put(each);
    }
    queue.put(END);
    for (Thread each : workers) {
      each.join();
    }
    log.notice("Store", moved + " messages were migrated" + (log.errors() == 0 ? "" : ", with " + log.errors() + " errors"));
  }

  private void work(BlockingQueue<Mapping.Pair> queue) {
    try {
      for (Mapping.Pair each = queue.take(); each != END; each = queue.take()) {
        try {
          folder(each);
        } catch (IOException e) {
          log.error("Store", each.name() + ": " + e.getMessage());
        }
      }
      queue.put(END);
    } catch (InterruptedException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void folder(Mapping.Pair pair) throws IOException {
    Path from = installed.at(pair.path());
    try (FileChannel channel = FileChannel.open(from.resolve(OldFolder.INDEX), StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid() || FolderDatabase.DONE.equals(folders.states().get(pair.name()))) {
        return;
      }
      Path to = target(pair);
      StringBuilder index = new StringBuilder();
      boolean whole = true;
      for (OldFolder.Listed each : OldFolder.messages(channel)) {
        Optional<String> wrong = message(from, to, each);
        if (wrong.isPresent()) {
          log.error("Store", pair.name() + ": message " + each.uid() + ": " + wrong.get() + ", left in place");
          whole = false;
        } else {
          index.append(each.line()).append('\n');
        }
      }
      Files.createDirectories(to);
      Files.writeString(to.resolve("store.idx"), index, StandardCharsets.UTF_8);
      if (whole) {
        folders.done(pair.name());
      }
    }
  }

  /** Returns what kept a message from being moved. */
  private Optional<String> message(Path from, Path to, OldFolder.Listed each) throws IOException {
    Path source = from.resolve(each.uid() + ".msg");
    Path target = to.resolve("%02d".formatted(each.uid() / 100 % 100)).resolve(each.uid() + ".msg");
    if (Files.exists(target)) {
      if (remove) {
        Files.deleteIfExists(source);
      }
      return Optional.empty();
    }
    if (!Files.isReadable(source)) {
      return Optional.of("can't be read");
    }
    if (Files.size(source) != each.size()) {
      return Optional.of("has " + Files.size(source) + " bytes and should have " + each.size());
    }
    Files.createDirectories(target.getParent());
    Path fresh = target.resolveSibling(each.uid() + ".new");
    Files.copy(source, fresh, StandardCopyOption.REPLACE_EXISTING);
    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    if (remove) {
      Files.delete(source);
    }
    int count = moved.incrementAndGet();
    if (halt.isPresent() && count >= halt.get()) {
      Runtime.getRuntime().halt(137);
    }
    return Optional.empty();
  }

  private Path target(Mapping.Pair pair) throws IOException {
    Path partition = Partitions.folder(installed, pair.partition());
    if (!Files.isDirectory(partition)) {
      throw new IOException("partition " + pair.partition() + ": " + partition.getFileName() + " is not there");
    }
    Path place = partition.resolve("=user").resolve(HashFolder.of(pair.user())).resolve("=" + pair.user());
    String[] parts = pair.name().split("/");
    boolean inbox = parts.length == 3 && parts[2].toUpperCase(Locale.ROOT).equals("INBOX");
    for (int at = 2; at < parts.length && !inbox; at++) {
      place = place.resolve("=" + parts[at]);
    }
    return place;
  }
}
