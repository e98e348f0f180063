package org.mailtrek.runbook.kopano;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.mailtrek.engine.Effect;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.View;

/** What no program can do: said in the plan and in the report, so that it is not forgotten. */
final class PeopleMustDo implements Step {

  private final List<String> acts;

  PeopleMustDo(List<String> acts) {
    this.acts = List.copyOf(acts);
  }

  /** Adds what is always left to do when a server was Zarafa's. */
  static PeopleMustDo afterZarafa(List<String> more) {
    List<String> acts = new ArrayList<>(more);
    acts.add("update Outlook clients: not every Zarafa client works with Kopano Core");
    acts.add("point DNS, monitoring and backup jobs that name Zarafa's programs and paths to Kopano's");
    acts.add("users below IMAP and POP3: check that both are enabled for those who need them");
    return new PeopleMustDo(acts);
  }

  @Override
  public String id() {
    return "people-must-do";
  }

  @Override
  public String title() {
    return "What people must do";
  }

  @Override
  public Effect effect() {
    return Effect.READS;
  }

  @Override
  public Set<String> procedures() {
    return Set.of("Z1", "Z22");
  }

  @Override
  public boolean afterOpen() {
    return true;
  }

  @Override
  public void preview(View view, Preview preview) {
    acts.forEach(preview::note);
  }
}
