package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldif.LDIFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabSlapd;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresRoot;

/** A database, or the disk under it, that is full in the middle of a transplant: the server refuses every write from then on. */
@RequiresLab("slapd")
class FullDiskTest {

  private static final int USERS = 150;

  @TempDir
  Path folder;

  @Test
  void saysWhatWasRefusedAndGoesBackAndAgainOnceThereIsRoom() throws Exception {
    try (LabSlapd slapd = LabSlapd.start()) {
      slapd.load(users(60));
      OwnProcess ours = OwnProcess.on(slapd, folder);
      allow(slapd, 1 << 20);
      fill(slapd);

      int exit = ours.run("ldap", "transplant", "--keep-old", "--yes");

      assertTrue(exit == 3 || exit == 4, ours.said());
      assertTrue(ours.said().contains("the directory refuses to change objectClass, kopanoAccount, kopanoAliases (80 other)"), ours.said());
      int moved = moved(slapd);
      assertTrue(moved > 0 && moved < USERS, moved + " of " + USERS + " were moved");
      allow(slapd, 1 << 28);
      assertEquals(0, ours.run("undo", "--yes"), ours.said());
      assertEquals(0, moved(slapd));
      assertEquals(0, ours.run("ldap", "transplant", "--keep-old", "--yes"), ours.said());
      assertEquals(USERS, moved(slapd));
    }
  }

  @Test
  @RequiresRoot
  void goesOnOrBackWhereTheDiskUnderTheServerWasFull() throws Exception {
    try (LabSlapd slapd = LabSlapd.start()) {
      slapd.load(users(200));
      slapd.stop();
      Path data = slapd.folder().resolve("data");
      sh("mkdir '" + folder + "/aside' && mv '" + data + "'/* '" + folder + "/aside/'");
      assumeMounted(data);
      try {
        sh("cp --sparse=always '" + folder + "'/aside/* '" + data + "'");
        slapd.restart();
        OwnProcess ours = OwnProcess.on(slapd, folder);
        String fill = "'" + data + "/fill'";
        sh("dd if=/dev/zero of=" + fill + " bs=4k 2>/dev/null; truncate -s -128k " + fill);

        int exit = ours.run("ldap", "transplant", "--keep-old", "--yes");

        assertTrue(exit == 3 || exit == 4, exit + ": " + ours.said());
        assertTrue(ours.said().contains("(80 other)"), ours.said());
        int moved = moved(slapd);
        assertTrue(moved > 0 && moved < USERS, moved + " of " + USERS + " were moved");
        sh("rm " + fill);
        if (exit == 3) {
          assertEquals(0, ours.run("resume", "--yes"), ours.said());
          assertEquals(USERS, moved(slapd));
        }
        assertEquals(0, ours.run("undo", "--yes"), ours.said());
        assertEquals(0, moved(slapd));
        assertEquals(0, ours.run("ldap", "transplant", "--keep-old", "--yes"), ours.said());
        assertEquals(USERS, moved(slapd));
      } finally {
        slapd.stop();
        sh("umount '" + data + "'");
      }
    }
  }

  /** A machine may forbid mounting even to root, such as a container does. */
  private static void assumeMounted(Path data) throws Exception {
    int mounted = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=8m", "none", data.toString()).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    if ("1".equals(System.getenv("MAILTREK_REQUIRE_LAB"))) {
      assertEquals(0, mounted, "nothing can be mounted on this machine");
    }
    Assumptions.assumeTrue(mounted == 0, "nothing can be mounted on this machine");
  }

  private static void sh(String line) throws Exception {
    Process process = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), line + ": " + said);
  }

  private Path users(int words) throws IOException {
    StringBuilder users = new StringBuilder();
    for (int user = 0; user < USERS; user++) {
      users.append("dn: uid=u").append(user).append(',').append(LabSlapd.BASE).append("\nobjectClass: inetOrgPerson\nobjectClass: zarafa-user\nuid: u").append(user)
          .append("\ncn: u\nsn: u\nzarafaAccount: 1\nzarafaAliases: ").append("long ".repeat(words)).append("\n\n");
    }
    return Files.writeString(folder.resolve("users.ldif"), users);
  }

  /** Adds entries, large ones, then small ones, until the server takes no more. */
  private static void fill(LabSlapd slapd) throws LDAPException {
    try (LDAPConnection connection = new LDAPConnection("127.0.0.1", slapd.port(), LabSlapd.ROOT, LabSlapd.PASSWORD)) {
      int number = 0;
      for (int size : new int[] {20_000, 2_000, 10}) {
        for (boolean room = true; room && number < 100_000; number++) {
          try {
            connection.add("dn: cn=fill" + number + "," + LabSlapd.BASE, "objectClass: device", "cn: fill" + number, "description: " + "x".repeat(size));
          } catch (LDAPException full) {
            assertEquals(ResultCode.OTHER, full.getResultCode(), full.getMessage());
            room = false;
          }
        }
      }
    } catch (LDIFException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void allow(LabSlapd slapd, long bytes) throws LDAPException {
    try (LDAPConnection config = new LDAPConnection("127.0.0.1", slapd.port(), "cn=admin,cn=config", LabSlapd.PASSWORD)) {
      config.modify("olcDatabase={1}mdb,cn=config", new Modification(ModificationType.REPLACE, "olcDbMaxSize", Long.toString(bytes)));
    }
    slapd.stop();
    slapd.restart();
  }

  private static int moved(LabSlapd slapd) throws LDAPException {
    try (LDAPConnection connection = new LDAPConnection("127.0.0.1", slapd.port(), LabSlapd.ROOT, LabSlapd.PASSWORD)) {
      return connection.search(LabSlapd.BASE, SearchScope.SUB, "(&(objectClass=kopano-user)(kopanoAliases=*))", "1.1").getEntryCount();
    }
  }
}
