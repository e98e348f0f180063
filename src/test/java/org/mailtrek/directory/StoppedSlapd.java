package org.mailtrek.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.mailtrek.lab.LabSlapd;

/** The program on the files of a slapd that does not run: an estate of this machine, which has no slapd of its own running. */
record StoppedSlapd(LabSlapd slapd, OwnProcess program, Path configuration) {

  static final String BASE_ENTRY = "dn: dc=example,dc=com\nobjectClass: dcObject\nobjectClass: organization\ndc: example\no: Example\n\n";

  /** The command; whatever mail servers other tests have on this machine don't look at this directory. */
  static final String[] TRANSPLANT = {"ldap", "transplant", "--offline", "--yes", "--override", "server-off", "--because", "it is a test"};

  /** Makes the estate anew; the configuration is a folder or a file. */
  static StoppedSlapd on(LabSlapd slapd, Path folder, Path configuration) throws IOException {
    OwnProcess program = OwnProcess.on(slapd, folder);
    String kind = Files.isDirectory(configuration) ? "folder" : "file";
    String declared = Files.readString(folder.resolve("estate.yaml")).replaceAll("  config: .*\n", "  host: here\n  config: { " + kind + ": " + configuration + " }\n");
    Files.writeString(folder.resolve("estate.yaml"), declared + "hosts:\n  here: { local: true }\n");
    return new StoppedSlapd(slapd, program, configuration);
  }

  /** Returns so many users as LDIF, and one entry that is named by an attribute that moves. */
  static String users(int count) {
    StringBuilder users = new StringBuilder(BASE_ENTRY);
    for (int user = 0; user < count; user++) {
      users.append("dn: uid=u").append(user).append(',').append(LabSlapd.BASE).append("\nobjectClass: inetOrgPerson\nobjectClass: zarafa-user\nuid: u").append(user)
          .append("\ncn: u\nsn: u\nzarafaAccount: 1\nzarafaAliases: a").append(user).append("@example.com\nzarafaQuotaWarn: 1\n\n");
    }
    return users.append("dn: zarafaHttpPort=2360,").append(LabSlapd.BASE).append("\nobjectClass: device\nobjectClass: zarafa-server\ncn: s\nzarafaHttpPort: 2360\n\n").toString();
  }

  int run(String... words) throws IOException, InterruptedException {
    return program.run(words);
  }

  String said() {
    return program.said();
  }

  /** Starts the program and returns it together with its slapadd as soon as that fills the new database. */
  Loading untilItLoads(String... words) throws IOException, InterruptedException {
    Process process = program.start(words);
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (process.isAlive() && System.nanoTime() < end) {
      Optional<ProcessHandle> slapadd = process.descendants().filter(StoppedSlapd::loads).findFirst();
      if (slapadd.isPresent()) {
        return new Loading(process, slapadd.get());
      }
      process.waitFor(1, TimeUnit.MILLISECONDS);
    }
    throw new IOException("nothing was loaded: " + said());
  }

  private static boolean loads(ProcessHandle handle) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(handle.pid()), "cmdline")).matches("(?s)[^\u0000]*slapadd\u0000.*\u0000-q\u0000.*");
    } catch (IOException e) {
      return false; // it has ended
    }
  }

  /**
   * The program while its slapadd is at work.
   *
   * @param ours the program
   * @param slapadd the tool
   */
  record Loading(Process ours, ProcessHandle slapadd) {

    int end() throws IOException, InterruptedException {
      if (!ours.waitFor(2, TimeUnit.MINUTES)) {
        ours.destroyForcibly();
        throw new IOException("does not end");
      }
      return ours.exitValue();
    }
  }
}
