package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AllKindsTest {

  @Test
  void everyKindHasCasesInTheHarness() throws Exception {
    Set<String> kinds = new TreeSet<>();
    Arrays.stream(Change.class.getPermittedSubclasses()).map(Class::getSimpleName).forEach(kinds::add);
    Set<String> proven = new TreeSet<>();
    for (Stream<ChangeCase> cases :
        java.util.List.of(
            FileContentTest.cases(),
            FileKindsTest.folders(),
            FileKindsTest.removals(),
            FileKindsTest.renames(),
            FileKindsTest.stagedMoves(),
            FileKindsTest.ownerships(),
            FileKindsTest.links(),
            ExtractionTest.cases(),
            ForeignCommandTest.cases(),
            LinkedCopyTest.cases(),
            CopiedTreeTest.cases(),
            VolumeSnapshotTest.cases(),
            LoadedDatabaseTest.cases(),
            MailboxMovesTest.cases(),
            StoreMoveTest.cases(),
            IndexedDatabaseTest.cases(),
            AccountTest.cases(),
            EntriesTest.cases(),
            SchemaChangeTest.cases(),
            RowsAsideTest.cases(),
            SettingTest.cases(),
            UnsyncedCommitsTest.cases(),
            DatabaseContentTest.cases(),
            DatabaseStateTest.cases(),
            HandOverTest.cases(),
            ServiceStateTest.cases(),
            PackageSetTest.cases(),
            RepositoryListsTest.cases(),
            PackageArchivesTest.cases())) {
      for (ChangeCase each : cases.toList()) {
        proven.add(each.making().change(each.world().estate().view()).getClass().getSimpleName());
      }
    }
    assertEquals(kinds, proven, "a kind of change without cases in the harness");
  }
}
