package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.Main;

/** A password of its own in every place where one can come from or lie; then everything is done that can be done with an estate, and they are looked for. */
final class SecretsTest {

  /** What holds the estate's own files as they were, and says so; see {@code docs/howto/secrets.md}. */
  private static final List<String> IMAGES = List.of("journal/side", "plans/content", "snapshots");

  private static final int SAMPLE = 8;

  /** Every command that shows or exports something. */
  private static final String LOOKS = """
      estate show
      estate check
      check
      scan
      status
      diff-config
      diff-config --plain
      config lint
      config get mysql_password
      config get ldap_bind_passwd
      config get server_ssl_key_pass
      config explain mysql_password
      ldap survey
      database check
      database census
      identity check
      plan list
      plan show --full
      plan export --format md
      plan export --format html -o plan.html
      plan export --format json -o plan.json
      plan export --format ansible -o book
      run list
      journal show
      journal verify
      snapshot list
      backup list
      report
      report --format md -o report.md
      report --format html -o report.html
      report --format json -o report.json
      logs
      record last
      history
      """;

  private final Map<String, String> secrets = new TreeMap<>();
  private final List<String> leaks = new ArrayList<>();
  @TempDir private Path temporary;
  private PracticeRun estate;
  private int outputs;

  @Test
  void areInNoArgumentNoEnvironmentNoAnswerAndNoFileButTheImages() throws Exception {
    estate = PracticeRun.make(temporary.resolve("acme"));
    List<String> all = plant();
    try {
      try (ChildWatch watch = ChildWatch.begin(all)) {
        says(0, "plan", "zcp-to-kopano");
        says(0, "--debug", "apply", "1", "--yes");
        looks();
        says(0, "--debug", "undo", "--yes");
        wrongOnes();
        assertTrue(watch.looks() > 0, "no child was seen");
        assertEquals(List.of(), watch.leaks());
      }
      try (ChildWatch watch = ChildWatch.ofTheirs(all)) {
        fromTheEnvironment();
        assertTrue(watch.looks() > 0, "no child of the program was seen");
        assertEquals(List.of(), watch.leaks());
      }
      files();
      assertEquals(List.of(), leaks);
    } finally {
      estate.close();
    }
  }

  private String secret(String what) {
    return secrets.computeIfAbsent(what, name -> "kanari-" + Integer.toHexString(name.hashCode()) + "-" + name.length());
  }

  /** Puts one into every place, and has those of the estate come out of a file, a helper's output and a directive. */
  private List<String> plant() throws Exception {
    secrets.put("directory", Files.readString(estate.folder().resolve("practice/directory.password")).strip());
    secrets.put("database", Files.readString(estate.folder().resolve("practice/database.password")).strip());
    append("/etc/zarafa/server.cfg", "server_ssl_key_pass = " + secret("key of the server"));
    append("/etc/zarafa/server.cfg", "#mysql_password = " + secret("former one in a comment"));
    append("/etc/zarafa/ldap.cfg", "ldap_bind_pasword = " + secret("misspelt name"));
    append("/etc/zarafa/dagent.cfg", "sslkey_pass = " + secret("key of the dagent"));
    append("/root/.my.cnf", "[client]\npassword=" + secret("option file"));
    append("/etc/mysql/debian.cnf", "[client]\npassword = " + secret("maintenance"));
    append("/etc/ldap.secret", secret("file beside"));
    Path declaration = estate.folder().resolve("estate.yaml");
    String text = Files.readString(declaration);
    text = text.replaceFirst("password: \\{ file: practice/directory.password }", "password: { config: \"lab1:/etc/zarafa/ldap.cfg\", directive: ldap_bind_passwd }")
        .replaceFirst("password: \\{ file: practice/database.password }", "password: { command: [cat, " + estate.folder().resolve("practice/database.password") + "] }");
    Files.writeString(declaration, text);
    return List.copyOf(secrets.values());
  }

