package org.mailtrek.practice;

import com.unboundid.ldap.sdk.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;

/**
 * Fills a real machine, from inside, with what a mail server, Zarafa's or Kopano's, holds after a few years: directory, database, attachments, and the files that an
 * administrator has edited. The packages are installed before, and nothing of them runs yet.
 */
public final class ZarafaPopulation {

  /** How many mailboxes there are. */
  public static final int USERS = 20;

  private static final long SEED = 4711;

  private ZarafaPopulation() {}

  /** Returns the password of the administrators of directory, of its configuration, and of the mail server's database. */
  public static String password(String part) {
    return Recipe.password(SEED, part);
  }

  /** Returns the name of the mail server's database on a machine. */
  public static String database(int machine) {
    return new Machine(machine).database();
  }

  /**
   * Writes one part of a machine of an estate.
   *
   * @param words the kind of estate and the number of its machine, then {@code ldif FILE}, {@code database ADDRESS}, or {@code files ADDRESS DIRECTORY} with
   *     the addresses of the machine and of the one with the directory
   * @throws IOException when something can't be written
   * @throws SQLException when the database refuses
   */
  public static void main(String[] words) throws IOException, SQLException {
    EstateKind kind = EstateKind.of(words[0]);
    Population everybody = Population.of(kind, USERS, SEED);
    Recipe recipe = new Recipe(kind, Machine.FIRST, everybody, SEED, USERS * 10, 389, 3306, password("directory"), password("database")).at(new Machine(Integer.parseInt(words[1])));
    switch (words[2]) {
      case "ldif" -> Files.writeString(Paths.get(words[3]), new DirectoryEntries(recipe).make().stream().map(Entry::toLDIFString).collect(Collectors.joining("\n")), StandardCharsets.UTF_8);
      case "database" -> {
        try (Connection connection = Engine.MARIADB.connect(Engine.MARIADB.url(words[3], "3306", recipe.machine().database()), Recipe.DATABASE_USER, recipe.databasePassword())) {
          MailDatabase.fill(connection, Engine.MARIADB, recipe);
        }
      }
      case "files" -> files(recipe, words[3], words[4]);
      default -> throw new IllegalArgumentException(words[2]);
    }
  }

  private static void files(Recipe recipe, String address, String directory) throws IOException {
    String home = recipe.vendor().word("/var/lib/zarafa");
    MachineFolder machine = new MachineFolder(Path.of("/"), (path, owner) -> own(path, owner, home));
    new MailMachine(machine, recipe).make();
    new AttachmentFiles(machine, recipe).make();
    new PlainMachine(machine, recipe).oddNames();
    Path settings = Path.of(recipe.vendor().word("/etc/zarafa"));
    replace(settings.resolve("server.cfg"), address);
    replace(settings.resolve("ldap.cfg"), directory);
  }

  private static void replace(Path file, String address) throws IOException {
    Files.writeString(file, Files.readString(file, StandardCharsets.ISO_8859_1).replace("127.0.0.1", address), StandardCharsets.ISO_8859_1);
  }

  /** The numbers of made-up machines mean the accounts of this one. */
  private static void own(Path path, Owner owner, String home) throws IOException {
    int account = owner.uid() == 998 ? (Integer) Files.getAttribute(Path.of(home), "unix:uid") : owner.uid();
    int group = owner.gid() == 998 ? (Integer) Files.getAttribute(Path.of(home), "unix:gid") : owner.gid();
    Files.setAttribute(path, "unix:uid", account);
    Files.setAttribute(path, "unix:gid", group);
  }
}
