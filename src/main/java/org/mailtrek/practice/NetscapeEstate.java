package org.mailtrek.practice;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;
import java.util.function.Consumer;
import org.mailtrek.host.TrekException;
import org.mailtrek.practice.netscape.Installation;

/** Makes the practice estate {@code netscape}: Messaging Server 3.x with a directory, mailboxes on three disks and a queue, and an empty 4.1 beside it. */
final class NetscapeEstate {

  static final String KIND = "netscape";

  /** The default mail store path of 3.x. */
  static final String STORE = "/mail/mailbox-3.x";

  private static final String DECLARED = """
      # A practice estate: made up, complete, and all of it in this folder.
      estate: netscape
      hosts:
        lab1: { simulated: practice/lab1 }
      directory:
        url: ldap://127.0.0.1:%d
        bind-dn: %s
        password: { file: practice/directory.password }
        base: %s
      products:
        - { host: lab1, product: netscape, version: "3.6", root: %s, data: %s, instance: %s }
      """;

  private final Places places;
  private final long seed;
  private final Population population;
  private final Ports ports;
  private final Consumer<String> progress;

  NetscapeEstate(Places places, int users, long seed, Consumer<String> progress) throws IOException {
    this.places = places;
    this.seed = seed;
    this.population = Population.of(EstateKind.ZCP_SINGLE, users, seed);
    this.ports = Ports.choose(new Random(), Engine.NONE);
    this.progress = progress;
  }

  void make() throws IOException, TrekException {
    String password = Recipe.password(seed, "directory");
    Practice.secret(places.practice(), "");
    Practice.secret(places.directoryPassword(), password + "\n");
    progress.accept("directory of " + population.people().size() + " people");
    DirectoryStore.create(places.directory(), NetscapeEntries.of(population, seed));
    progress.accept("machine lab1 with their mail");
    MachineFolder machine = new MachineFolder(places.machine());
    new NetscapeMachine(machine, ports.ldap(), password).make();
    new NetscapeMail(machine, new Random(seed)).make(population.people());
    new NetscapeQueue(machine, new Random(seed + 1)).make(population.people());
    machine.settle();
    NetscapeTools.install(places.machine());
    progress.accept("servers");
    ports.write(places.ports());
    PracticeServers.ensureRunning(places.estate());
    Path unfinished = places.estate().resolve("estate.yaml.new");
    Practice.secret(unfinished, DECLARED.formatted(ports.ldap(), Recipe.BIND_DN, Population.BASE, Installation.SERVER, STORE, Installation.INSTANCE));
    Files.move(unfinished, places.declaration(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Returns the mail store path of a person: most lie under the default, some on two further disks. */
  static String store(Person person) {
    return switch (person.number() % 7) {
      case 3 -> "/disk1/mail-Sales";
      case 5 -> "/disk2/research";
      default -> STORE;
    };
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
