package org.mailtrek.command;

import java.util.List;
import org.mailtrek.engine.Runbook;
import org.mailtrek.host.TrekException;

/**
 * Values that depend on the runbook which the command's first word names; of all runbooks where none is named yet.
 *
 * @param of finds them
 * @param words of the command
 */
record OfRunbook(Finding of, List<String> words) implements Values {

  /** Finds values of some runbooks. */
  @FunctionalInterface
  interface Finding {

    /** Returns what fits. */
    List<Candidate> offer(List<Runbook> runbooks, Session session, String typed) throws TrekException;
  }

  @Override
  public List<Candidate> offer(Session session, String typed) throws TrekException {
    List<Runbook> all = session.engine().runbooks().all();
    List<Runbook> named = words.isEmpty() ? all : all.stream().filter(each -> each.name().equals(words.get(0))).toList();
    return of.offer(named.isEmpty() ? all : named, session, typed);
  }

  @Override
  public Values after(List<String> given) {
    return new OfRunbook(of, given);
  }
}
