package org.mailtrek.practice.netscape;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * {@code start-msg [SERVICE]} and {@code stop-msg [SERVICE]}. Which run is noted beside the machine, as processes are no files of it.
 *
 * @param start whether it starts
 */
record StartStop(boolean start) implements VendorProgram.Tool {

  private static final List<String> SERVICES = List.of("store", "imap", "pop", "http", "smtp");

  @Override
  public int run(Installation installed, List<String> words, Appendable out) throws IOException, Failure {
    List<String> wanted = words.isEmpty() ? SERVICES : words;
    if (!SERVICES.containsAll(wanted)) {
      throw new Failure(1, "no such service: " + String.join(" ", wanted) + "; there are " + String.join(" ", SERVICES));
    }
    Path file = installed.beside().resolve("messaging-services");
    SortedSet<String> running = new TreeSet<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
    VendorLog log = new VendorLog(installed, start ? "start-msg" : "stop-msg");
    for (String each : wanted) {
      if (start ? running.add(each) : running.remove(each)) {
        log.notice("General", each + (start ? " starting up" : " shutting down"));
      }
    }
    Files.createDirectories(file.getParent());
    Files.write(file, running, StandardCharsets.US_ASCII);
    return 0;
  }
}
