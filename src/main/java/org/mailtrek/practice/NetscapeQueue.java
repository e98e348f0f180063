package org.mailtrek.practice;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Fills the 3.x queue in the published layout {@code netscape3-queue}: mail that waits, some of it for several people of whom some were reached, a bounce, and a leftover. */
final class NetscapeQueue {

  private static final Owner MAIL = new Owner(60, 60);
  private static final int MESSAGES = 6;

  private final MachineFolder machine;
  private final Random random;

  NetscapeQueue(MachineFolder machine, Random random) {
    this.machine = machine;
    this.random = random;
  }

  void make(List<Person> people) throws IOException {
    String queue = NetscapeMachine.QUEUE;
    machine.folder(queue, MAIL, 0700);
    for (int number = 1; number <= MESSAGES; number++) {
      String id = "q%04d".formatted(number);
      Person to = people.get(random.nextInt(people.size()));
      StringBuilder envelope = new StringBuilder("netscape3-queue 1\narrived " + (920_000_000L + number * 60) + "\nretry " + (920_003_600L + number * 300) + "\ntries " + number % 4 + "\n");
      envelope.append(number % 6 == 0 ? "from <>\n" : "from <sender" + number + "@example.net>\n");
      envelope.append("to waiting <").append(to.mail()).append(">\n");
      if (number % 3 == 0) {
        envelope.append("to done <reached").append(number).append("@example.org>\nto waiting <late").append(number).append("@example.org>\n");
      }
      String text = "Message-ID: <" + id + "@example.net>\nSubject: waits\n" + (number % 5 == 0 ? ".\n" : "") + "\nbody " + number + "\n.\nafter a dot alone\n";
      machine.file(queue + "/" + id + ".msg", (number % 5 == 0 ? text.replace(".\n\n", "\n") : text).getBytes(StandardCharsets.US_ASCII), MAIL, 0600);
      machine.file(queue + "/" + id + ".env", envelope.toString().getBytes(StandardCharsets.UTF_8), MAIL, 0600);
    }
    machine.file(queue + "/q9999.msg", NetscapeEstate.ascii("Subject: never finished\n\n"), MAIL, 0600); // its envelope was never written: nobody is waiting for it
  }
}
