package org.mailtrek.mailbox;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Progress;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.MovePair;
import org.mailtrek.estate.StoreMover;
import org.mailtrek.estate.StoreMoverView;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * Moves messages between the stores of an estate, noted in its ledgers: the same as {@code mailbox messages} goes on with.
 *
 * @param estate whose stores
 * @param notes where its ledgers lie
 * @param clock tells the time
 * @param owner who does it, for people
 */
public record EstateMover(Estate estate, OpenedMove.Notes notes, Clock clock, String owner) implements StoreMover {

  private static final int NAMED = 20;

  @Override
  public StoreMoverView view() {
    return new Look(estate, notes);
  }

  @Override
  public List<String> move(MovePair pair, List<String> users, int threads, boolean remove) throws TrekException {
    OpenedMove opened = OpenedMove.of(estate, notes, pair);
    FolderTable.of(opened.ledger(), opened.sides().source(), opened.sides().target(), users).mark(clock, owner);
    MoveTally tally = opened.move(clock, owner).run(users, new MailMove.Terms(threads, remove, false), Progress.NONE, new Interruption());
    List<String> stays = new ArrayList<>();
    if (tally.failed() > 0) {
      stays.addAll(failed(opened.ledger(), users));
    }
    if (tally.busy() > 0) {
      stays.add(tally.busy() + " folders: somebody else is at them");
    }
    return stays;
  }

  private static List<String> failed(Ledger ledger, List<String> users) throws TrekException {
    List<String> failed = new ArrayList<>();
    for (String user : users) {
      for (FolderState each : ledger.states(user)) {
        if (each.stage() == FolderState.Stage.FAILED) {
          failed.add(user + ", " + each.folder() + ": " + each.reason());
        }
      }
    }
    return failed;
  }

  @Override
  public List<String> back(MovePair pair, List<String> users) throws TrekException {
    OpenedMove opened = OpenedMove.of(estate, notes, pair);
    MoveUndo undo = opened.undo(clock, owner);
    undo.run(users);
    List<String> stays = new ArrayList<>(undo.lines());
    if (undo.left() > 0 && stays.isEmpty()) {
      stays.add(undo.left() + " messages were marked or moved by somebody else since, and stay");
    }
    return stays;
  }

  /** The face that can't write. */
  private record Look(Estate estate, OpenedMove.Notes notes) implements StoreMoverView {

    private OpenedMove opened(MovePair pair) throws TrekException {
      return OpenedMove.of(estate, notes, pair);
    }

    @Override
    public List<MovePair> begun() throws TrekException {
      return Ledger.begun(notes.files(), notes.folder());
    }

    @Override
    public List<String> users(MovePair pair) throws TrekException {
      return NamedStore.open(estate.view(), pair.sourceHost(), pair.source()).users();
    }

    @Override
    public Due due(MovePair pair, String user) throws TrekException {
      OpenedMove move = opened(pair);
      return Outstanding.of(move.ledger(), move.sides(), user);
    }

    @Override
    public Set<String> begun(MovePair pair, List<String> users) throws TrekException {
      Ledger ledger = opened(pair).ledger();
      Set<String> found = new TreeSet<>();
      for (String user : users) {
        for (FolderState each : ledger.states(user)) {
          FolderList list = ledger.list(user, each.folder());
          if (each.stage() == FolderState.Stage.MIGRATING || list.messages() > 0 || !list.open().isEmpty()) {
            found.add(user);
          }
        }
        if (ledger.made(user).isPresent()) {
          found.add(user);
        }
      }
      return found;
    }

    @Override
    public List<String> remarks(MovePair pair, List<String> users) throws TrekException {
      OpenedMove move = opened(pair);
      List<String> lines = new ArrayList<>(MovePreview.of(move.ledger(), move.sides(), users, false).kept());
      lines.addAll(move.sides().target().remarks());
      return lines;
    }

    @Override
    public List<String> lacking(Map<MovePair, List<String>> users) throws TrekException {
      return room(users).lacking();
    }

    @Override
    public List<String> taken(Map<MovePair, List<String>> users) throws TrekException {
      return room(users).told();
    }

    private TargetRoom room(Map<MovePair, List<String>> users) throws TrekException {
      TargetRoom room = new TargetRoom();
      for (Map.Entry<MovePair, List<String>> each : users.entrySet()) {
        OpenedMove move = opened(each.getKey());
        room.add(move.ledger(), move.sides(), each.getValue());
      }
      return room;
    }

    @Override
    public List<String> differences(MovePair pair, List<String> users) throws TrekException {
      OpenedMove move = opened(pair);
      List<String> lines = new ArrayList<>();
      Set<String> told = new HashSet<>(); // what could not be moved was said, and stays
      for (String user : users) {
        for (FolderState each : move.ledger().states(user)) {
          if (each.stage() == FolderState.Stage.FAILED) {
            told.add(user + "\n" + each.folder().spelt('/'));
          }
        }
      }
      MoveVerification.of(move.ledger(), move.sides().source(), move.sides().target(), users, found -> {
        if (!told.contains(found.user() + "\n" + found.folder().spelt('/')) && lines.size() < NAMED) {
          lines.add(found.user() + ", " + found.folder() + ", " + found.id() + ": " + found.reason());
        }
      });
      return lines;
    }

    @Override
    public Set<HostPath> above(MovePair pair, List<String> users) throws TrekException {
      Set<HostPath> found = new LinkedHashSet<>();
      MailTarget target = opened(pair).sides().target();
      FilesView files = opened(pair).sides().to().files();
      for (String user : target.onDisk() ? users : List.<String>of()) {
        HostPath at = target.place(user);
        while (!at.root() && files.stat(at).isEmpty()) {
          at = at.parent();
        }
        found.add(at);
      }
      return found;
    }
  }
}
