package org.mailtrek.runbook;

import java.util.List;
import java.util.Set;
import org.mailtrek.engine.Effect;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** One act with the vendor's programs, or what it needs around them. */
public final class CommandStep implements Step {

  /**
   * What a step is called.
   *
   * @param id its id
   * @param title one line
   * @param procedures what it carries out
   */
  public record Name(String id, String title, Set<String> procedures) {}

  /** Finds the changes. */
  public interface Finding {
    /** Hands them over. */
    void find(View view, Preview preview) throws TrekException;
  }

  /** Looks whether it came true. */
  public interface Check {
    /** Throws what differs. */
    void check(View view) throws TrekException;
  }

  private final Name name;
  private final Finding finding;
  private final Check check;
  private final List<Guard> guards;

  /** Makes a step that nothing guards, and of which the signs of its commands are all that there is to see. */
  public CommandStep(Name name, Finding finding) {
    this(name, finding, view -> {}, List.of());
  }

  /** Makes a step. */
  public CommandStep(Name name, Finding finding, Check check, List<Guard> guards) {
    this.name = name;
    this.finding = finding;
    this.check = check;
    this.guards = List.copyOf(guards);
  }

  @Override
  public String id() {
    return name.id;
  }

  @Override
  public String title() {
    return name.title;
  }

  @Override
  public Effect effect() {
    return Effect.IRREVERSIBLE;
  }

  @Override
  public Set<String> procedures() {
    return name.procedures;
  }

  @Override
  public List<Guard> guards() {
    return guards;
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    finding.find(view, preview);
  }

  @Override
  public void verify(View view) throws TrekException {
    check.check(view);
  }
}
