package org.mailtrek.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** A configuration judged by the machine that it lies on. */
final class HostLintTest {

  private static final Release RELEASE = Release.of("kc-8.7.25");
  private static final HostPath FOLDER = HostPath.of("/etc/kopano");

  private static StepWorld world(String server) throws TrekException {
    StepWorld world = StepWorld.empty();
    world.file("/etc/passwd", "root:x:0:0::/root:/bin/sh\nkopano:x:990:990::/:/bin/false\n");
    world.file("/etc/group", "root:x:0:\nkopano:x:990:\n");
    world.file("/etc/kopano/server.cfg", server);
    world.machine().disk().chmod(HostPath.of("/etc/kopano/server.cfg"), 0640);
    return world;
  }

  private static List<String> found(StepWorld world) throws TrekException {
    return HostLint.check(Folders.catalogue(), RELEASE, world.machine(), FOLDER).stream().map(Finding::sentence).toList();
  }

  @Test
  void findsNothingWhereAllIsReadable() throws TrekException {
    StepWorld world = world("attachment_path = /srv/mail\nserver_ssl_key_file = /etc/kopano/ssl/own.pem\n");
    world.folder("/srv/mail");
    world.file("/etc/kopano/ssl/own.pem", "key");
    world.machine().disk().chown(HostPath.of("/srv/mail"), 990, 990);
    world.machine().disk().chown(HostPath.of("/etc/kopano/ssl/own.pem"), 0, 990);
    world.machine().disk().chmod(HostPath.of("/etc/kopano/ssl/own.pem"), 0640);
    assertEquals(List.of(), found(world));
  }

  @Test
  void namesWhatIsNotThere() throws TrekException {
    List<String> found = found(world("# a comment\nattachment_path = /srv/mail\n"));
    assertEquals(List.of("/etc/kopano/server.cfg:2: does not work together: /srv/mail is not there; put it there, or correct attachment_path"), found);
  }

  @Test
  void namesWhatTheDaemonsAccountMayNotRead() throws TrekException {
    StepWorld world = world("server_ssl_key_file = /etc/kopano/ssl/own.pem\n");
    world.file("/etc/kopano/ssl/own.pem", "key");
    world.machine().disk().chmod(HostPath.of("/etc/kopano/ssl/own.pem"), 0600);
    assertTrue(found(world).toString().contains("kopano may not read /etc/kopano/ssl/own.pem"), found(world)::toString);
    world.machine().disk().chmod(HostPath.of("/etc/kopano/ssl/own.pem"), 0644);
    world.machine().disk().chmod(HostPath.of("/etc/kopano/ssl"), 0700);
    assertTrue(found(world).toString().contains("kopano may not enter /etc/kopano/ssl, on the way to"), found(world)::toString);
  }

  @Test
  void namesWhatTheDaemonsAccountMayNotWrite() throws TrekException {
    StepWorld world = world("attachment_path = /srv/mail\n");
    world.folder("/srv/mail");
    assertTrue(found(world).toString().contains("kopano may not write in /srv/mail"), found(world)::toString);
    world.file("/etc/kopano/search.cfg", "index_path = /srv/index\n");
    world.folder("/srv/index");
    assertTrue(found(world).toString().contains("kopano may not write in /srv/index"), found(world)::toString);
  }

  @Test
  void followsLinks() throws TrekException {
    StepWorld world = world("attachment_path = /srv/mail\n");
    world.folder("/srv/disk");
    world.machine().disk().chown(HostPath.of("/srv/disk"), 990, 990);
    world.machine().disk().symlink("disk".getBytes(StandardCharsets.UTF_8), HostPath.of("/srv/mail"));
    assertEquals(List.of(), found(world));
  }

  @Test
  void namesAccountsThatAreNotThere() throws TrekException {
    assertTrue(found(world("run_as_user = mail5\n")).toString().contains("would not start: there is no user mail5 on mail1"));
    assertTrue(found(world("run_as_group = mail5\n")).toString().contains("would not start: there is no group mail5 on mail1"));
  }

  @Test
  void namesSecretsThatEverybodyCanRead() throws TrekException {
    StepWorld world = world("threads = 8\nmysql_password = sesame\n");
    assertEquals(List.of(), found(world));
    world.machine().disk().chmod(HostPath.of("/etc/kopano/server.cfg"), 0644);
    List<String> found = found(world);
    assertEquals(List.of("/etc/kopano/server.cfg:2: warned: everybody on the machine can read the secret in it; chmod 640 /etc/kopano/server.cfg"), found);
  }

  @Test
  void secretsInIncludedFilesCountToo() throws TrekException {
    StepWorld world = world("!include db.inc\n");
    world.file("/etc/kopano/db.inc", "mysql_password = sesame\n");
    world.machine().disk().chmod(HostPath.of("/etc/kopano/db.inc"), 0644);
    assertTrue(found(world).toString().contains("/etc/kopano/db.inc:1: warned"), found(world)::toString);
  }

  @Test
  void readsThroughAChainOfLinks() throws TrekException {
    StepWorld world = world("!include one.inc\n");
    world.machine().disk().symlink("two.inc".getBytes(StandardCharsets.UTF_8), HostPath.of("/etc/kopano/one.inc"));
    world.machine().disk().symlink("/srv/three.inc".getBytes(StandardCharsets.UTF_8), HostPath.of("/etc/kopano/two.inc"));
    world.file("/srv/three.inc", "threads = 9\n");
    ConfigTree tree = HostTree.read(world.machine(), FOLDER, RELEASE);
    assertEquals("9", Effective.of(tree, FOLDER.resolve("server.cfg"), Dialect.DAEMON).value("threads").orElseThrow());
  }
}
