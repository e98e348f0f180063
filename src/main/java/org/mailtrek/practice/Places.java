package org.mailtrek.practice;

import java.nio.file.Path;

/** Where things lie in the folder of a practice estate. */
record Places(Path estate) {

  Places {
    estate = estate.toAbsolutePath().normalize();
  }

  Path practice() {
    return estate.resolve("practice");
  }

  Path declaration() {
    return estate.resolve("estate.yaml");
  }

  /** Returns the first machine. */
  Path machine() {
    return machine(Machine.FIRST);
  }

  Path machine(Machine machine) {
    return practice().resolve(machine.name());
  }

  /** What belongs to a machine but is no file of it: services, packages on offer, the log of the system. */
  Path beside(Machine machine) {
    return practice().resolve(machine.name() + ".machine");
  }

  Path directory() {
    return practice().resolve("directory");
  }

  Path database() {
    return practice().resolve("database");
  }

  Path directoryPassword() {
    return practice().resolve("directory.password");
  }

  Path databasePassword() {
    return practice().resolve("database.password");
  }

  Path servers() {
    return practice().resolve("servers.json");
  }

  Path ports() {
    return practice().resolve("ports.json");
  }

  Path lock() {
    return practice().resolve("servers.lock");
  }

  Path log() {
    return practice().resolve("servers.log");
  }
}
