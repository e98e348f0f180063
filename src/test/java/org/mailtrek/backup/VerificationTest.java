package org.mailtrek.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.TrekException;

/** What a dump gives when it is loaded, held against what was written down. */
class VerificationTest {

  private static MemoryKept kept(String tables) throws TrekException {
    MemoryKept kept = new MemoryKept();
    kept.packed("mail1/database.gz", out -> out.write("rows".getBytes(StandardCharsets.US_ASCII)));
    kept.file("mail1/database.json", out -> out.write(("{\"schema\":64,\"highest\":1,\"tables\":" + tables + "}").getBytes(StandardCharsets.US_ASCII)));
    return kept;
  }

  private static Verification loading(String written, SortedMap<String, String> loaded) throws TrekException {
    return Verification.dump(dump -> {
      assertEquals("rows", new String(dump.readAllBytes(), StandardCharsets.US_ASCII));
      return loaded;
    }, "mail1", kept(written));
  }

  @Test
  void namesEachTableThatDoesNotComeBack() throws TrekException {
    SortedMap<String, String> loaded = new TreeMap<>();
    loaded.put("users", "a");
    loaded.put("acl", "b");
    loaded.put("extra", "c");
    assertEquals(List.of(), loading("{\"users\":\"a\",\"acl\":\"b\",\"extra\":\"c\"}", loaded).wrong());
    List<String> wrong = loading("{\"users\":\"a\",\"acl\":\"x\",\"stores\":\"d\"}", loaded).wrong();
    assertEquals(List.of("acl", "extra", "stores"), wrong.stream().map(each -> each.replaceFirst(".*table (\\w+) does not.*", "$1")).toList());
  }

  @Test
  void saysWhereNothingCouldBeCompared() throws TrekException {
    Verification found = loading("{}", new TreeMap<>());
    assertEquals(List.of(), found.wrong());
    assertTrue(found.noted().get(0).contains("were not compared"), found::toString);
  }

  @Test
  void saysWhyADumpIsRefused() throws TrekException {
    Verification found = Verification.dump(dump -> {
      throw TrekException.at("server").found("the dump ends before its end mark").next("use another");
    }, "mail1", kept("{}"));
    assertEquals(List.of("run-1/backup: mail1/database.gz: can't be loaded: the dump ends before its end mark"), found.wrong());
  }
}
