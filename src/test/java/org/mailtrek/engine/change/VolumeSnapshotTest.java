package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Snapshots of file systems, by stand-ins for their tools. */
class VolumeSnapshotTest {

  private static final HostPath STORE = HostPath.of("/var/store");
  private static final HostPath BESIDE = HostPath.of("/var/store.kept");

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheLaws(ChangeCase subject) throws Exception {
    ChangeHarness.prove(subject);
  }

  static Stream<ChangeCase> cases() throws Exception {
    return Stream.of(
        ChangeCase.of("btrfs", world("btrfs /dev/sda / /"), view -> found(view).snapshot().orElseThrow()).unforeseen(BESIDE.toString())
            .foreign(w -> w.machine().files().create(BESIDE), VolumeSnapshotTest::replace),
        ChangeCase.of("zfs", mounted("zfs tank/mail /var/store /"), view -> found(view).snapshot().orElseThrow()).unforeseen("/dev/volumes"),
        ChangeCase.of("lvm", lvm("vg:mail:linear:1000000000:900000000"), view -> found(view).snapshot().orElseThrow()).unforeseen("/dev/volumes")
            .foreign(w -> w.machine().files().create(BESIDE), w -> VolumeStandIns.set(w.machine(), "lv", "vg/other")));
  }

  private static void replace(World world) throws TrekException {
    world.machine().files().delete(BESIDE);
    world.machine().files().create(BESIDE);
  }

  private static VolumeSearch found(org.mailtrek.estate.View view) throws TrekException {
    return VolumeSearch.of(view, "mail1", STORE, ".kept");
  }

  private static World world(String mounts) throws TrekException {
    World world = World.empty();
    Worlds.folder(world, STORE);
    Worlds.file(world, VolumeStandIns.STATE, "");
    world.machine().playing(VolumeStandIns.all());
    VolumeStandIns.set(world.machine(), "mounts", mounts);
    world.machine().files().settle();
    return world;
  }

  private static World mounted(String mounts) throws TrekException {
    World world = world(mounts);
    world.machine().files().mount(STORE);
    if (mounts.startsWith("zfs ")) {
      Worlds.folder(world, STORE.resolve(".zfs/snapshot"));
      world.machine().files().settle();
    }
    return world;
  }

  private static World lvm(String said) throws TrekException {
    World world = mounted("ext4 /dev/mapper/vg-mail /var/store /");
    VolumeStandIns.set(world.machine(), "lvs", said);
    world.machine().files().chmod(STORE, 0700);
    world.machine().files().settle();
    return world;
  }

  @Test
  void namesWhatItsToolsCallItAndWhatItCosts() throws TrekException {
    VolumeSnapshot lvm = found(lvm("vg:mail:linear:1000000000:900000000").estate().view()).snapshot().orElseThrow();
    assertEquals("vg/mail-mailtrek.kept", lvm.volume().snapshot());
    assertTrue(lvm.volume().cost().startsWith("it is gone for good when 201326592 bytes were changed since"), lvm.volume()::cost);
    VolumeSnapshot thin = found(lvm("vg:mail:thin:1000000000:0").estate().view()).snapshot().orElseThrow();
    assertTrue(thin.volume().cost().contains("from its pool"), thin.volume()::cost);
    VolumeSnapshot zfs = found(mounted("zfs tank/mail /var/store /").estate().view()).snapshot().orElseThrow();
    assertEquals("tank/mail@mailtrek.kept", zfs.volume().snapshot());
    assertEquals(HostPath.of("/var/store/.zfs/snapshot/mailtrek.kept"), zfs.to());
    assertEquals(zfs.volume(), Volume.read(zfs.volume().toJson()));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "subvolume | no | lies on btrfs and is no subvolume of its own",
      "below | ID 260 gen 9 path store/0 | holds subvolumes of its own",
      "mounts | zfs tank / / | lies on ZFS and is no file system of its own",
      "mounts | btrfs /dev/sda / /;ext4 /dev/sdb /var/store/3 / | holds mounts of its own"})
  void saysWhyThereCanBeNoSnapshot(String name, String value, String why) throws TrekException {
    World world = world("btrfs /dev/sda / /");
    VolumeStandIns.set(world.machine(), name, value.replace(';', '\n'));
    VolumeSearch found = found(world.estate().view());
    assertEquals(Optional.empty(), found.snapshot());
    assertTrue(found.hindrance().orElseThrow().contains(why), found::toString);
  }

  @Test
  void saysWhyAVolumeOfItsOwnCanHaveNoSnapshot() throws TrekException {
    VolumeSearch full = found(lvm("vg:mail:linear:1000000000:100").estate().view());
    assertTrue(full.hindrance().orElseThrow().contains("has 100 bytes left, and a snapshot needs 201326592"), full::toString);
    VolumeSearch alone = found(mounted("btrfs /dev/sda /var/store /store").estate().view());
    assertTrue(alone.hindrance().orElseThrow().contains("has no place beside it"), alone::toString);
  }

  @Test
  void takesNoSnapshotThatNobodyCouldReadFrom() throws TrekException {
    World world = mounted("zfs tank/mail /var/store /");
    world.machine().files().delete(STORE.resolve(".zfs/snapshot"));
    VolumeSearch found = found(world.estate().view());
    assertEquals(Optional.empty(), found.snapshot());
    assertTrue(found.hindrance().orElseThrow().contains("shows no snapshots at /var/store/.zfs/snapshot"), found::toString);
  }

  @Test
  void isSilentWhereTheFileSystemHasNoSnapshots() throws TrekException {
    for (String mounts : List.of("ext4 /dev/sda1 / /", "")) {
      assertEquals(new VolumeSearch(Optional.empty(), Optional.empty()), found(world(mounts).estate().view()));
    }
    World bare = World.empty();
    Worlds.file(bare, STORE.resolve("0/1/10"), "ten");
    assertEquals(Optional.empty(), found(bare.estate().view()).hindrance());
  }
}
