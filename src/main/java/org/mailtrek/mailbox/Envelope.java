package org.mailtrek.mailbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.mailtrek.host.TrekException;

/**
 * The envelope of a queued message.
 *
 * @param arrived when it was taken into the queue
 * @param retry when it is to be tried next
 * @param tries how often it was tried
 * @param from the sender's address; empty for bounces
 * @param waiting the recipients who are still to be reached
 * @param settled how many were reached or given up
 */
record Envelope(Instant arrived, Instant retry, int tries, String from, List<String> waiting, int settled) {

  private static final String HEAD = "netscape3-queue 1";
  private static final String ADDRESS = "<[^<>\\p{Cntrl}]*>";

  Envelope {
    waiting = List.copyOf(waiting);
  }

  /**
   * Reads one.
   *
   * @param name the file, for errors
   * @throws TrekException when a line is wrong, by its number
   */
  static Envelope read(String name, String text) throws TrekException {
    List<String> lines = text.lines().toList();
    List<String> waiting = new ArrayList<>();
    int settled = 0;
    for (int at = 5; at < lines.size(); at++) {
      String line = lines.get(at);
      if (!line.matches("to (waiting|done|failed) " + ADDRESS) || line.endsWith("<>")) {
        throw wrong(name, at, "to waiting|done|failed <ADDRESS>");
      }
      if (line.startsWith("to waiting ")) {
        waiting.add(address(line));
      } else {
        settled++;
      }
    }
    String head = line(name, lines, 0, HEAD);
    if (!head.equals(HEAD)) {
      throw wrong(name, 0, HEAD);
    }
    Instant arrived = Instant.ofEpochSecond(Long.parseLong(line(name, lines, 1, "arrived [0-9]{1,12}").substring(8)));
    Instant retry = Instant.ofEpochSecond(Long.parseLong(line(name, lines, 2, "retry [0-9]{1,12}").substring(6)));
    int tries = Integer.parseInt(line(name, lines, 3, "tries [0-9]{1,6}").substring(6));
    return new Envelope(arrived, retry, tries, address(line(name, lines, 4, "from " + ADDRESS)), waiting, settled);
  }

  private static String line(String name, List<String> lines, int at, String form) throws TrekException {
    if (at >= lines.size() || !lines.get(at).matches(form)) {
      throw wrong(name, at, form);
    }
    return lines.get(at);
  }

  private static String address(String line) {
    return line.substring(line.indexOf('<') + 1, line.length() - 1);
  }

  private static TrekException wrong(String name, int at, String form) {
    return TrekException.at(name + ", line " + (at + 1)).found("is not '" + form + "'").next("bring the queue into the layout 'netscape3-queue' again, or take this message out");
  }
}
