package org.mailtrek.runbook.kopano;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailtrek.config.Catalogue;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.engine.change.Change;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.fault.MemoryPackage;

/** An upgrade out of a repository of which nobody has looked into the packages yet (K8, K9). */
final class UpgradeFetchTest {

  private static final String ESTATE = """
      estate: acme
      hosts:
        mail1: { local: true }
      products:
        - { host: mail1, product: kc, version: 8.1.0 }
      target: { product: kc, version: 8.7.25 }
      """;

  private static MemoryPackage server(String version) {
    return new MemoryPackage("kopano-server", version, Map.of("/usr/lib/kopano-server", version + "\n"), List.of("kopano-server"), Optional.empty());
  }

  @Test
  void whatPackagesBringIsFetchedWhileUsersWorkAndTheRestWaitsForIt() throws Exception {
    StepWorld world = StepWorld.empty();
    world.folder("/usr/lib");
    world.machine().packages().offer(server("8.1.0-1"));
    world.machine().packages().install(List.of("kopano-server=8.1.0-1"));
    world.machine().packages().offerFar(server("8.7.25-0"));
    world.machine().services().set("kopano-server", Run.RUNNING, true);
    Map<String, String> options = Map.of("config", "merge", "attachments", "keep", "packages", "repo");
    List<Step> steps = new KopanoUpgrade(EstateFile.parse(Path.of("estate.yaml"), ESTATE), Catalogue::open).steps(world.view(), options);

    assertEquals("fetch-packages", steps.get(0).id());
    List<String> fetched = new ArrayList<>();
    steps.get(0).preview(world.view(), new Step.Preview() {
      @Override
      public void change(Change change) {
        fetched.add(change.describe());
      }

      @Override
      public void note(String sentence) {}

      @Override
      public String content(byte[] bytes) {
        throw new IllegalStateException("no files are written");
      }
    });
    assertEquals(List.of("mail1: fetch the archives of kopano-server 8.7.25-0"), fetched);
    assertEquals(
        List.of("take-over-configuration", "own-files", "safe-mode-on", "first-start", "leave-safe-mode"),
        steps.stream().filter(each -> each.knownAfter().equals(Optional.of("fetch-packages"))).map(Step::id).toList());
  }
}
