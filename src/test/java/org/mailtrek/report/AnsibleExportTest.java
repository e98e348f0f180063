package org.mailtrek.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.Count;
import org.mailtrek.engine.Effect;
import org.mailtrek.engine.Lane;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.PlannedStep;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.Content;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.engine.change.Folder;
import org.mailtrek.engine.change.Link;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.engine.change.Ownership;
import org.mailtrek.engine.change.Removal;
import org.mailtrek.engine.change.Rename;
import org.mailtrek.engine.change.RowsAside;

import org.mailtrek.engine.change.Seen;
import org.mailtrek.engine.change.Side;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.HostEntry;
import org.mailtrek.estate.View;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.Scratch;
import org.mailtrek.host.TrekException;
import org.mailtrek.lab.AnsibleLab;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresRoot;

/** Debian's ansible-playbook runs an export to where {@code apply} would lead; check mode changes nothing, and a wrong secret stops it before anything is written. */
@RequiresLab("ansible-playbook")
@RequiresRoot
final class AnsibleExportTest {

  private static final String SECRET = "s3cr3t{{ x }} word";
  private static final Owner ROOT = new Owner("root", "root");
  private static final Declaration DECLARED = new Declaration("acme", Map.of("mail1", new HostEntry.Local("mail1", Optional.empty())), Optional.empty(), List.of(), Optional.empty());

  @TempDir private Path temporary;
  private Path machine;
  private View view;

  @BeforeEach
  void machine() throws Exception {
    machine = Files.createDirectory(temporary.resolve("machine"));
    Files.writeString(machine.resolve("server.cfg"), "mysql_password = old\n");
    Files.writeString(machine.resolve("gone"), "for people to look at\n");
    Files.createDirectories(machine.resolve("store/a"));
    Files.writeString(machine.resolve("store/a/mail"), "mail\n");
    LocalHost host = new LocalHost("mail1", List.of(), temporary.resolve("kept"));
    view = new OneHost(host.view());
  }

  @Test
  void itLeadsWhereApplyWould() throws Exception {
    byte[] awkward = ("# Jürgen {% raw %}\r\nmysql_password = " + SECRET + "\nlog = {{ not ours }}\nsame = " + SECRET).getBytes(StandardCharsets.ISO_8859_1);
    List<Change> changes = new ArrayList<>(Folder.of(view, "mail1", at("new"), ROOT, 0750));
    changes.add(FileContent.of(view, "mail1", at("server.cfg"), Files.readAllBytes(machine.resolve("server.cfg")), awkward));
    changes.add(FileContent.create(view, "mail1", at("new/plain.cfg"), Content.of("threads = 8\n".getBytes(StandardCharsets.UTF_8)), ROOT, 0640));
    changes.add(Link.of(view, "mail1", at("webapp"), "/usr/share/webapp".getBytes(StandardCharsets.UTF_8), ROOT).orElseThrow());
    Change move = Rename.move(view, "mail1", at("store"), at("moved"));
    changes.add(move);
    changes.add(new Ownership("mail1", at("moved"), true, new Ownership.Rule(new Owner("daemon", "daemon"), Optional.of(0750), Optional.of(0640), false), Optional.empty()));
    Change removal = Removal.of(view, "mail1", at("gone")).orElseThrow();
    Path book = export(changes, removal);
    List<String> before = look();

    vault(book, "wrong");
    var refused = AnsibleLab.playbook(book, "site.yml");
    assertNotEquals(0, refused.status(), refused.output());
    assertTrue(refused.output().contains("is not what was planned"), refused.output());
    vault(book, SECRET);
    AnsibleLab.playbook(book, "site.yml", "--check").orFail();
    assertEquals(before, look(), "a wrong secret and check mode change nothing");

    String said = AnsibleLab.playbook(book, "site.yml").orFail();
    assertFalse(said.contains(SECRET), said);
    changes.remove(move); // what was moved has another owner since
    for (Change each : changes) {
      assertEquals(Seen.AFTER, each.look(view, new Nothing()), each.describe());
    }
    assertFalse(Files.exists(machine.resolve("store")));
    assertFalse(Files.exists(machine.resolve("gone")));
    assertEquals("for people to look at\n", Files.readString(machine.resolve(".gone.mailtrek-plan-7")));
  }

