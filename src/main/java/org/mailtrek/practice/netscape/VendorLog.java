package org.mailtrek.practice.netscape;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The instance's log {@code log/default/default}, in the maker's form: {@code dd/Mon/yyyy:hh:mm:ss +hhmm host process[pid]: Category Level: message}. */
final class VendorLog {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);

  private final Path file;
  private final String head;
  private int errors;

  VendorLog(Installation installed, String program) throws IOException {
    this.file = installed.at(Installation.INSTANCE + "/log/default/default");
    this.head = " " + installed.host() + " " + program + "[" + ProcessHandle.current().pid() + "]: ";
    Files.createDirectories(file.getParent());
  }

  void notice(String category, String message) throws IOException {
    write(category + " Notice: " + message);
  }

  void error(String category, String message) throws IOException {
    write(category + " Error: " + message);
    count();
  }

  private synchronized void count() {
    errors++;
  }

  synchronized int errors() {
    return errors;
  }

  private void write(String text) throws IOException {
    String line = ZonedDateTime.now().format(TIME) + head + text + "\n";
    Files.write(file, line.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
