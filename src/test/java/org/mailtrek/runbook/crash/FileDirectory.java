package org.mailtrek.runbook.crash;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mailtrek.estate.Ports;
import org.mailtrek.estate.ServerPorts;
import org.mailtrek.host.Database;
import org.mailtrek.host.DatabaseLogin;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.LdapAddress;
import org.mailtrek.host.LdapLogin;
import org.mailtrek.host.Protection;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.KillDirectory;
import org.mailtrek.host.fault.MemoryDirectory;
import org.mailtrek.host.fault.Points;

/** A directory in memory that comes from a file, and is brought to it when it settles. */
final class FileDirectory {

  private static final String BASE = "dc=example,dc=com";
  private static final String NAME = "directory.ldif";

  private final Path file;
  private final MemoryDirectory memory;

  private FileDirectory(Path file, MemoryDirectory memory) {
    this.file = file;
    this.memory = memory;
  }

  /** Writes the file of a new one, and the password beside it. */
  static void make(Path folder, List<Entry> entries) throws IOException {
    Files.writeString(folder.resolve("directory.password"), "secret\n");
    write(folder.resolve(NAME), entries);
  }

  /** Reads it; an empty one where there is none. */
  static FileDirectory in(Path folder) throws TrekException {
    Path file = folder.resolve(NAME);
    try {
      return new FileDirectory(file, Files.exists(file) ? MemoryDirectory.reading(BASE, Files.readAllBytes(file)) : MemoryDirectory.of(BASE));
    } catch (IOException e) {
      throw TrekException.at(file).found(e.toString()).because(e).next("make it again");
    }
  }

  MemoryDirectory memory() {
    return memory;
  }

  /** Returns the way to it, with a write point before each write. */
  Ports ports(Points points) {
    return new Ports() {
      @Override
      public DirectoryServer directory(LdapAddress address, Optional<LdapLogin> login) {
        return new KillDirectory(memory, points);
      }

      @Override
      public Database database(String url, Protection protection, DatabaseLogin login) throws TrekException {
        return new ServerPorts().database(url, protection, login);
      }
    };
  }

  void settle() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    List<Entry> all = new java.util.ArrayList<>();
    try {
      memory.search(BASE, SearchScope.SUB, Filter.createPresenceFilter("objectClass"), all::add);
    } catch (TrekException e) {
      throw new IOException(e);
    }
    all.sort(java.util.Comparator.comparingInt(each -> each.getDN().length()));
    write(file, all);
  }

  private static void write(Path file, List<Entry> entries) throws IOException {
    StringBuilder text = new StringBuilder();
    entries.forEach(each -> text.append(each.toLDIFString()).append('\n'));
    Files.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
