package org.mailtrek.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailtrek.host.HostPath;

/** Every shipped folder taken over unchanged: nothing may stop a program, nothing of the old files may look like an administrator's. */
final class StockTakeoverTest {

  private final Catalogue catalogue = Catalogue.open();
  private final StockFolders stock = new StockFolders(catalogue);

  @ParameterizedTest
  @CsvSource({
    "zcp-7.2.6,kc-8.7.25", "zcp-7.1.11,kc-8.7.25", "zcp-7.0.13,kc-8.7.25", "zcp-7.2.0,kc-8.3.0", "zcp-7.2.3,kc-8.5.0", "zcp-7.2.6,kc-11.0.2",
    "zcp-7.1.11,kc-9.0.13", "kc-8.0.0,kc-8.7.25", "kc-8.3.0,kc-10.0.8", "kc-8.7.25,kc-11.0.2"
  })
  void stopsNoProgram(String from, String to) throws IOException {
    for (Strategy strategy : Strategy.values()) {
      TakeoverOptions options = TakeoverOptions.of(Release.of(from), Release.of(to)).with(strategy);
      ConfigTree source = stock.of(options.from());
      check(options, source, stock.of(options.to()));
      check(options.with(Schema.KEEP), source, ConfigTree.EMPTY);
    }
  }

  private void check(TakeoverOptions options, ConfigTree source, ConfigTree target) {
    Takeover takeover = new Takeover(catalogue, options);
    TakeoverResult result = takeover.run(source, target);
    List<String> fatal =
        new Lint(catalogue, options.to())
            .check(target.with(result.files()), options.target()).stream()
                .filter(finding -> finding.effect().fatal() || finding.effect() == Finding.Effect.BROKEN)
                .filter(finding -> result.files().has(HostPath.of(finding.file())))
                .map(Finding::sentence)
                .toList();
    assertEquals(List.of(), fatal, options::toString);
    List<String> changed =
        result.verdicts().stream()
            .filter(verdict -> !verdict.file().equals("backup.cfg"))
            .filter(verdict -> verdict.kind() == Verdict.Kind.KEPT && options.strategy() == Strategy.MERGE || verdict.kind() == Verdict.Kind.UNKNOWN)
            .map(Verdict::sentence)
            .toList();
    assertEquals(List.of(), changed, options::toString);
    TakeoverResult again = takeover.run(source, target.with(result.files()));
    for (HostPath path : result.files().files().keySet()) {
      assertArrayEquals(result.files().bytes(path).orElseThrow(), again.files().bytes(path).orElseThrow(), options + " " + path);
    }
  }

  @Test
  void mergesTheMainJobWithoutNoise() throws IOException {
    TakeoverOptions options = TakeoverOptions.of(Release.of("zcp-7.2.6"), Release.of("kc-8.7.25"));
    TakeoverResult result = new Takeover(catalogue, options).run(stock.of(options.from()), stock.of(options.to()));
    String server = ConfigFile.parse(result.files().bytes(HostPath.of("/etc/kopano/server.cfg")).orElseThrow(), Dialect.DAEMON).text();
    assertEquals(-1, server.indexOf(FileTakeover.HEADING), server);
  }
}
