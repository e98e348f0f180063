package org.mailtrek.command;

import java.util.List;
import org.mailtrek.host.TrekException;

/** Offers the values that an option or positional may take. Only reads, and is called off the typing thread. */
@FunctionalInterface
public interface Values {

  /**
   * Returns what fits, in the order in which it is best shown; the shell filters and ranks.
   *
   * @param session what is open; for reading only
   * @param typed what has been typed of the value
   */
  List<Candidate> offer(Session session, String typed) throws TrekException;
}
