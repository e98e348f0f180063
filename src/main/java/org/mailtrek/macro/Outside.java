package org.mailtrek.macro;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mailtrek.config.Release;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.Snapshot;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** What a macro has besides the estate's ports: plans, snapshots, other estates, and somebody to ask. */
public interface Outside {

  /**
   * Where the configuration in force of one host is.
   *
   * @param host the host's name
   * @param folder the folder of the files
   * @param release the release that reads them
   */
  record Configured(String host, HostPath folder, Release release) {}

  /** Returns the places of the configuration, one for each host with a mail server. */
  List<Configured> configured(View view) throws TrekException;

  /** Returns what is declared. */
  Declaration declared() throws TrekException;

  /** Returns the plans that were made, the oldest first. */
  List<Plan> plans() throws TrekException;

  /** Returns the snapshots. */
  List<Snapshot> snapshots() throws TrekException;

  /** Returns the face of another estate that can't write; it is closed with the session. */
  View other(String folder) throws TrekException;

  /**
   * Asks somebody; empty when the question is left, or nobody can be asked.
   *
   * @throws TrekException of kind {@code INTERRUPTED} when the macro is to be left
   */
  Optional<String> ask(String question) throws TrekException;

  /** Returns the folder that compiled macros are kept in; empty where they are not. */
  Optional<Path> cache();

  /** Returns what macros are run with. */
  MacroLanguage language();
}
