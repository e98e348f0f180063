package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The names that a slapd.conf and the files it includes define. */
class SlapdIncludesTest {

  @TempDir private Path folder;
  private SlapdView slapd;

  @BeforeEach
  void aSchema() throws Exception {
    Files.createDirectories(folder.resolve("etc/schema"));
    Files.writeString(folder.resolve("etc/schema/own.schema"), "attributetype ( 1.3.6.1.4.1.99999.1.1 NAME 'ownName' SUP name )\n");
    slapd = new SlapdTools(new LocalFiles(new Root("here", Path.of("/")), state -> state), Children.of("here"));
  }

  private HostPath configuration(String text) throws Exception {
    return HostPath.of(Files.writeString(folder.resolve("etc/slapd.conf"), text).toString());
  }

  @Test
  void followsPathsThatGoBack() throws Exception {
    assertEquals(Set.of("ownname"), slapd.names(configuration("include " + folder + "/etc/./x/../schema/own.schema\n")));
  }

  @Test
  void followsAFileThatIncludesItselfOnce() throws Exception {
    Path circle = folder.resolve("etc/schema/circle.schema");
    Files.writeString(circle, "include " + circle + "\ninclude " + folder + "/etc/schema/own.schema\n");
    assertEquals(Set.of("ownname"), slapd.names(configuration("include " + circle + "\n")));
  }

  @Test
  void saysThatItCannotKnowWhereARelativePathBegins() {
    TrekException refused = assertThrows(TrekException.class, () -> slapd.names(configuration("include schema/own.schema\n")));
    assertEquals("includes schema/own.schema, which depends on the folder that slapd is started in", refused.what());
  }

  /** Only a log that is itself given to replicas feeds them; one for auditors does not. */
  @Test
  void givesNoNumberWhereALogFeedsReplicas() throws Exception {
    String main = "serverID 3\ndatabase mdb\nsuffix dc=example\noverlay syncprov\noverlay accesslog\nlogdb cn=log\n";
    assertEquals(3, slapd.number(configuration(main + "database mdb\nsuffix cn=log\n")));
    String fed = main + "database mdb\nsuffix \"cn=log\"\noverlay syncprov\n";
    TrekException why = assertThrows(TrekException.class, () -> slapd.number(configuration(fed)));
    assertEquals(TrekException.Kind.REFUSED, why.kind());
  }
}
