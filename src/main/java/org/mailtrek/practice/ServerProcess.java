package org.mailtrek.practice;

import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The process that serves a practice estate: its LDAP server, and its database as a child. It publishes itself in {@code servers.json}, and
 * ends when nobody has used it for a while, when the folder is gone, or when it is asked to.
 */
final class ServerProcess {

  private static final Duration IDLE = Duration.ofMinutes(10);

  private final Places places;
  private final Activity activity = new Activity();
  private final CountDownLatch end = new CountDownLatch(1);
  private final CountDownLatch gone = new CountDownLatch(1);

  private ServerProcess(Places places) {
    this.places = places;
  }

  /** Serves the estate in the folder that is the only argument. Says {@code ready}, or why not, on standard output, and closes that. */
  public static void main(String[] arguments) throws InterruptedException {
    ServerProcess server = new ServerProcess(new Places(Path.of(arguments[0])));
    try {
      server.serve();
    } catch (IOException e) {
      System.out.println("failed: " + e.getMessage());
      System.out.close();
      Runtime.getRuntime().halt(1);
    }
    System.exit(0);
  }

  private void serve() throws IOException, InterruptedException {
    Ports ports = Ports.read(places.ports());
    try (DatabaseProcess database = DatabaseProcess.start(places);
        DirectoryProcess directory = DirectoryProcess.start(places.directory(), ports.ldap(), places.directoryPassword(), activity, end::countDown)) {
      Runtime.getRuntime().addShutdownHook(new Thread(this::leave));
      publish(directory.port(), database.url());
      System.out.println("ready");
      System.out.close();
      watch();
    } finally {
      retire();
      gone.countDown();
    }
  }

  /** Ends serving when the process is asked to end, and waits for it. */
  private void leave() {
    end.countDown();
    try {
      gone.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void publish(int ldap, String url) throws IOException {
    JSONObject json =
        new JSONObject(
            new com.unboundid.util.json.JSONField("pid", ProcessHandle.current().pid()),
            new com.unboundid.util.json.JSONField("ldap", new JSONObject(new com.unboundid.util.json.JSONField("port", ldap))),
            new com.unboundid.util.json.JSONField("database", new JSONObject(new com.unboundid.util.json.JSONField("url", url))));
    Path unfinished = places.practice().resolve("servers.json.new");
    Files.writeString(unfinished, json.toSingleLineString() + "\n", StandardCharsets.UTF_8);
    Files.move(unfinished, places.servers(), StandardCopyOption.ATOMIC_MOVE);
  }

  private void watch() throws InterruptedException {
    int round = 0;
    while (!end.await(2, TimeUnit.SECONDS)) {
      if (!ours()) {
        return;
      }
      if (++round % 15 == 0 && idle()) {
        return;
      }
    }
  }

  private boolean ours() {
    return PracticeServers.published(places).map(Published::pid).filter(pid -> pid == ProcessHandle.current().pid()).isPresent();
  }

  private boolean idle() {
    try {
      if (Files.getLastModifiedTime(places.lock()).toMillis() > System.currentTimeMillis() - IDLE.toMillis()) {
        return false;
      }
      if (activity.idle().compareTo(IDLE) < 0) {
        return false;
      }
      if (DatabaseProcess.inUse(places)) {
        activity.seen();
        return false;
      }
      return true;
    } catch (IOException | SQLException unclear) {
      return true; // without its lock file or its database the estate is not usable: the next command starts afresh
    }
  }

  private void retire() throws IOException {
    if (ours()) {
      Files.deleteIfExists(places.servers());
    }
  }
}
