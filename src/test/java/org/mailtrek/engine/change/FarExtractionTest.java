package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.estate.Estate;
import org.mailtrek.host.HostFingerprint;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Secret;
import org.mailtrek.host.SshAnswers;
import org.mailtrek.host.SshHost;
import org.mailtrek.host.SshTarget;
import org.mailtrek.host.fault.MemoryDatabase;
import org.mailtrek.host.fault.MemoryEstate;
import org.mailtrek.lab.LabSshd;
import org.mailtrek.lab.RequiresLab;

/** Attachments that go to a machine over SSH, behind a real sshd: in packs, whose digests its own tools compare. */
@RequiresLab({"sshd", "ssh-keygen", "flock", "tar", "sha256sum"})
class FarExtractionTest {

  private static final int COUNT = 150;

  @TempDir private Path folder;

  @Test
  void takesSomeRoundTripsForHundredsOfAttachments() throws Exception {
    MemoryDatabase database = new MemoryDatabase();
    List<byte[]> contents = contents(database);
    try (LabSshd sshd = LabSshd.start(); SshHost host = SshHost.open(sshd.target("far", sshd.port()), new Nobody())) {
      Estate estate = new MemoryEstate(host, Optional.empty(), Optional.of(database));
      HostPath top = HostPath.of(folder.toRealPath().toString()).resolve("attachments");
      Extraction change = extraction(top, contents);
      MemorySide side = new MemorySide();
      assertEquals(Seen.BEFORE, change.look(estate.view(), side));
      long before = host.roundTrips();
      assertTrue(change.perform(estate, side).nothing());
      long trips = host.roundTrips() - before;
      assertTrue(trips <= 40, trips + " round trips for " + COUNT + " attachments in " + change.folders().size() + " folders");
      for (int n = 0; n < COUNT; n++) {
        assertArrayEquals(contents.get(n), Files.readAllBytes(file(n)));
      }
      assertEquals(List.of(0640, 1_500_000_000L), List.of((Integer) Files.getAttribute(file(7), "unix:mode") & 07777, Files.getLastModifiedTime(file(7)).toInstant().getEpochSecond()));
      assertEquals(0750, (Integer) Files.getAttribute(file(7).getParent(), "unix:mode") & 07777);
      Files.delete(file(9));
      before = host.roundTrips();
      assertTrue(change.perform(estate, side).nothing(), "goes on where it was cut off");
      assertTrue(host.roundTrips() - before <= 40, host.roundTrips() - before + " round trips to compare them");
      assertArrayEquals(contents.get(9), Files.readAllBytes(file(9)));
      assertTrue(change.revert(estate, side).nothing());
      assertFalse(Files.exists(folder.resolve("attachments")));
    }
  }

  /** The ids of ten folders. */
  private static long id(int n) {
    return n / 10 * 200L + n % 10;
  }

  private Path file(int n) {
    return folder.resolve("attachments/" + n % 10 + "/0/" + id(n));
  }

  /** Small ones, an empty one, and one that is larger than a pack. */
  private static List<byte[]> contents(MemoryDatabase database) {
    Random random = new Random(5);
    List<byte[]> contents = new ArrayList<>();
    for (int n = 0; n < COUNT; n++) {
      byte[] content = new byte[n == 3 ? 0 : n == 4 ? 2_500_000 : random.nextInt(3_000)];
      random.nextBytes(content);
      contents.add(content);
      database.attachment(id(n));
      for (int row = 0; row * 393_216 < content.length; row++) {
        database.chunk(id(n), 14081, row, Optional.of(Arrays.copyOfRange(content, row * 393_216, Math.min(content.length, (row + 1) * 393_216))));
      }
    }
    return contents;
  }

  private Extraction extraction(HostPath top, List<byte[]> contents) throws Exception {
    int uid = (Integer) Files.getAttribute(folder, "unix:uid");
    int gid = (Integer) Files.getAttribute(folder, "unix:gid");
    List<HostPath> folders = new ArrayList<>(List.of(top));
    for (int outer = 0; outer < 10; outer++) {
      folders.add(top.resolve(Integer.toString(outer)));
    }
    for (int outer = 0; outer < 10; outer++) {
      folders.add(top.resolve(outer + "/0"));
    }
    List<Extraction.Item> items = IntStream.range(0, COUNT).mapToObj(n -> new Extraction.Item(id(n), top.resolve(n % 10 + "/0/" + id(n)), contents.get(n).length)).toList();
    return new Extraction("far", top, new Extraction.Modes(Owner.of(uid, gid), 0750, 0640), 2, folders, items, Optional.of(Instant.ofEpochSecond(1_500_000_000L, 5_000)));
  }

  private static final class Nobody implements SshAnswers {

    @Override
    public Optional<Secret> password(SshTarget.Address address) {
      return Optional.empty();
    }

    @Override
    public Optional<Secret> passphrase(String keyFile) {
      return Optional.empty();
    }

    @Override
    public Optional<Secret> sudo(SshTarget.Address address) {
      return Optional.empty();
    }

    @Override
    public Optional<Secret> question(SshTarget.Address address, String words) {
      return Optional.empty();
    }

    @Override
    public boolean trusts(HostFingerprint offered) {
      return false;
    }

    @Override
    public void warning(String sentence) {
      // there is nobody to be warned
    }
  }
}
