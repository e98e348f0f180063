package org.mailtrek.directory;

import java.util.Optional;
import org.mailtrek.engine.Step;

/** The acts on the directory, as steps for runbooks and commands. */
public final class DirectorySteps {

  private DirectorySteps() {}

  /** Gives the directory's server the new schema where it is missing and its own configuration can be reached; refuses where it can't. */
  public static Step installSchema() {
    return new InstallSchema();
  }

  /** Moves the directory to the new schema while it runs, or, as the policy says, lays the new one beside the old. */
  public static Step transplant(Policy policy) {
    return new TransplantDirectory(policy, Optional.empty());
  }

  /** As {@link #transplant(Policy)}; verified value by value and list by list against the entries as they were, such as the backup's. */
  public static Step transplant(Policy policy, DirectoryVerification.Before before) {
    return new TransplantDirectory(policy, Optional.of(before));
  }

  /** Removes what {@link Policy.Mode#KEEP_OLD} kept. */
  public static Step prune(Policy.OnConflict conflicts) {
    return new TransplantDirectory(new Policy(conflicts, Policy.Mode.PRUNE), Optional.empty());
  }

  /** Sets the socket of every server object, such as {@code /var/run/kopano/server.sock}. */
  public static Step sockets(String socket) {
    return new RewriteSockets(socket);
  }
}
