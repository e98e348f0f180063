package org.mailtrek.host;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** A database server's own program that dumps it. */
interface DumpTool {

  /**
   * Writes the statements of the tables, of one transaction.
   *
   * @return why the tool failed before it wrote anything; empty when all is written
   * @throws TrekException when it fails later; a part is written
   */
  Optional<String> dump(String database, List<String> tables, OutputStream out) throws IOException, TrekException;
}
