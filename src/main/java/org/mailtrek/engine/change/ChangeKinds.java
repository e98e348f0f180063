package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import org.mailtrek.host.TrekException;

/** Reads changes of every kind back from journals and plans. */
public final class ChangeKinds {

  private ChangeKinds() {}

  /**
   * Reads what {@link Change#toJson} wrote.
   *
   * @throws TrekException when the kind is unknown, or a field is missing or wrong
   */
  public static Change read(JSONObject object) throws TrekException {
    Fields fields = Fields.of(object);
    try {
      return read(fields.text("kind"), fields);
    } catch (IllegalArgumentException | ClassCastException | ArithmeticException | IndexOutOfBoundsException | java.time.DateTimeException e) {
      throw TrekException.at("change").found("can't be read: " + e.getMessage()).because(e).next("journal verify");
    }
  }

  private static Change read(String kind, Fields fields) {
    return switch (kind) {
      case CopiedTree.KIND -> CopiedTree.read(fields);
      case FileContent.KIND -> FileContent.read(fields);
      case Entries.KIND -> Entries.read(fields);
      case Extraction.KIND -> Extraction.read(fields);
      case Folder.KIND -> Folder.read(fields);
      case ForeignCommand.KIND -> ForeignCommand.read(fields);
      case HandOver.KIND -> HandOver.read(fields);
      case IndexedDatabase.KIND -> IndexedDatabase.read(fields);
      case Link.KIND -> Link.read(fields);
      case LinkedCopy.KIND -> LinkedCopy.read(fields);
      case LoadedDatabase.KIND -> LoadedDatabase.read(fields);
      case MailboxMoves.KIND -> MailboxMoves.read(fields);
      case Ownership.KIND -> Ownership.read(fields);
      case Removal.KIND -> Removal.read(fields);
      case Rename.KIND -> Rename.read(fields);
      case RowsAside.KIND -> RowsAside.read(fields);
      case StagedMove.KIND -> StagedMove.read(fields);
      case StoreMove.KIND -> StoreMove.read(fields);
      case Account.KIND -> Account.read(fields);
      case SchemaChange.KIND -> SchemaChange.read(fields);
      case DatabaseContent.KIND -> DatabaseContent.read(fields);
      case DatabaseState.KIND -> DatabaseState.read(fields);
      case PackageArchives.KIND -> PackageArchives.read(fields);
      case PackageSet.KIND -> PackageSet.read(fields);
      case RepositoryLists.KIND -> RepositoryLists.read(fields);
      case ServiceState.KIND -> ServiceState.read(fields);
      case Setting.KIND -> Setting.read(fields);
      case UnsyncedCommits.KIND -> UnsyncedCommits.read(fields);
      case VolumeSnapshot.KIND -> VolumeSnapshot.read(fields);
      default -> throw new IllegalArgumentException("unknown kind " + kind);
    };
  }
}
