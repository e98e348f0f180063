package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailtrek.host.Disk;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryDatabase;
import org.mailtrek.host.fault.MemoryDirectory;
import org.mailtrek.host.fault.MemoryMachine;

/** Mailboxes are files of a line for each message, and programs copy them line by line. */
class MailboxMovesTest {

  private static final String ANNA = "uid=anna,dc=x";
  private static final String BERT = "uid=bert,dc=x";

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheLaws(ChangeCase subject) throws Exception {
    ChangeHarness.prove(subject);
  }

  static Stream<ChangeCase> cases() throws Exception {
    return Stream.of(
        ChangeCase.of("a mailbox", world(), view -> moves(false, anna())).unforeseen("/new").foreign(w -> set(w, ANNA, "mailHost", "third"), w -> set(w, ANNA, "mailHost", "third")),
        ChangeCase.of("two mailboxes", world(), view -> moves(false, anna(), bert())).unforeseen("/new").lightly(),
        ChangeCase.of("mailboxes that a program moves as a whole", world(), view -> rehosted(true)).unforeseen("/old", "/new").lightly());
  }

  private static MailboxMoves rehosted(boolean back) {
    MailboxEnd to = back ? end("new").rehosting(List.of("/new/bin/rehost", "%u", "%h")) : end("new");
    return new MailboxMoves(List.of(anna(), bert()), end("old").rehosting(List.of("/old/bin/rehost", "%u", "%h")), to, false, MailboxMoves.Aside.NOTHING);
  }

  private static MailboxUser anna() {
    return new MailboxUser("anna", ANNA, "primary", Optional.of("active"));
  }

  private static MailboxUser bert() {
    return new MailboxUser("bert", BERT, "primary", Optional.empty());
  }

  private static MailboxMoves moves(boolean renews, MailboxUser... users) {
    return new MailboxMoves(List.of(users), end("old"), end("new"), renews, MailboxMoves.Aside.NOTHING);
  }

  private static MailboxEnd end(String name) {
    String bin = "/" + name + "/bin/";
    return new MailboxEnd("mail1", name, List.of(bin + "list", "%u"), List.of(bin + "save", "/%p/%u"), List.of(bin + "restore", "%u"), List.of(bin + "remove", "%u"));
  }

  private static World world() throws TrekException {
    return world(new Looking());
  }

  private static World world(Tool list) throws TrekException {
    MemoryDirectory directory = MemoryDirectory.of("dc=x");
    directory.add(new Entry(ANNA, new Attribute("objectClass", "top"), new Attribute("uid", "anna"), new Attribute("mailHost", "old"), new Attribute("mailUserStatus", "active")), false);
    directory.add(new Entry(BERT, new Attribute("objectClass", "top"), new Attribute("uid", "bert"), new Attribute("mailHost", "old")), false);
    World world = new World(MemoryMachine.named("mail1"), Optional.of(directory), new MemoryDatabase());
    for (String each : List.of("/old", "/new")) {
      world.machine().files().mkdir(HostPath.of(each), 0755);
    }
    write(world.machine(), HostPath.of("/old/anna"), "INBOX|1|seen|10\nINBOX|2||20\n");
    write(world.machine(), HostPath.of("/old/bert"), "INBOX|1||30\n");
    timeless(world.machine(), HostPath.of("/old"));
    timeless(world.machine(), HostPath.of("/new"));
    world.machine().files().settle();
    Map<String, Tool> tools = new HashMap<>();
    tools.put("list", list);
    tools.put("save", (call, machine, input) -> said(String.join("\n", lines(machine, mailbox(call)))));
    tools.put("restore", (call, machine, input) -> {
      List<String> all = new ArrayList<>(lines(machine, mailbox(call)));
      read(input).stream().filter(each -> all.stream().noneMatch(there -> alike(there, each))).forEach(all::add);
      replace(machine, mailbox(call), String.join("\n", all) + "\n");
      return said("");
    });
    tools.put("remove", (call, machine, input) -> {
      remove(machine, mailbox(call));
      return said("");
    });
    tools.put("rehost", (call, machine, input) -> {
      HostPath there = HostPath.of("/" + call.arguments().get(1)).resolve(call.arguments().get(0));
      if (machine.view().stat(mailbox(call)).isPresent()) {
        machine.disk().rename(mailbox(call), there);
      }
      timeless(machine, there.parent());
      timeless(machine, mailbox(call).parent());
      return said("");
    });
    world.machine().playing(tools);
    return world;
  }