  @Test
  void whatOnlyMailtrekDoesIsRefusedBeforeAnythingIsWritten() {
    TrekException refused = assertThrows(TrekException.class, () -> export(List.of(), new RowsAside("mail1", 3)));
    assertEquals(TrekException.Kind.REFUSED, refused.kind());
    assertFalse(Files.exists(temporary.resolve("book")));
  }

  @Test
  void aStageOfTurnsIsOnePlayThatGoesFromHostToHost() throws Exception {
    Change one = Folder.of(view, "mail1", at("one"), ROOT, 0750).get(0);
    Change two = Folder.of(view, "mail2", at("two"), ROOT, 0750).get(0);
    List<PlannedStep> steps = List.of(turn("a-mail1", "mail1", one), turn("a-mail2", "mail2", two));
    Plan plan = new Plan(8, Instant.EPOCH, "acme", "test", Map.of(), steps);
    Declaration both = new Declaration("acme", Map.of("mail1", new HostEntry.Local("mail1", Optional.empty()), "mail2", new HostEntry.Local("mail2", Optional.empty())), Optional.empty(), List.of(), Optional.empty());
    String site = new String(AnsibleExport.of(both, view, plan, "8-abcd", "/acme").get("site.yml"), StandardCharsets.UTF_8);
    assertTrue(site.contains("- name: first start\n  hosts:\n  - mail1\n  - mail2\n"), site);
    assertTrue(site.contains("serial: 1"), site);
    assertTrue(site.contains("inventory_hostname == 'mail2'"), site);
  }

  private static PlannedStep turn(String id, String host, Change change) {
    return new PlannedStep(id, id, false, false, false, Optional.of(Lane.rolling("first start", host)), Optional.empty(), Set.of(), List.of(), List.of(change), Count.ZERO, Effect.CHANGES);
  }

  private HostPath at(String name) {
    return HostPath.of(machine.resolve(name).toString());
  }

  private Path export(List<Change> changes, Change last) throws Exception {
    List<Change> all = new ArrayList<>(changes);
    all.add(last);
    PlannedStep step = new PlannedStep("files", "Change files", false, false, false, Optional.empty(), Optional.empty(), Set.of(), List.of(), all, Count.ZERO, Effect.CHANGES);
    Plan plan = new Plan(7, Instant.EPOCH, "acme", "test", Map.of(), List.of(step));
    Path book = temporary.resolve("book");
    for (Map.Entry<String, byte[]> each : AnsibleExport.of(DECLARED, view, plan, "7-abcd", temporary.toString()).entrySet()) {
      Path file = book.resolve(each.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, each.getValue());
      assertFalse(new String(each.getValue(), StandardCharsets.ISO_8859_1).contains("s3cr3t"), each.getKey());
    }
    return book;
  }

  private static void vault(Path book, String secret) throws Exception {
    Files.createDirectories(book.resolve("group_vars/all"));
    Files.writeString(book.resolve("group_vars/all/vault.yml"), "vault_mail1_mysql_password: !unsafe '" + secret + "'\n");
  }

  private List<String> look() throws Exception {
    try (var all = Files.walk(machine)) {
      return all.sorted().map(path -> path + " " + read(path)).toList();
    }
  }

  private static String read(Path path) {
    try {
      Map<String, Object> all = Files.readAttributes(path, "unix:mode,uid,gid,lastModifiedTime");
      return new java.util.TreeMap<>(all) + (Files.isRegularFile(path) ? Files.readString(path, StandardCharsets.ISO_8859_1) : "");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private record OneHost(HostView only) implements View {

    @Override
    public List<String> hosts() {
      return List.of("mail1");
    }

    @Override
    public HostView host(String name) {
      return only;
    }

    @Override
    public DirectoryView directory() {
      throw new UnsupportedOperationException();
    }

    @Override
    public DatabaseView database(String host) {
      throw new UnsupportedOperationException();
    }
  }

  private record Nothing() implements Side {

    @Override
    public Scratch scratch() {
      return new Scratch(1, 1);
    }

    @Override
    public void save(String name, Writer content) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<InputStream> open(String name) {
      return Optional.empty();
    }

    @Override
    public InputStream content(String digest) {
      throw new UnsupportedOperationException();
    }
  }
}
