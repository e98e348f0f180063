package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.util.json.JSONObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.practice.Practice;

/** A plan is tried on a copy of its estate, which stays as it is. */
@RequiresLab("mariadbd")
final class RehearseTest {

  @TempDir private Path temporary;

  @AfterEach
  void ends() throws Exception {
    Practice.stop(temporary.resolve("p"));
  }

  @Test
  void aPlanComesOutAsItStandsOnACopyWithoutSecretsOrContents() throws Exception {
    Path estate = made("zcp-single", 10);
    Files.writeString(estate.resolve("practice/lab1/etc/zarafa/gateway.cfg"), "\nssl_private_key_pass = Geheim-4711\n", StandardCharsets.UTF_8, java.nio.file.StandardOpenOption.APPEND);
    Files.writeString(estate.resolve("practice/lab1/etc/zarafa/ssl/own.key"), "-----BEGIN RSA PRIVATE KEY-----\nMIIgeheim\n-----END RSA PRIVATE KEY-----\n", StandardCharsets.US_ASCII);
    Path release = estate.resolve("practice/lab1/etc/os-release"); // a link on machines of today
    Files.move(release, estate.resolve("practice/lab1/usr/lib/os-release"));
    Files.createSymbolicLink(release, Path.of("../usr/lib/os-release"));
    String plan = planned(estate, "zcp-to-kopano");
    List<String> before = scan(estate);

    JSONObject said = Spoken.in(estate, "--json", "rehearse", plan, "--into", copy().toString()).well().json();

    assertEquals(before, scan(estate), "the estate is only read");
    assertEquals("done", said.getFieldAsString("outcome"));
    assertEquals(List.of(), said.getFieldAsArray("differences"));
    assertTrue(said.getFieldAsInteger("rehearsed") > 50, said::toString);
    assertTrue(Files.exists(copy().resolve("practice/lab1/etc/kopano/server.cfg")), "the plan was carried out there");
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy())));
    for (String secret : List.of("Geheim-4711", password(estate, "directory"), password(estate, "database"), "MIIgeheim", "{SSHA}", "Re: matter")) {
      assertEquals(List.of(), holding(secret));
    }
  }

  @ParameterizedTest
  @CsvSource({"zcp-multi,zcp-to-kopano", "kopano-8.1,kopano-upgrade"})
  @EnabledIfSystemProperty(named = "mailtrek.exhaustive", matches = "true", disabledReason = "takes a minute each")
  void otherEstatesAreRehearsedToo(String kind, String runbook) throws Exception {
    Path estate = made(kind, 15);
    List<String> before = scan(estate);
    Spoken said = Spoken.in(estate, "rehearse", planned(estate, runbook), "--into", copy().toString()).well();
    assertTrue(said.out().contains("came out as it stands"), said::toString);
    assertEquals(before, scan(estate), "the estate is only read");
  }

  @Test
  @EnabledIfSystemProperty(named = "mailtrek.exhaustive", matches = "true", disabledReason = "takes a minute")
  void whatCameSinceThePlanAndWhatWouldStopTheNightIsShown() throws Exception {
    Path estate = made("zcp-single", 12);
    String plan = planned(estate, "zcp-to-kopano");
    Files.writeString(estate.resolve("practice/lab1/etc/zarafa/server.cfg"), "\ncache_store_size = 7M\n", StandardCharsets.UTF_8, java.nio.file.StandardOpenOption.APPEND);
    Files.writeString(estate.resolve("practice/lab1/etc/zarafa/ldap.cfg"), "\nldap_user_search_filter = (uid=nobody)\n", StandardCharsets.UTF_8, java.nio.file.StandardOpenOption.APPEND);

    Spoken said = Spoken.in(estate, "rehearse", plan, "--into", copy().toString());

    assertEquals(2, said.exit(), said::toString);
    assertTrue(said.out().contains("/etc/kopano/server.cfg"), said::toString);
    assertTrue(said.out().contains("would delete 14 of 27"), said::toString);
    assertFalse(said.out().contains("came out as it stands"), said::toString);

    Path other = temporary.resolve("r2");
    Spoken over = Spoken.in(estate, "rehearse", plan, "--into", other.toString(), "--override", "identity", "--because", "they left");

    assertTrue(over.out().contains("/etc/kopano/server.cfg"), over::toString);
    assertFalse(over.out().contains("would delete 14 of 27"), over::toString);
    assertTrue(Spoken.in(other, "run", "show", "1").well().out().contains("they left"), "the copy's journal says why");
  }

  @Test
  void aGuardIsNotPassedOverWithoutAReasonAndNothingIsCopied() {
    Path estate = made("zcp-single", 10);
    Spoken.refused(64, estate, List.of("rehearse", planned(estate, "zcp-to-kopano"), "--into", copy().toString(), "--override", "identity"), "--because TEXT");
    assertFalse(Files.exists(copy()));
  }

  private Path made(String kind, int users) {
    Spoken.in(temporary, "simulate", kind, "--into", "p", "--users", Integer.toString(users)).well();
    return temporary.resolve("p");
  }

  private Path copy() {
    return temporary.resolve("r");
  }

  private static String planned(Path estate, String runbook) {
    return Spoken.in(estate, "--json", "plan", runbook).well().json().getFieldAsString("plan");
  }

  private static List<String> scan(Path estate) {
    return Spoken.in(estate, "scan").well().out().lines().toList();
  }

  private static String password(Path estate, String part) throws Exception {
    return Files.readString(estate.resolve("practice/" + part + ".password"), StandardCharsets.UTF_8).strip();
  }

  private List<Path> holding(String secret) throws Exception {
    try (var all = Files.walk(copy())) {
      return all.filter(Files::isRegularFile).filter(each -> !each.toString().contains("/data/mysql/help_")).filter(each -> holds(each, secret)).toList();
    }
  }

  private static boolean holds(Path file, String secret) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(secret);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
