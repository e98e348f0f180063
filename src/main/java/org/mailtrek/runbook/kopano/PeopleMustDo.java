package org.mailtrek.runbook.kopano;

import java.util.List;
import java.util.Set;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.View;

/** What no program can do: said in the plan and in the report, so that it is not forgotten. */
final class PeopleMustDo implements Step {

  private final List<String> acts;

  PeopleMustDo(List<String> more) {
    this.acts =
        java.util.stream.Stream.concat(
                more.stream(),
                java.util.stream.Stream.of(
                    "update Outlook clients: not every Zarafa client works with Kopano Core",
                    "point DNS, monitoring and backup jobs that name Zarafa's programs and paths to Kopano's",
                    "users below IMAP and POP3: check that both are enabled for those who need them"))
            .toList();
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
