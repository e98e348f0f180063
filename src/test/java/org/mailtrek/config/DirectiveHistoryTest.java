package org.mailtrek.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How directives went from release to release. */
final class DirectiveHistoryTest {

  private static List<String> history(String directive, String file) {
    return DirectiveHistory.of(Folders.catalogue(), directive).stream()
        .filter(each -> each.file().equals(file))
        .flatMap(each -> each.eras().stream())
        .map(each -> each.releases() + " " + each.directive().builtIn())
        .toList();
  }

  @Test
  void tellsEachDefaultWithItsReleases() {
    List<String> storage = history("attachment_storage", "server.cfg");
    assertTrue(storage.get(0).startsWith("zcp-7.0.3") && storage.get(0).endsWith(" database"), storage::toString);
    assertTrue(storage.stream().anyMatch(each -> each.endsWith("zcp-7.2.6 database")), storage::toString);
    assertTrue(storage.contains("kc-8.0.0 to kc-8.4.6 database"), storage::toString);
    assertTrue(storage.stream().anyMatch(each -> each.startsWith("kc-8.5.0") && each.endsWith(" files")), storage::toString);
    assertTrue(storage.get(storage.size() - 1).endsWith("kc-11.0.2 auto"), storage::toString);
  }

  @Test
  void endsWhereADirectiveWasDropped() {
    List<String> port = history("server_tcp_port", "server.cfg");
    assertTrue(port.get(port.size() - 1).contains("to kc-8.6.9 "), port::toString);
  }

  @Test
  void agreesWithTheCatalogueEverywhere() {
    for (Release release : Folders.catalogue().releases()) {
      for (String name : List.of("server_listen", "log_method", "hide_everyone", "run_as_user")) {
        boolean known = Folders.catalogue().file(release, "server.cfg").find(name).isPresent();
        boolean told = DirectiveHistory.of(Folders.catalogue(), name).stream().filter(each -> each.file().equals("server.cfg")).flatMap(each -> each.eras().stream()).anyMatch(each -> each.covers(release));
        assertEquals(known, told, release + " " + name);
      }
    }
  }

  @Test
  void everyRemarkIsAboutADirective() {
    for (String each : new Remarks().names()) {
      assertTrue(!DirectiveHistory.of(Folders.catalogue(), each).isEmpty(), each);
    }
  }
}