  private void append(String file, String text) throws IOException {
    Path path = estate.machine(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "\n" + text + "\n", StandardCharsets.ISO_8859_1, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void says(int exit, String... words) {
    Spoken said = estate.run(words);
    assertEquals(exit, said.exit(), said::toString);
    look(String.join(" ", words), said.out() + said.talk());
  }

  /** For people, and every other one for programs; a sample of chance, or all of them and both ways where time does not matter. */
  private void looks() {
    boolean all = Boolean.getBoolean("mailtrek.exhaustive");
    long seed = Long.getLong("mailtrek.secrets.seed", System.nanoTime());
    System.out.println("secrets seed " + seed);
    List<String> chosen = new ArrayList<>(LOOKS.lines().toList());
    Collections.shuffle(chosen, new Random(seed));
    for (String each : all ? chosen : chosen.subList(0, SAMPLE)) {
      for (String way : all ? List.of("", "--json ") : List.of(chosen.indexOf(each) % 2 == 0 ? "" : "--json ")) {
        Spoken said = estate.run((way + each.replace("-o ", "-o out" + ++outputs + "-")).split(" "));
        said.plainly();
        look(way + each, said.out() + said.talk());
      }
    }
  }

  /** The program has it in its own environment; nothing that it starts does. */
  private void fromTheEnvironment() throws Exception {
    Path declaration = estate.folder().resolve("estate.yaml");
    String text = Files.readString(declaration);
    Files.writeString(declaration, text.replaceFirst("password: \\{ command: [^}]*}", "password: { env: KANARI }"));
    Path said = temporary.resolve("said.txt");
    ProcessBuilder program = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
        System.getProperty("java.class.path"), Main.class.getName(), "-e", estate.folder().toString(), "backup", "--yes").redirectInput(new File("/dev/null")).redirectErrorStream(true).redirectOutput(said.toFile());
    program.environment().put("KANARI", secrets.get("database"));
    assertEquals(0, program.start().waitFor(), Files.readString(said));
    look("backup", Files.readString(said));
    Files.writeString(declaration, text);
  }

  /** What a server says of a password that it does not take. */
  private void wrongOnes() throws Exception {
    Path wrong = estate.folder().resolve("practice/wrong.password");
    Files.createFile(wrong, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(wrong, secret("a wrong one") + "\n");
    estate.declare(text -> text.replaceFirst("password: \\{[^}]*}", "password: { file: practice/wrong.password }"), () -> failing("--debug", "ldap", "survey"));
    estate.declare(text -> text.replaceFirst("password: \\{ command: [^}]*}", "password: { file: practice/wrong.password }"), () -> failing("--debug", "database", "check"));
    Files.delete(wrong);
  }

  private void failing(String... words) {
    Spoken said = estate.run(words);
    assertTrue(said.exit() != 0, said::toString);
    look(String.join(" ", words), said.out() + said.talk());
  }

  private void look(String where, String text) {
    secrets.forEach((name, value) -> {
      if (text.contains(value)) {
        int at = text.indexOf(value);
        leaks.add(where + " shows the " + name + ": ..." + text.substring(Math.max(0, at - 60), at) + "...");
      }
    });
  }

  /** Looks into all files of the estate but the machines themselves and the passwords of the practice servers; what is compressed is unpacked. */
  private void files() throws IOException {
    Path root = estate.folder();
    try (var all = Files.walk(temporary)) {
      for (Path each : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        String name = root.relativize(each).toString();
        boolean machines = name.startsWith("practice/lab1") || name.startsWith("practice/database") || name.equals("practice/directory.password") || name.startsWith("practice/directory/");
        if (!machines) {
          boolean open = !PosixFilePermissions.toString(Files.getPosixFilePermissions(each)).endsWith("------");
          if (open && each.startsWith(root) && !name.startsWith("practice/")) {
            leaks.add(name + " may be read by others");
          }
          if (IMAGES.stream().noneMatch(name::startsWith)) {
            look(name, content(each));
          }
        }
      }
    }
  }

  private static String content(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b) {
      bytes = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
