package org.mailtrek.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.WholeProgram;
import org.mailtrek.command.Token;
import org.mailtrek.command.Tokenizer;
import org.mailtrek.practice.Practice;

/**
 * Whatever the pages show being typed is typed, and shows what they say. All pages share one folder, which stands for the checkout, and the practice
 * estate that the first one makes there.
 */
class DocsRunTest {

  /** The pages in which commands are shown, in the order in which they are read. */
  private static final List<Path> READ =
      Stream.of(
              "docs/tutorial/first-migration.md",
              "docs/howto/look-before-you-leap.md",
              "docs/howto/undo-and-resume.md",
              "docs/howto/back-up-and-restore.md",
              "docs/howto/scripts-and-json.md",
              "docs/howto/record-and-replay.md",
              "docs/howto/troubleshoot-with-replay.md",
              "docs/howto/macros.md",
              "docs/howto/begin-with-an-unknown-machine.md",
              "docs/howto/your-own-estate.md",
              "docs/howto/secrets.md",
              "docs/howto/rewrite-an-ldif.md",
              "docs/howto/take-over-a-configuration.md",
              "docs/howto/upgrade-kopano.md",
              "docs/howto/upgrade-oracle.md",
              "docs/howto/upgrade-netscape.md",
              "docs/howto/move-from-netscape.md",
              "docs/howto/move-oracle-mailboxes.md",
              "README.md",
              "docs/howto/train-with-faults.md")
          .map(Path::of)
          .toList();

  @TempDir private Path checkout;

  private final List<String> wrong = new ArrayList<>();
  private Path here;

  @Test
  void whatThePagesShowIsWhatHappens() throws Exception {
    prepare();
    for (Path page : READ) {
      here = checkout;
      for (Sample each : Sample.of(page)) {
        type(each);
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  void everyPageThatShowsCommandsIsTried() throws IOException {
    List<Path> untried = new ArrayList<>();
    for (Path page : Pages.all()) {
      if (!READ.contains(page) && !Sample.of(page).isEmpty()) {
        untried.add(page);
      }
    }
    assertEquals(List.of(), untried);
    for (Path page : READ) {
      assertTrue(!Sample.of(page).isEmpty(), page + " shows no command");
    }
  }

  @AfterEach
  void endTheServers() throws Exception {
    try (Stream<Path> folders = Files.list(checkout)) {
      for (Path each : folders.filter(folder -> Files.isDirectory(folder.resolve("practice"))).toList()) {
        Practice.stop(each);
      }
    }
  }

  private void prepare() throws IOException {
    Files.createSymbolicLink(checkout.resolve("examples"), Path.of("examples").toAbsolutePath());
    Path program = Files.createDirectory(checkout.resolve("scripts")).resolve("mailtrek");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Files.writeString(program, "#!/bin/sh\nexec '" + java + "' -Xmx256m -XX:TieredStopAtLevel=1 -Xshare:auto -cp '" + System.getProperty("java.class.path") + "' org.mailtrek.Main \"$@\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void type(Sample sample) throws Exception {
    List<Token> tokens = Tokenizer.plain().split(sample.command()).tokens();
    String program = tokens.get(0).text();
    if (program.equals("cd")) {
      here = here.resolve(tokens.get(1).text()).normalize();
      return;
    }
    boolean ours = program.equals("mailtrek") || program.equals("scripts/mailtrek");
    WholeProgram.Ended ended =
        ours && tokens.stream().noneMatch(Token::operator)
            ? WholeProgram.run(here, tokens.stream().skip(1).map(Token::text).toList())
            : byShell(sample.command());
    String text = ended.text().replace(checkout.toRealPath().toString(), "/home/you/mailtrek").replace(checkout.toString(), "/home/you/mailtrek");
    if (ended.exit() != sample.exit() || !sample.shows(text.lines().toList())) {
      wrong.add(sample + " ended with " + ended.exit() + " and wrote\n" + text);
    }
  }

  private WholeProgram.Ended byShell(String command) throws IOException, InterruptedException {
    ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", command).directory(here.toFile()).redirectErrorStream(true);
    shell.environment().put("PATH", checkout.resolve("scripts") + File.pathSeparator + System.getenv("PATH"));
    Process process = shell.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new WholeProgram.Ended(process.waitFor(), text);
  }
}
