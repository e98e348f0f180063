package org.mailtrek.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.HostPath;

/** Shipped folders taken over unchanged: nothing may stop a program, nothing of the old files may look like an administrator's. */
final class StockTakeoverTest {

  private static final int EACH = 3;

  private final Catalogue catalogue = Catalogue.open();
  private final TakeoverProof proof = new TakeoverProof(catalogue);

  @Test
  void stopsNoProgram() {
    long seed = System.nanoTime() & 0xffffff;
    Random random = new Random(seed);
    List<Release> targets = catalogue.releases().stream().filter(Release::kopano).toList();
    List<String> wrong = new ArrayList<>();
    for (String from : TakeoverProof.SOURCES) {
      for (int count = 0; count < EACH; count++) {
        Release to = count == 0 ? Release.of("kc-8.7.25") : targets.get(random.nextInt(targets.size()));
        for (Strategy strategy : Strategy.values()) {
          TakeoverOptions options = TakeoverOptions.of(Release.of(from), to).with(strategy);
          proof.ofStock(options, true).forEach(each -> wrong.add(from + " to " + to + " " + strategy + ": " + each));
          proof.ofStock(options.rebrands() ? options.with(Schema.KEEP) : options, false).forEach(each -> wrong.add(from + " to " + to + " " + strategy + " without files: " + each));
        }
      }
    }
    assertEquals("", String.join("\n", wrong), () -> "seed " + seed);
  }

  @Test
  void mergesTheMainJobWithoutNoise() {
    TakeoverOptions options = TakeoverOptions.of(Release.of("zcp-7.2.6"), Release.of("kc-8.7.25"));
    TakeoverResult result = new Takeover(catalogue, options).run(proof.stock(options.from()), proof.stock(options.to()));
    String server = ConfigFile.parse(result.files().bytes(HostPath.of("/etc/kopano/server.cfg")).orElseThrow(), Dialect.DAEMON).text();
    assertEquals(-1, server.indexOf(FileTakeover.HEADING), server);
  }

  @Test
  void takesNoShippedAddressOfTheDirectoryForAnAdministrators() {
    TakeoverOptions options = TakeoverOptions.of(Release.of("kc-11.0.2"), Release.of("kc-10.0.8"));
    assertEquals(List.of(), proof.ofStock(options, true));
  }
}
