package org.mailtrek.directory;

import java.io.InputStream;
import java.util.List;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** The acts on the directory, as steps for runbooks and commands. */
public final class DirectorySteps {

  private DirectorySteps() {}

  /** Gives the directory's server the new schema where it is missing and its own configuration can be reached; refuses where it can't. */
  public static Step installSchema() {
    return new InstallSchema();
  }

  /** Moves the directory to the new schema while it runs, or, as the policy says, lays the new one beside the old. */
  public static Step transplant(Policy policy) {
    return new TransplantDirectory(Transplant.of(policy));
  }

  /** As {@link #transplant(Policy)}, in another way. */
  public static Step transplant(Transplant how) {
    return new TransplantDirectory(how);
  }

  /**
   * Moves the directory of a stopped slapd to the new schema, by a new database beside the one in use.
   *
   * @param place where the server's files and tools are
   * @param readings keeps what was found there, for one who plans and applies
   */
  public static Step rebuild(SlapdPlace place, Rebuild how, StoppedReadings readings) {
    return new RebuildDirectory(place, how, readings);
  }

  /** Says which replicas people must load anew after {@link #rebuild}. */
  public static Step reloadReplicas() {
    return new ReloadReplicas();
  }

  /**
   * Gives a stopped slapd that is configured by a file the indexes that the new names need; or removes those of the old names.
   *
   * @param removing whether those of the old names are removed
   */
  public static Step indexFile(SlapdPlace place, boolean removing) {
    return new IndexFile(place, removing);
  }

  /**
   * Returns whether {@link #indexFile} would find something to do.
   *
   * @throws TrekException when the configuration can't be read, or does not describe the database
   */
  public static boolean indexes(View view, SlapdPlace place, boolean removing) throws TrekException {
    return new IndexFile(place, removing).needed(view);
  }

  /**
   * Returns whether {@link #rebuild} would find something to do, by a walk through the database up to the first old name; a running server is not disturbed.
   *
   * @throws TrekException when the server's tools can't read it
   */
  public static boolean rebuilds(View view, SlapdPlace place) throws TrekException {
    return new RebuildDirectory(place, Rebuild.of(Policy.OnConflict.STOP, ReplicaWay.RELOAD), new StoppedReadings()).needed(view);
  }

  /** Removes the database that {@link #rebuild} left; the folder is found by the server's configuration. */
  public static Step purge(SlapdPlace place) {
    return new PurgeOldDatabase(place);
  }

  /** Removes what {@link Policy.Mode#KEEP_OLD} kept. */
  public static Step prune(Policy.OnConflict conflicts) {
    return new TransplantDirectory(Transplant.of(new Policy(conflicts, Policy.Mode.PRUNE)));
  }

  /** Gives a running slapd the indexes that the new names need; its own configuration must be open to us. */
  public static Step indexes() {
    return new IndexNames(false);
  }

  /** Removes the indexes of the old names, once nothing uses those any more. */
  public static Step withoutOldIndexes() {
    return new IndexNames(true);
  }

  /** Sets the socket of every server object, such as {@code /var/run/kopano/server.sock}. */
  public static Step sockets(String socket) {
    return new RewriteSockets(socket);
  }

  /**
   * Says of shared stores what they are.
   *
   * @param type {@code room}, {@code equipment}, or {@code none}
   * @param stores names of their entries, or what they are called
   */
  public static Step resources(String type, List<String> stores) {
    return new SetResourceTypes(type, stores);
  }

  /** Opens LDIF. */
  @FunctionalInterface
  public interface Ldif {
    /** Opens it from its beginning. */
    InputStream open() throws TrekException;
  }

  /**
   * Brings LDIF into the directory: entries are added, or get the values that the LDIF gives them; change records add, modify and delete.
   *
   * @param name names the LDIF in messages
   * @param guards protect what is there; an import that only adds entries needs none
   */
  public static Step importing(String name, Ldif ldif, View view, List<Guard> guards) throws TrekException {
    ImportEntries step = new ImportEntries(name, ldif, List.of());
    return step.onlyAdds(view.directory()) ? step : new ImportEntries(name, ldif, guards);
  }
}
