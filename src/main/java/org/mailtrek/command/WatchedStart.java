package org.mailtrek.command;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.mailtrek.check.StartLog;
import org.mailtrek.engine.Progress;
import org.mailtrek.engine.ProgressLike;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.estate.HostEntry;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/**
 * Looks into the server's log every second while a run starts it, and says at once what the lines mean: a start that goes wrong, or that deletes people, is
 * not found out about when it has ended. It asks anew each time, since a program that follows a log would outlive a Mailtrek that is killed. Practice
 * machines, whose log does not grow by itself, are left out.
 */
final class WatchedStart implements ProgressLike, AutoCloseable {

  private static final Pattern STARTS = Pattern.compile("(first-start|leave-safe-mode)(-.*)?");
  private static final List<String> PRODUCTS = List.of("zcp", "kc");
  private static final String SERVER = "kopano-server";
  private static final int LINES = 400;

  private final Progress shown;
  private final Watch watch;
  private final Optional<String> host;
  private final List<WatchedStart> beside = new CopyOnWriteArrayList<>();
  private String watched = "";
  private Optional<CountDownLatch> watching = Optional.empty();

  /**
   * How hosts are watched.
   *
   * @param view the estate
   * @param logs whether a host has a log that grows
   * @param pause between two looks
   */
  record Watch(View view, Predicate<String> logs, Duration pause) {}

  /**
   * Watches the starts of a run on a session's estate.
   *
   * @throws TrekException when the estate can't be read
   */
  static WatchedStart of(Progress shown, Session session) throws TrekException {
    Declaration declared = EstateFile.read(session.folder());
    Optional<String> server = declared.products().stream().filter(each -> PRODUCTS.contains(each.product())).map(Declaration.Product::host).findFirst();
    return new WatchedStart(shown, new Watch(session.estate().view(), name -> !(declared.hosts().get(name) instanceof HostEntry.Simulated), Duration.ofSeconds(1)), server);
  }

  /** Makes one; {@code host} is where the server is, unless the run says so itself. */
  WatchedStart(Progress shown, Watch watch, Optional<String> host) {
    this.shown = shown;
    this.watch = watch;
    this.host = host;
  }

  @Override
  public Progress shown() {
    return shown;
  }

  @Override
  public void phase(int number, int of, String id, String title) {
    if (!id.equals(watched)) {
      close();
      watched = id;
      host.filter(watch.logs()).filter(each -> STARTS.matcher(id).matches()).ifPresent(this::begin);
    }
    ProgressLike.super.phase(number, of, id, title);
  }

  @Override
  public Progress on(String name) {
    WatchedStart one = new WatchedStart(shown.on(name), watch, Optional.of(name));
    beside.add(one);
    return one;
  }

  private void begin(String name) {
    CountDownLatch end = new CountDownLatch(1);
    Thread thread = new Thread(() -> look(name, end), "log of " + name);
    thread.setDaemon(true);
    thread.start();
    watching = Optional.of(end);
  }

  private void look(String name, CountDownLatch end) {
    try {
      StartLog log = new StartLog(name, lines(name), sentence -> shown.say(name + ": " + SERVER + ": " + sentence));
      boolean last;
      do {
        last = end.await(watch.pause().toMillis(), TimeUnit.MILLISECONDS);
        log.now(lines(name));
      } while (!last);
    } catch (TrekException e) {
      shown.doing(name + ": " + SERVER + ": its log is not watched: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> lines(String name) throws TrekException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    watch.view().host(name).inspection().log(SERVER, LINES, false, out);
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** Lets each look once more, and end. */
  @Override
  public void close() {
    beside.forEach(WatchedStart::close);
    beside.clear();
    watching.ifPresent(CountDownLatch::countDown);
    watching = Optional.empty();
  }
}
