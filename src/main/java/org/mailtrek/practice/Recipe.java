package org.mailtrek.practice;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * What a practice estate is made from: all else follows from it.
 *
 * @param kind what kind of estate it is
 * @param machine the machine that is made, or the first
 * @param population who is there
 * @param seed the seed
 * @param attachments count of attachments on the machine
 * @param ldapPort port of the LDAP server
 * @param databasePort port of the database
 * @param directoryPassword password of the directory's administrator
 * @param databasePassword password of the mail server in the database
 */
record Recipe(
    EstateKind kind, Machine machine, Population population, long seed, int attachments, int ldapPort, int databasePort, String directoryPassword, String databasePassword) {

  static final String BIND_DN = "cn=admin," + Population.BASE;
  static final String DATABASE = "zarafa";
  static final String DATABASE_USER = "zarafa";

  /** Returns the recipe of another machine of the same estate. */
  Recipe at(Machine other) {
    int people = (int) population.people().stream().filter(each -> kind.home(each).equals(other)).count();
    long own = seed + 1_000_003L * (other.number() - machine.number());
    int all = attachments / Math.max(1, here().size()) * people;
    return new Recipe(kind, other, population, own, all, ldapPort, databasePort, directoryPassword, databasePassword);
  }

  /** Returns those whose mailboxes are on the machine. */
  List<Person> here() {
    return population.people().stream().filter(each -> kind.home(each).equals(machine)).toList();
  }

  /** Returns whose mail server it is. */
  Vendor vendor() {
    return kind.vendor();
  }

  /** Returns the folder of the attachments. */
  String store() {
    return vendor().word("/var/lib/zarafa/attachments");
  }

  /** Returns a source of chance of its own for one part, so that parts don't disturb one another. */
  Random random(String part) {
    return new Random(seed * 31 + part.hashCode());
  }

  /** Returns a made-up password, the same for the same seed and part. */
  static String password(long seed, String part) {
    Random random = new Random(seed ^ part.hashCode() * 0x9E3779B97F4A7C15L);
    String letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    StringBuilder text = new StringBuilder(14);
    for (int count = 0; count < 14; count++) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  /**
   * Returns the content of an attachment before any compression; empty now and then, seldom large.
   *
   * @param instance from 1
   */
  byte[] attachment(int instance) {
    if (instance % 97 == 0) {
      return new byte[0];
    }
    Random random = new Random(seed + instance * 7919L);
    int length = instance % 211 == 0 ? 150_000 + random.nextInt(100_000) : 40 + random.nextInt(3_000);
    StringBuilder text = new StringBuilder(length + 80);
    while (text.length() < length) {
      text.append("line ").append(random.nextInt(100_000)).append(" of enclosure ").append(instance).append(", nothing to see\n");
    }
    return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns whether the mail server stored the content compressed; a site that changed its mind has both kinds. */
  boolean compressed(int instance) {
    return instance % 5 < 2 && instance % 97 != 0 || instance % 194 == 0;
  }
}
