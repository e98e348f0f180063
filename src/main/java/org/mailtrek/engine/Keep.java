package org.mailtrek.engine;

import org.mailtrek.engine.change.Side;
import org.mailtrek.host.TrekException;

/** Takes what a step keeps beside the journal before it changes anything: files of a backup, in a folder of the run's own. */
public interface Keep {

  /**
   * Writes a file, durably.
   *
   * @param name such as {@code database.sql.gz}, or {@code config/server.cfg}
   * @param content writes it
   * @throws TrekException when it can't be written, or the content can't be had
   */
  void file(String name, Side.Writer content) throws TrekException;
}
