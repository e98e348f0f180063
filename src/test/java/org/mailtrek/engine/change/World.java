package org.mailtrek.engine.change;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.estate.Estate;
import org.mailtrek.host.Database;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryDatabase;
import org.mailtrek.host.fault.MemoryDirectory;
import org.mailtrek.host.fault.MemoryEstate;
import org.mailtrek.host.fault.MemoryMachine;

/** A small world in memory that can be copied, looked through and robbed of its power. */
final class World {

  private final MemoryMachine machine;
  private final Optional<MemoryDirectory> directory;
  private final MemoryDatabase database;
  private final Optional<HostPath> served;

  World(MemoryMachine machine, Optional<MemoryDirectory> directory, MemoryDatabase database) {
    this(machine, directory, database, Optional.empty());
  }

  private World(MemoryMachine machine, Optional<MemoryDirectory> directory, MemoryDatabase database, Optional<HostPath> served) {
    this.machine = machine;
    this.directory = directory;
    this.database = database;
    this.served = served;
    machine.services().use(database);
  }

  /** Returns this world with a directory that shows what is in a file of LDIF, at each look. */
  World serving(HostPath ldif) {
    return new World(machine, Optional.empty(), database, Optional.of(ldif));
  }

  static World empty() {
    return new World(MemoryMachine.named("mail1"), Optional.empty(), new MemoryDatabase());
  }

  World copy() {
    MemoryMachine newMachine = machine.copy();
    MemoryDatabase newDatabase = database.copy();
    return new World(newMachine, directory.map(MemoryDirectory::copy), newDatabase, served);
  }

  MemoryMachine machine() {
    return machine;
  }

  MemoryDirectory directory() {
    return directory.orElseThrow();
  }

  MemoryDatabase database() {
    return database;
  }

  Estate estate() {
    try {
      return opened();
    } catch (TrekException e) {
      throw new IllegalStateException(e);
    }
  }

  private Estate opened() throws TrekException {
    Optional<MemoryDirectory> shown = served.isPresent() && machine.stat(served.get()).isPresent()
        ? Optional.of(MemoryDirectory.reading("dc=x", machine.view().readAll(served.get()))) : directory;
    return new MemoryEstate(machine, shown.map(DirectoryServer.class::cast), Optional.<Database>of(database));
  }

  void losePower() {
    machine.files().losePower();
  }

  /** Returns everything that there is, scratch included, a line each; with the times of folders and links where asked for. */
  SortedMap<String, String> dump(boolean allTimes) {
    SortedMap<String, String> lines = new TreeMap<>(machine.files().dump(allTimes));
    lines.put("services", machine.services().toString());
    lines.put("packages", machine.packages().toString());
    lines.put("database", database.toString());
    directory.ifPresent(each -> lines.putAll(each.dump()));
    return lines;
  }
}
