package org.mailtrek.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailtrek.engine.Count;
import org.mailtrek.engine.Effect;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.PlannedStep;
import org.mailtrek.engine.change.Act;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.ForeignCommand;
import org.mailtrek.engine.change.Sign;
import org.mailtrek.host.HostPath;

/** A plan says first what can't be taken back. */
class NoReturnTest {

  private static PlannedStep step(String id, boolean afterOpen, boolean bulk, Effect effect, Change... changes) {
    return new PlannedStep(id, "Do " + id, afterOpen, bulk, effect == Effect.KEEPS, Optional.empty(), Optional.empty(), Set.of(), List.of(), List.of(changes), new Count(changes.length, changes.length, 0, "0"), effect);
  }

  private static Change forGood() {
    Sign sign = Sign.at(HostPath.of("/opt/new"), Sign.NOTHING, Sign.FOLDER);
    return new ForeignCommand("mail1", "upgrade", List.of(new Act.Run(List.of("commpkg", "upgrade"))), List.of(), List.of(sign), ForeignCommand.Manner.PLAIN.withoutReturn("the store has a new format"));
  }

  private static List<String> page(PlannedStep... steps) {
    return PlanPage.lines(new Plan(3, Instant.EPOCH, "acme", "oracle-in-place", Map.of(), List.of(steps)), false);
  }

  @Test
  void namesThePointOfNoReturnAndTheBackupThatCoversIt() {
    List<String> page = page(step("look", false, false, Effect.READS), step("back-up", false, false, Effect.KEEPS), step("exchange", false, false, Effect.IRREVERSIBLE, forGood()));
    assertEquals(
        """
        1 object in 1 change
        ! no way back from step 3, exchange, on:
          ! mail1: upgrade: commpkg upgrade (the store has a new format)
            covered by the backup that step 2, back-up, keeps
        1. look: Do look: nothing to do
        2. back-up: Do back-up: keeps a backup
        3. exchange: Do exchange: 1 object, can't be taken back
             ~ mail1: upgrade: commpkg upgrade
        """,
        String.join("\n", page.subList(1, page.size())) + "\n");
  }

  @Test
  void saysWhereNoBackupCoversIt() {
    List<String> page = page(step("exchange", true, true, Effect.IRREVERSIBLE), step("back-up", true, false, Effect.KEEPS));
    assertEquals(
        """
        ! no way back from step 1, exchange, on (with 'open'):
          ! Do exchange can't be taken back
          ! no step before it keeps a backup: 'backup all' first
        """,
        String.join("\n", page.subList(2, 5)) + "\n");
  }
}