  private static void remove(Host machine, HostPath mailbox) throws TrekException {
    for (HostPath each : List.of(HostPath.of(mailbox + ".draft"), mailbox)) {
      if (machine.view().stat(each).isPresent()) {
        machine.disk().delete(each);
      }
    }
    timeless(machine, mailbox.parent());
  }

  /** The vendor's program does not double a message, and does not look at its flags. */
  private static boolean alike(String one, String other) {
    String[] first = one.split("\\|");
    String[] second = other.split("\\|");
    return first[0].equals(second[0]) && first[3].equals(second[3]);
  }

  private static List<String> read(java.io.InputStream input) throws TrekException {
    try {
      return new String(input.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (java.io.IOException e) {
      throw TrekException.at("stream").found(e.getMessage()).because(e).next("again");
    }
  }

  private static HostPath mailbox(Tool.Call call) {
    String uid = call.arguments().get(0);
    return HostPath.of("/" + call.program().toString().split("/")[1]).resolve(uid.substring(uid.lastIndexOf('/') + 1));
  }

  private static List<String> lines(Host machine, HostPath file) throws TrekException {
    return machine.view().stat(file).isEmpty() ? List.of() : new String(machine.view().readAll(file), StandardCharsets.UTF_8).lines().toList();
  }

  private static void replace(Host machine, HostPath file, String text) throws TrekException {
    HostPath draft = HostPath.of(file + ".draft");
    if (machine.view().stat(draft).isPresent()) {
      machine.disk().delete(draft);
    }
    write(machine, draft, text);
    machine.disk().rename(draft, file);
    timeless(machine, file.parent());
  }

  /** A store's folders have whatever times they have. */
  private static void timeless(Host machine, HostPath folder) throws TrekException {
    machine.disk().touch(folder, java.time.Instant.parse("2024-02-29T11:00:00Z"));
  }

  private static void write(Host machine, HostPath file, String text) throws TrekException {
    Disk disk = machine.disk();
    disk.create(file);
    disk.append(file, text.getBytes(StandardCharsets.UTF_8), 0, text.length());
    disk.touch(file, java.time.Instant.parse("2024-02-29T11:00:00Z"));
  }

  private static Programs.Ended said(String text) {
    return new Programs.Ended(0, text.getBytes(StandardCharsets.UTF_8), "");
  }

  /** Shows a mailbox. */
  private static class Looking implements Tool {

    @Override
    public Programs.Ended run(Call call, Host machine, java.io.InputStream input) throws TrekException {
      return said(String.join("\n", lines(machine, mailbox(call))));
    }

    @Override
    public boolean onlyLooks(List<String> arguments) {
      return true;
    }
  }

  private static void set(World world, String dn, String attribute, String value) {
    assertTrue(world.directory().modify(dn, List.of(new Modification(ModificationType.REPLACE, attribute, value)), false).ok());
  }

  private static List<String> holds(World world, String mailbox) throws TrekException {
    return lines(world.machine(), HostPath.of(mailbox));
  }

  private static Left perform(World world, MailboxMoves moves) throws TrekException {
    return moves.perform(world.estate(), new MemorySide());
  }

  @Test
  void bringsBackWhatHasArrivedAndChangedSince() throws Exception {
    World world = world();
    MailboxMoves moves = moves(false, anna());
    perform(world, moves);
    replace(world.machine(), HostPath.of("/new/anna"), "INBOX|1|seen answered|10\nINBOX|2||20\nINBOX|3||40\n");
    assertTrue(moves.revert(world.estate(), new MemorySide()).nothing());
    assertEquals(List.of("INBOX|1|seen answered|10", "INBOX|2||20", "INBOX|3||40"), holds(world, "/old/anna"));
    assertEquals(List.of(), holds(world, "/new/anna"));
    assertEquals("old", world.directory().entry(ANNA).orElseThrow().getAttributeValue("mailHost"));
  }

  @Test
  void renewsAnOlderCopyAndKeepsWhatOnlyThatOneHas() throws Exception {
    World world = world();
    replace(world.machine(), HostPath.of("/new/anna"), "INBOX|1||10\nINBOX|7||70\n");
    assertTrue(perform(world, moves(true, anna())).nothing());
    assertEquals(List.of("INBOX|1|seen|10", "INBOX|2||20", "INBOX|7||70"), holds(world, "/new/anna"));
  }

  @Test
  void removesNoOlderCopyOfWhichAMessageDidNotComeAlong() throws Exception {
    World world = world();
    replace(world.machine(), HostPath.of("/new/anna"), "INBOX|1||10\nINBOX|7||70\n");
    Map<String, Tool> tools = new HashMap<>();
    tools.put("list", new Looking());
    tools.put("save", (call, machine, input) -> said(String.join("\n", lines(machine, mailbox(call)))));
    tools.put("restore", (call, machine, input) -> {
      read(input);
      return said("");
    });
    tools.put("remove", (call, machine, input) -> {
      machine.disk().delete(mailbox(call));
      return said("");
    });
    world.machine().playing(tools);
    TrekException failure = assertThrows(TrekException.class, () -> perform(world, moves(true, anna())));
    assertTrue(failure.next().contains("both copies are still there"), failure::next);
    assertEquals(List.of("INBOX|1||10", "INBOX|7||70"), holds(world, "/new/anna"));
  }

  @Test
  void bringsWhatArrivesAfterTheComparison() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    World world = world(new Looking() {
      @Override
      public Programs.Ended run(Call call, Host machine, java.io.InputStream input) throws TrekException {
        Programs.Ended seen = super.run(call, machine, input);
        if (mailbox(call).toString().equals("/old/anna") && looks.incrementAndGet() == 3) { // the last comparison
          replace(machine, mailbox(call), "INBOX|1|seen|10\nINBOX|2||20\nINBOX|3||30\n");
        }
        return seen;
      }
    });
    assertTrue(perform(world, moves(false, anna())).nothing());
    assertEquals(List.of("INBOX|1|seen|10", "INBOX|2||20", "INBOX|3||30"), holds(world, "/new/anna"));
  }

  @Test
  void renewsItsOwnCopyOfAHeldMailboxThatChangedMeanwhile() throws Exception {
    World world = world();
    set(world, ANNA, "mailUserStatus", "hold");
    replace(world.machine(), HostPath.of("/new/anna"), "INBOX|1||10\n");
    assertTrue(perform(world, moves(false, anna())).nothing());
    assertEquals(List.of("INBOX|1|seen|10", "INBOX|2||20"), holds(world, "/new/anna"));
    assertEquals("active", world.directory().entry(ANNA).orElseThrow().getAttributeValue("mailUserStatus"));
  }

  @Test
  void leavesAMailboxOfTheSameNameAlone() throws Exception {
    World world = world();
    replace(world.machine(), HostPath.of("/new/anna"), "INBOX|7||70\n");
    Left left = perform(world, moves(false, anna(), bert()));
    assertTrue(left.toString().contains("holds other messages"), left::toString);
    assertEquals(List.of("INBOX|7||70"), holds(world, "/new/anna"));
    assertEquals("active", world.directory().entry(ANNA).orElseThrow().getAttributeValue("mailUserStatus"));
    assertEquals("new", world.directory().entry(BERT).orElseThrow().getAttributeValue("mailHost"), "the others are moved");
  }

  @Test
  void namesTheOtherHostOnlyWhenAllWasCopied() throws Exception {
    World world = world();
    Map<String, Tool> tools = new HashMap<>();
    tools.put("list", new Looking());
    tools.put("save", (call, machine, input) -> said("INBOX|1|seen|10\n"));
    tools.put("restore", (call, machine, input) -> {
      replace(machine, mailbox(call), String.join("\n", read(input)) + "\n");
      return said("");
    });
    world.machine().playing(tools);
    TrekException failure = assertThrows(TrekException.class, () -> perform(world, moves(false, anna())));
    assertTrue(failure.what().contains("1 messages") && failure.what().contains("2 messages"), failure::what);
    Entry entry = world.directory().entry(ANNA).orElseThrow();
    assertEquals("old", entry.getAttributeValue("mailHost"));
    assertEquals("hold", entry.getAttributeValue("mailUserStatus"));
  }

  @Test
  void stopsWhereTheProgramMovedLessThanThereWas() throws Exception {
    World world = world();
    Map<String, Tool> tools = new HashMap<>();
    tools.put("list", new Looking());
    tools.put("rehost", (call, machine, input) -> {
      replace(machine, HostPath.of("/new/anna"), "INBOX|1|seen|10\n");
      return said("");
    });
    world.machine().playing(tools);
    TrekException failure = assertThrows(TrekException.class, () -> perform(world, rehosted(true)));
    assertTrue(failure.what().contains("1 messages") && failure.what().contains("2 messages"), failure::what);
    assertEquals("hold", world.directory().entry(ANNA).orElseThrow().getAttributeValue("mailUserStatus"));
  }

  @Test
  void removesNothingWhereNobodyCanTellWhatAMailboxHolds() throws Exception {
    World world = world();
    Map<String, Tool> tools = new HashMap<>();
    tools.put("list", new Looking() {
      @Override
      public Programs.Ended run(Call call, Host machine, java.io.InputStream input) throws TrekException {
        return mailbox(call).toString().startsWith("/new/") ? said("") : super.run(call, machine, input);
      }
    });
    tools.put("rehost", (call, machine, input) -> {
      if (mailbox(call).toString().equals("/old/anna")) { // and the way back does nothing, and says that all is well
        machine.disk().rename(mailbox(call), HostPath.of("/new/anna"));
      }
      return said("");
    });
    tools.put("remove", (call, machine, input) -> {
      remove(machine, mailbox(call));
      return said("");
    });
    world.machine().playing(tools);
    assertThrows(TrekException.class, () -> perform(world, rehosted(true)), "it holds less there");
    Left left = rehosted(true).revert(world.estate(), new MemorySide());
    assertTrue(left.toString().contains(ANNA + ": its mailbox is named on old again, and neither host tells of a message"), left::toString);
    assertEquals(List.of("INBOX|1|seen|10", "INBOX|2||20"), holds(world, "/new/anna"), "the only copy");
  }

  @Test
  void removesWhatACutOffProgramLeftWhereAllIsStillInTheOldPlace() throws Exception {
    World world = world();
    Map<String, Tool> tools = new HashMap<>();
    tools.put("list", new Looking() {
      @Override
      public Programs.Ended run(Call call, Host machine, java.io.InputStream input) throws TrekException {
        return mailbox(call).toString().startsWith("/new/") ? said("") : super.run(call, machine, input);
      }
    });
    tools.put("rehost", (call, machine, input) -> {
      machine.disk().mkdir(HostPath.of("/new/anna"), 0700);
      throw TrekException.at("rehost").found("was cut off").next("again");
    });
    tools.put("remove", (call, machine, input) -> {
      remove(machine, mailbox(call));
      return said("");
    });
    world.machine().playing(tools);
    MemorySide side = new MemorySide();
    rehosted(true).keep(world.estate().view(), side);
    assertThrows(TrekException.class, () -> rehosted(true).perform(world.estate(), side));
    assertTrue(rehosted(true).revert(world.estate(), side).nothing());
    assertTrue(world.machine().stat(HostPath.of("/new/anna")).isEmpty());
    assertEquals(List.of("INBOX|1|seen|10", "INBOX|2||20"), holds(world, "/old/anna"));
  }

  @Test
  void releasesWhatStaysBecauseNothingMovesItBack() throws Exception {
    World world = world();
    perform(world, rehosted(false));
    set(world, ANNA, "mailUserStatus", "hold");
    Left left = rehosted(false).revert(world.estate(), new MemorySide());
    assertTrue(left.toString().contains(ANNA + ": its mailbox stays on new"), left::toString);
    assertEquals("active", world.directory().entry(ANNA).orElseThrow().getAttributeValue("mailUserStatus"));
    assertEquals(List.of("INBOX|1|seen|10", "INBOX|2||20"), holds(world, "/new/anna"));
  }

  @Test
  void tellsHowFarEachMailboxIs() throws Exception {
    World world = world();
    MailboxMoves moves = moves(false, anna(), bert());
    perform(world, moves(false, anna()));
    set(world, BERT, "mailUserStatus", "hold");
    List<String> noted = moves(false, anna()).noted(world.estate().view());
    List<MailboxMoves.State> states = moves.states(world.estate().view(), noted);
    assertEquals(List.of("anna moved new", "bert held old"), states.stream().map(each -> each.uid() + " " + each.state() + " " + each.where()).toList());
    assertTrue(states.get(0).compared().startsWith("1 folders, 2 messages") && states.get(1).compared().isEmpty(), states::toString);
    set(world, BERT, "mailHost", "third");
    assertEquals("changed by somebody else", moves.states(world.estate().view(), List.of()).get(1).state());
  }

  @Test
  void notesWhatWasCompared() throws Exception {
    World world = world();
    MailboxMoves moves = moves(false, anna());
    perform(world, moves);
    assertTrue(moves.noted(world.estate().view()).get(0).startsWith("anna: 1 folders, 2 messages, 30 bytes"), () -> moves.toString());
    assertFalse(moves.touches().isEmpty());
  }
}
