package org.mailtrek.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.WholeProgram;
import org.mailtrek.practice.netscape.Installation;
import org.mailtrek.practice.netscape.VendorProgram;

/** The practice estate {@code netscape} and the stand-ins on it do what the maker's guide says, and fail as it says. */
class NetscapePracticeTest {

  private static final String TOOLS = Installation.TOOLS + "/";
  private static final String INSTANCE = Installation.INSTANCE;
  private static final String STORE = NetscapeEstate.STORE;

  @TempDir private static Path temporary;
  private static Path estate;
  private static Path made;
  private static Path folders;
  private static int copies;

  private Path machine;

  @BeforeAll
  static void make() throws Exception {
    estate = temporary.resolve("it's an estate");
    Practice.make("netscape", estate, 12, 3, phase -> {});
    made = new Places(estate).machine();
    folders = copy(made);
    assertEquals(0, end(new ProcessBuilder(folders + TOOLS + "upgrade", "-s").redirectErrorStream(true).start()).code());
  }

  @AfterAll
  static void stop() throws Exception {
    Practice.stop(estate);
  }

  @Test
  void isAsItIsDeclared() {
    WholeProgram.Ended checked = WholeProgram.run(estate, List.of("estate", "check"));
    assertEquals(0, checked.exit(), checked::text);
  }

  /** Copies a machine with what lies beside it. */
  private static Path copy(Path machine) throws IOException, InterruptedException {
    Path copy = temporary.resolve("copy" + ++copies).resolve("lab1");
    Files.createDirectories(copy.getParent());
    assertEquals(0, new ProcessBuilder("cp", "-a", machine.toString(), machine + ".machine", copy.getParent().toString()).start().waitFor());
    return copy;
  }

  @BeforeEach
  void takeOneWhoseFoldersAreUpgraded() throws IOException, InterruptedException {
    machine = copy(folders);
  }

  private record Ended(int code, String text) {}

  private Process start(String program, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(machine + program));
    command.addAll(Arrays.asList(words));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private Ended run(String program, String... words) throws InterruptedException {
    return run(machine, program, words);
  }

  /** Runs a program in this process, which costs less. */
  private static Ended run(Path on, String program, String... words) throws InterruptedException {
    StringBuilder said = new StringBuilder();
    int code = VendorProgram.run(on, program.substring(program.lastIndexOf('/') + 1), List.of(words), said, said);
    return new Ended(code, said.toString());
  }

