package org.mailtrek.mailbox;

import java.util.List;
import org.mailtrek.host.TrekException;

/**
 * How far the move of a user's mailbox has come.
 *
 * @param user the user
 * @param state the least advanced of the folders' states; {@code halted} where a folder is being moved by nobody
 * @param folders how many folders are known
 * @param moved how many of these were moved
 * @param messages how many messages are at the target
 * @param bytes what these have together
 * @param latest when something was noted last, in seconds since 1970; 0 for never
 * @param reason the first reason that is noted; may be empty
 */
public record UserMove(String user, String state, long folders, long moved, long messages, long bytes, long latest, String reason) {

  /** The state of a user of whom a folder was being moved when its process ended. */
  public static final String HALTED = "halted";

  /**
   * Reads it.
   *
   * @throws TrekException when the ledger can't be read
   */
  public static UserMove of(Ledger ledger, String user) throws TrekException {
    List<FolderState> states = ledger.states(user);
    String state = states.isEmpty() ? FolderState.Stage.TRANSITION.word() : FolderState.Stage.NON_TRANSITION.word();
    if (states.stream().anyMatch(each -> each.stage() == FolderState.Stage.TRANSITION)) {
      state = FolderState.Stage.TRANSITION.word();
    }
    if (states.stream().anyMatch(each -> each.stage() == FolderState.Stage.FAILED)) {
      state = FolderState.Stage.FAILED.word();
    }
    for (FolderState each : states) {
      if (each.stage() == FolderState.Stage.MIGRATING) {
        state = ledger.busy(user, each.folder()) ? FolderState.Stage.MIGRATING.word() : HALTED;
      }
    }
    long moved = states.stream().filter(each -> each.stage() == FolderState.Stage.NON_TRANSITION).count();
    String reason = states.stream().filter(each -> !each.reason().isEmpty()).map(each -> each.folder() + ": " + each.reason()).findFirst().orElse("");
    return new UserMove(user, state, states.size(), moved, states.stream().mapToLong(FolderState::messages).sum(), states.stream().mapToLong(FolderState::bytes).sum(),
        states.stream().mapToLong(FolderState::seconds).max().orElse(0), reason);
  }
}
