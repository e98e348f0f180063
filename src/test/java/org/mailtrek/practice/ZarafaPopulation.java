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
 * Fills a real machine, from inside, with what a Zarafa server holds after a few years: directory, database, attachments, and the files that an
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

  /**
   * Writes one part.
   *
   * @param words {@code ldif FILE}, {@code database ADDRESS} or {@code files ADDRESS}
   * @throws IOException when something can't be written
   * @throws SQLException when the database refuses
   */
  public static void main(String[] words) throws IOException, SQLException {
    Recipe recipe = new Recipe(EstateKind.ZCP_SINGLE, Machine.FIRST, Population.of(EstateKind.ZCP_SINGLE, USERS, SEED), SEED, USERS * 10, 389, 3306, password("directory"), password("database"));
    switch (words[0]) {
      case "ldif" -> Files.writeString(Paths.get(words[1]), new DirectoryEntries(recipe).make().stream().map(Entry::toLDIFString).collect(Collectors.joining("\n")), StandardCharsets.UTF_8);
      case "database" -> {
        try (Connection connection = Engine.MARIADB.connect(Engine.MARIADB.url(words[1], "3306", Recipe.DATABASE), Recipe.DATABASE_USER, recipe.databasePassword())) {
          MailDatabase.fill(connection, Engine.MARIADB, recipe);
        }
      }
      case "files" -> files(recipe, words[1]);
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  private static void files(Recipe recipe, String address) throws IOException {
    MachineFolder machine = new MachineFolder(Path.of("/"), ZarafaPopulation::own);
    new MailMachine(machine, recipe).make();
    new AttachmentFiles(machine, recipe).make();
    new PlainMachine(machine, recipe).oddNames();
    for (String file : new String[] {"server.cfg", "ldap.cfg"}) {
      Path path = Path.of("/etc/zarafa", file);
      String text = Files.readString(path, StandardCharsets.ISO_8859_1);
      Files.writeString(path, text.replace("127.0.0.1", address), StandardCharsets.ISO_8859_1);
    }
  }

  /** The numbers of made-up machines mean the accounts of this one. */
  private static void own(Path path, Owner owner) throws IOException {
    int zarafa = owner.uid() == 998 || owner.gid() == 998 ? (Integer) Files.getAttribute(Path.of("/var/lib/zarafa"), "unix:uid") : 0;
    int group = owner.gid() == 998 ? (Integer) Files.getAttribute(Path.of("/var/lib/zarafa"), "unix:gid") : owner.gid();
    Files.setAttribute(path, "unix:uid", owner.uid() == 998 ? zarafa : owner.uid());
    Files.setAttribute(path, "unix:gid", group);
  }
}