  private static Ended end(Process process) throws IOException, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    process.getInputStream().transferTo(out);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    return new Ended(process.exitValue(), out.toString(StandardCharsets.UTF_8));
  }

  private void well(String program, String... words) throws InterruptedException {
    Ended ended = run(program, words);
    assertEquals(0, ended.code(), ended.text());
  }

  private Path at(String path) {
    return machine.resolve(path.substring(1));
  }

  private String text(String path) throws IOException {
    return Files.readString(at(path));
  }

  private long messages(String path) throws IOException {
    try (Stream<Path> all = Files.walk(at(path))) {
      return all.filter(each -> each.toString().endsWith(".msg") && !each.toString().contains("/.0004x.")).count();
    }
  }

  private long old() throws IOException {
    return messages("/mail") + messages("/disk1") + messages("/disk2");
  }

  @Test
  void isAnEstateWhoseStoreMailtrekReads() {
    WholeProgram.Ended survey = WholeProgram.run(estate, List.of("mailbox", "survey", "--content", "--plain"));
    assertTrue(survey.text().contains("NUL"), survey::text);
    WholeProgram.Ended partitions = WholeProgram.run(estate, List.of("mailbox", "partitions", "--plain"));
    assertTrue(partitions.text().contains("mailsales") && partitions.text().contains("/disk2/research/.0004x.research"), partitions::text);
  }

  @Test
  void upgradesFoldersAndSetsThePartitionsBackEachTime() throws Exception {
    for (String each : new String[] {"__upfolder.db", "__up.primary.txt", "__up.mailsales.txt", "upgrade4x.conf", "__greeting_done__", "__snmp_done__"}) {
      assertTrue(Files.exists(at(STORE + "/" + each)), each);
    }
    assertTrue(text(STORE + "/__up.mailsales.txt").startsWith("[4x partition]:mailsales\n[3x MailStorePath]:/disk1/mail-Sales\n#---------List of mail user id ------\n"));
    assertTrue(text(INSTANCE + "/store/mboxlist/folder.db").lines().allMatch(each -> each.endsWith("|TRANSITION")));
    assertTrue(Files.isDirectory(at("/disk1/mail-Sales/.0004x.mailsales")));
    well(TOOLS + "configutil", "-o", "store.partition.research.path", "-v", "/disk2/elsewhere");
    assertEquals("/disk2/elsewhere\n", run(TOOLS + "configutil", "-o", "store.partition.research.path").text());
    well(TOOLS + "upgrade", "-s");
    assertTrue(run(TOOLS + "configutil", "-p", "store.partition.").text().contains("store.partition.research.path|/disk2/research/.0004x.research\n"), "the documented reset");
  }

  @Test
  void movesMessagesAndLeavesTheBrokenOnesInPlace() throws Exception {
    long before = old();
    Ended ended = run(TOOLS + "upgrade", "-m", "-t", "2", "-r");
    assertEquals(1, ended.code(), ended.text());
    long errors = text(INSTANCE + "/log/default/default").lines().filter(each -> each.contains("Store Error: ")).count();
    assertTrue(errors > 0);
    assertEquals(errors, old(), "only what could not be moved is left, the folders stay");
    assertTrue(Files.isDirectory(at(STORE)));
    try (Stream<Path> all = Files.walk(machine)) {
      assertEquals(before, old() + all.filter(each -> each.toString().matches(".*/=user/.*/[0-9]{2}/[0-9]+\\.msg")).count());
    }
    assertTrue(text(INSTANCE + "/log/default/default").lines().allMatch(each -> each.matches("[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:[0-9:]{8} [+-][0-9]{4} lab1 \\S+\\[[0-9]+]: [A-Z][A-Za-z]+ [A-Z][a-z]+: .*")));
    assertTrue(text(INSTANCE + "/store/mboxlist/folder.db").contains("|TRANSITION"), "a folder with errors waits for another run");
    assertEquals(1, run(TOOLS + "upgrade", "-m", "-r").code());
    assertEquals(errors, old());
  }

  @Test
  void movesTheUsersOfAListOnly() throws Exception {
    run(TOOLS + "upgrade", "-u", "__up.research.txt");
    String folders = text(INSTANCE + "/store/mboxlist/folder.db");
    List<String> users = text(STORE + "/__up.research.txt").lines().skip(3).toList();
    for (String each : folders.lines().filter(line -> line.endsWith("|NON-TRANSITION")).toList()) {
      assertTrue(users.contains(each.split("[/|]")[1]), each);
    }
    assertTrue(folders.contains("|NON-TRANSITION"));
    Files.writeString(at(STORE + "/bad.txt"), "joe\n");
    assertEquals(1, run(TOOLS + "upgrade", "-u", "bad.txt").code());
  }

  @Test
  void refusesAfterItWasHaltedUntilItIsRecovered() throws Exception {
    Files.writeString(machine.resolveSibling("lab1.machine").resolve("halt-upgrade"), "5");
    assertEquals(137, end(start(TOOLS + "upgrade", "-m")).code());
    Files.delete(machine.resolveSibling("lab1.machine").resolve("halt-upgrade"));
    Ended refused = run(TOOLS + "upgrade", "-m");
    assertTrue(refused.code() == 1 && refused.text().contains("recover"), refused.text());
    well(INSTANCE + "/start-msg", "store");
    well(INSTANCE + "/stop-msg", "store");
    Files.delete(at(INSTANCE + "/lock/__lock.share"));
    run(TOOLS + "upgrade", "-m");
    assertTrue(text(INSTANCE + "/store/mboxlist/folder.db").contains("|NON-TRANSITION"));
  }

  @Test
  void stopsWhenTwoPathsGiveOnePartitionAndMovesNothingThen() throws Exception {
    machine = copy(made);
    Files.writeString(at(Installation.OLD_SETTINGS), text(Installation.OLD_SETTINGS).replace(STORE, "/disk9/mail-3"));
    Files.createDirectories(at("/disk9/mail-3"));
    Files.move(at("/disk2/research"), at("/disk2/kept"), StandardCopyOption.ATOMIC_MOVE);
    try (var directory = new com.unboundid.ldap.sdk.LDAPConnection("127.0.0.1", Ports.read(new Places(estate).ports()).ldap(), Recipe.BIND_DN, Recipe.password(3, "directory"))) {
      directory.add("dn: uid=twin," + Population.BASE, "objectClass: inetOrgPerson", "objectClass: mailRecipient", "uid: twin", "cn: twin", "sn: twin", "mailMessageStore: /disk7/Research");
      try {
        Ended ended = run(TOOLS + "upgrade", "-s");
        assertTrue(ended.code() == 1 && ended.text().contains("duplicate partition name 'research'"), ended.text());
        assertFalse(Files.exists(at("/disk9/mail-3/__upfolder.db")));
        assertTrue(run(TOOLS + "upgrade", "-m").text().contains("run upgrade -s first"));
      } finally {
        directory.delete("uid=twin," + Population.BASE);
      }
    }
  }

  @Test
  void letsSeveralProcessesMoveMessagesAndOnlyOneMoveFolders() throws Exception {
    Process one = start(TOOLS + "upgrade", "-m");
    Process two = start(TOOLS + "upgrade", "-m");
    end(one);
    end(two);
    String log = text(INSTANCE + "/log/default/default");
    assertEquals(2, log.lines().filter(each -> each.contains("messages were migrated")).count(), log);
    long moved = log.lines().filter(each -> each.contains("messages were migrated")).mapToLong(each -> Long.parseLong(each.replaceAll(".*Notice: ([0-9]+) .*", "$1"))).sum();
    try (Stream<Path> all = Files.walk(machine)) {
      assertEquals(moved, all.filter(each -> each.toString().matches(".*/=user/.*\\.msg")).count(), "each once");
    }
    Files.writeString(at(INSTANCE + "/lock/__lock.share"), ProcessHandle.current().pid() + " shared\n");
    assertTrue(run(TOOLS + "upgrade", "-s").text().contains("another upgrade is running"));
  }

  @Test
  void convertsTheQueueOnce() throws Exception {
    assertEquals("6 of 6 messages converted\n", run(TOOLS + "qconvert").text());
    assertEquals("0 of 6 messages converted\n", run(TOOLS + "qconvert").text());
    assertEquals("rw-------", java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(at(INSTANCE + "/smtp-queue/q0001.env"))));
    assertEquals(1, run(TOOLS + "qconvert", "relative").code());
  }

  private static void typed(int exit, String... words) {
    WholeProgram.Ended ended = WholeProgram.run(estate, List.of(words));
    assertEquals(exit, ended.exit(), ended::text);
  }

  @Test
  void givesTheQueueToAFolderOnceThroughUndoAndAfterMessagesWereTaken() throws Exception {
    String queue = Installation.OLD + "/queue";
    Path out = Files.createDirectories(made.resolve("var/out"));
    String[] convert = {"queue", "convert", "--queue", queue, "--to", "folder:/var/out", "--yes"};
    typed(2, "queue", "convert", "--queue", queue, "--to", "folder:/var/out", "--plan");
    typed(0, convert);
    assertEquals(Files.readString(made.resolve(queue.substring(1)).resolve("q0003.msg")), Files.readString(out.resolve("q0003.eml")));
    String envelope = Files.readString(out.resolve("q0003.json"));
    assertTrue(envelope.contains("late3@example.org") && !envelope.contains("reached3@example.org") && envelope.contains("\"retry\":\"1999-"), envelope);
    Files.delete(out.resolve("q0003.eml"));
    typed(0, convert);
    assertFalse(Files.exists(out.resolve("q0003.eml")), "what was taken is not given again");
    typed(4, "undo", "--yes");
    try (Stream<Path> left = Files.list(out)) {
      assertEquals(0, left.filter(each -> each.toString().endsWith(".eml")).count());
    }
    typed(0, convert);
    assertTrue(Files.exists(out.resolve("q0004.eml")) && !Files.exists(out.resolve("q0003.eml")), "what was taken back is given, what was taken is not");
  }

  private static String said(int exit, String... words) {
    WholeProgram.Ended ended = WholeProgram.run(estate, List.of(words));
    assertEquals(exit, ended.exit(), ended::text);
    return ended.text();
  }

  @Test
  void notesTheFoldersOfTheDirectorysUsersAndNeverSetsBackWhatIsKnown() throws Exception {
    Files.createDirectories(made.resolve("vmail"));
    Files.createDirectories(made.resolve("disk2/vmail"));
    String to = "maildir:/vmail/%u/Maildir";
    String other = "maildir:/disk2/vmail/%u/Maildir";
    said(64, "mailbox", "folders", "--yes");
    said(64, "mailbox", "folders", "--to", to, "--place", "nothing=" + other, "--yes");
    assertTrue(said(2, "mailbox", "folders", "--to", to, "--plan", "--full").contains("Entw\u00fcrfe"));
    assertFalse(Files.exists(estate.resolve("moves")), "a plan writes nothing");
    String first = said(0, "mailbox", "folders", "--to", to, "--place", "research=" + other, "--yes");
    assertTrue(first.contains("has no mailbox in") && first.contains(other), first);
    assertTrue(said(0, "mailbox", "status", "--from", "netscape3:/disk2/research", "--json").contains("\"TRANSITION\""));
    said(0, "mailbox", "messages", "--from", "netscape3:/disk2/research", "--yes");
    String again = said(0, "mailbox", "folders", "--yes", "--json");
    assertTrue(again.contains("\"outcome\":\"nothing\"") && again.contains(other) && again.contains("NON-TRANSITION"), again);
    said(5, "mailbox", "folders", "--place", "research=" + to, "--yes");
    assertTrue(said(0, "mailbox", "folders", "--to", to, "--yes").contains(other), "what was chosen for a partition outlives a general choice");
  }

  @Test
  void recoversOnlyWhereNoMailIsLost() throws Exception {
    assertTrue(said(0, "mailbox", "recover").contains("nothing to recover from"));
    Path original = made.resolveSibling("kept");
    Files.move(made, original);
    Files.move(machine, made);
    try {
      Path lock = made.resolve(INSTANCE.substring(1) + "/lock/__lock.share");
      Files.writeString(lock, "1 shared\n");
      assertTrue(said(0, "mailbox", "recover").contains("remove " + INSTANCE + "/lock/__lock.share"));
      Path stray = Files.writeString(Files.createDirectories(made.resolve(INSTANCE.substring(1) + "/store/partition/primary/=user/53/53")).resolve("=notes"), "no mailbox\n");
      Path arrived = made.resolve(INSTANCE.substring(1) + "/store/partition/primary/=user/53/53/=mack1/00/7.msg");
      Files.createDirectories(arrived.getParent());
      Files.writeString(arrived, "Subject: since\n\nnew\n");
      String since = said(5, "mailbox", "recover");
      assertTrue(since.contains("=mack1: 4.x has 1 message that 3.x does not have so") && since.contains("upgrade -m"), since);
      Files.delete(stray);
      Files.delete(arrived);
      Files.delete(arrived.getParent());
      Files.delete(arrived.getParent().getParent());
      Files.delete(lock);
      assertEquals(1, run(made, TOOLS + "upgrade", "-u", "__up.primary.txt", "-r").code());
      String refused = said(5, "mailbox", "recover");
      assertTrue(refused.contains("is the only copy") && refused.contains("upgrade -m"), refused);
      assertFalse(refused.contains("does not have so"), "what was migrated is known in 4.x: " + refused);
    } finally {
      Files.move(made, machine);
      Files.move(original, made);
    }
  }
}
