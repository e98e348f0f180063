package org.mailtrek.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();

  private Settings settings() {
    environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    return new Settings(environment, () -> Optional.of(folder.resolve("estate")));
  }

  @Test
  void theSessionWinsThenTheEnvironmentThenTheEstateThenThePerson() throws IOException {
    Settings settings = settings();
    assertEquals(new Settings.Value("on", Settings.Origin.STANDARD), settings.get(Setting.PAGER));
    settings.keep(Setting.PAGER, Optional.of("off"), Settings.Origin.USER);
    assertEquals(new Settings.Value("off", Settings.Origin.USER), settings.get(Setting.PAGER));
    settings.keep(Setting.PAGER, Optional.of("on"), Settings.Origin.ESTATE);
    assertEquals(new Settings.Value("on", Settings.Origin.ESTATE), settings.get(Setting.PAGER));
    environment.put("MAILTREK_PAGER", "off");
    settings = settings();
    assertEquals(new Settings.Value("off", Settings.Origin.ENVIRONMENT), settings.get(Setting.PAGER));
    settings.choose(Setting.PAGER, Optional.of("on"));
    assertEquals(new Settings.Value("on", Settings.Origin.SESSION), settings.get(Setting.PAGER));
    settings.choose(Setting.PAGER, Optional.empty());
    assertEquals(Settings.Origin.ENVIRONMENT, settings.get(Setting.PAGER).origin());
  }

  @Test
  void aFileKeepsItsOtherLinesAndIsPrivate() throws IOException {
    Path file = settings().keep(Setting.WIDTH, Optional.of("120"), Settings.Origin.USER);
    Files.writeString(file, "# mine\nkeys = vi\n" + Files.readString(file));
    settings().keep(Setting.WIDTH, Optional.of("100"), Settings.Origin.USER);
    assertEquals(List.of("# mine", "keys = vi", "width = 100"), Files.readAllLines(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(Optional.of(100), settings().width());
    settings().keep(Setting.WIDTH, Optional.empty(), Settings.Origin.USER);
    assertEquals(Optional.empty(), settings().width());
  }

  @Test
  void whatIsNoValueIsPassedOverAndTold() throws IOException {
    Files.createDirectories(folder.resolve("estate"));
    Files.writeString(folder.resolve("estate/settings"), "pager = perhaps\nnonsense = 1\nwidth = 7\n");
    environment.put("MAILTREK_KEYS", "nano");
    Settings settings = settings();
    assertEquals(Settings.Origin.STANDARD, settings.get(Setting.PAGER).origin());
    assertEquals("auto", settings.get(Setting.WIDTH).text());
    assertEquals("emacs", settings.get(Setting.KEYS).text());
    assertEquals(4, settings.faults().size(), settings.faults().toString());
    assertTrue(settings.faults().stream().anyMatch(each -> each.endsWith("nonsense = 1: no such setting")), settings.faults().toString());
  }

  @Test
  void noColourIsTheEnvironmentsChoice() {
    environment.put("NO_COLOR", "1");
    assertEquals(new Settings.Value("off", Settings.Origin.ENVIRONMENT), settings().get(Setting.COLOR));
  }

  @Test
  void withoutAPlaceNothingIsKept() {
    Settings nowhere = new Settings(Map.of(), Optional::empty);
    assertThrows(IOException.class, () -> nowhere.keep(Setting.PAGER, Optional.of("off"), Settings.Origin.USER));
    assertThrows(IOException.class, () -> nowhere.keep(Setting.PAGER, Optional.of("off"), Settings.Origin.ESTATE));
  }
}
