package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.util.json.JSONObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.AnsibleLab;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.MachineCensus;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresMachine;
import org.mailtrek.lab.ZarafaLab;
import org.mailtrek.practice.ZarafaPopulation;

/** The whole migration of a booted Debian by ansible-playbook comes to the same machine as by {@code apply}. */
@RequiresMachine
@RequiresLab("ansible-playbook")
@EnabledIfSystemProperty(named = "mailtrek.exhaustive", matches = "true", disabledReason = "takes some minutes")
final class MachineAnsibleTest {

  private static final String[] OURS = {"/var/lib/mailtrek", "/var/backups", "/usr/lib/python3", "/etc/python3"};

  @TempDir private Path temporary;

  @Test
  void aPlaybookComesToTheSameMachineAsApply() throws Exception {
    try (LabMachine machine = ZarafaLab.boot()) {
      AnsibleLab.python(machine);
      Path folder = LabEstate.in(temporary.resolve("acme"), machine).folder();
      machine.sh("mkdir -p /var/lib/mailtrek");
      Spoken.in(folder, "apply", planned(folder), "--only", "fetch-packages", "--yes").well();
      Spoken.in(folder, "apply", planned(folder), "--yes").well();
      Spoken.in(folder, "check").well();
      Spoken.in(folder, "open", "--yes").well();
      MachineCensus applied = MachineCensus.of(machine, OURS);
      Spoken.in(folder, "undo", "--yes", "--confirm=acme").well();
      assertEquals(4, Spoken.in(folder, "undo", "--yes", "--confirm=acme").exit());

      Path book = temporary.resolve("book");
      Spoken.in(folder, "plan", "export", planned(folder), "--format", "ansible", "-o", book.toString()).well();
      noSecrets(book);
      Files.createDirectories(book.resolve("group_vars/all"));
      Files.writeString(book.resolve("group_vars/all/vault.yml"), secrets(book, machine));
      MachineCensus before = MachineCensus.of(machine, OURS);
      AnsibleLab.playbook(book, "site.yml", "--check").orFail();
      assertEquals("", before.differences(MachineCensus.of(machine, OURS)), "check mode changes nothing");

      AnsibleLab.playbook(book, "site.yml").orFail();
      Spoken.in(folder, "check").well();
      Path program = launcher();
      AnsibleLab.playbook(book, "open.yml", "-e", "mailtrek=" + program).orFail();
      assertEquals("", plain(applied).differences(plain(MachineCensus.of(machine, OURS))));
      String again = AnsibleLab.playbook(book, "site.yml", "--check").orFail();
      assertTrue(again.contains("failed=0"), again);
    }
  }

  private static String planned(Path folder) {
    JSONObject plan = Spoken.in(folder, "--json", "plan", "zcp-to-kopano").well().json();
    return plan.getFieldAsString("plan");
  }

  /** The launcher would build; this is the program that the tests run. */
  private Path launcher() throws Exception {
    Path program = temporary.resolve("mailtrek");
    Files.writeString(program, "#!/bin/sh\nexec java -Xmx256m -cp '" + System.getProperty("java.class.path") + "' org.mailtrek.Main \"$@\"\n");
    assertTrue(program.toFile().setExecutable(true));
    return program;
  }

  private static void noSecrets(Path book) throws Exception {
    List<Path> files;
    try (var all = Files.walk(book)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path each : files) {
      String text = Files.readString(each, StandardCharsets.ISO_8859_1);
      for (String secret : List.of("directory", "database")) {
        assertFalse(text.contains(ZarafaPopulation.password(secret)), () -> each + " holds the password of the " + secret);
      }
    }
  }

  /** Fills in what each line names: as the operator would, by looking into the machine's files. */
  private static String secrets(Path book, LabMachine machine) throws Exception {
    return Files.readAllLines(book.resolve("vault.example.yml")).stream().filter(line -> line.startsWith("vault_"))
        .map(line -> line.substring(0, line.indexOf(':')) + ": '" + secret(line, machine) + "'\n").collect(Collectors.joining());
  }

  private static String secret(String line, LabMachine machine) {
    if (line.contains("secret_key")) {
      return machine.sh("sed -n 's/^server_secret_key *= *//p' /etc/zarafa/presence.cfg").strip();
    }
    return ZarafaPopulation.password(line.contains("directory") || line.contains("ldap") ? "directory" : "database");
  }

  /** Returns a census without what two ways at two times can't have in common: the time of writing. */
  private static MachineCensus plain(MachineCensus census) {
    return census.each(line -> {
      if (line.startsWith("folder ")) {
        return "";
      }
      return line.startsWith("file ") ? line.replaceFirst(" time \\S+", "") : line.matches("database \\([0-9]+(,[0-9]+){4},'20[0-9 :-]+'\\)[,;]") ? line.replaceAll("'20[0-9 :-]+'", "''") : line;
    });
  }
}
