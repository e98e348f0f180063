package org.mailtrek.directory;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which indexes a database should have: for new names those that the old names have, and those that the new server's searches want.
 *
 * @param there the settings that are there, such as {@code zarafaAliases,mail eq,sub} (slapd-mdb(5))
 * @param names which names move
 * @param known whether the server knows an attribute
 */
record WantedIndexes(List<String> there, SchemaMap names, Predicate<String> known) {

  /** What is wanted on any server, in one line of {@code slapd.conf}. */
  static final String LINE = "index objectClass,uid,cn,mail,uidNumber,gidNumber,memberUid,ou,kopanoAccount,kopanoAliases,kopanoUserServer,kopanoSendAsPrivilege eq";

  private static final List<String> ALWAYS = List.of(LINE.split("[ ,]")).subList(1, 13);

  /** Returns the settings to add: the kinds of the old name, else an equality index. */
  List<String> missing() {
    Set<String> indexed = new LinkedHashSet<>();
    there.forEach(each -> attributes(each).forEach(name -> indexed.add(name.toLowerCase(Locale.ROOT))));
    List<String> missing = new ArrayList<>();
    for (String each : there) {
      for (String name : attributes(each)) {
        Optional<String> renamed = names.attribute(name).map(MovedAttribute::newName).filter(known);
        if (renamed.isPresent() && indexed.add(renamed.get().toLowerCase(Locale.ROOT))) {
          missing.add((renamed.get() + " " + kinds(each)).strip());
        }
      }
    }
    for (String name : ALWAYS) {
      if (known.test(name) && indexed.add(name.toLowerCase(Locale.ROOT))) {
        missing.add(name + " eq");
      }
    }
    return missing;
  }

  /** Returns the settings that name old attributes only. */
  List<String> old() {
    return there.stream().filter(each -> attributes(each).stream().allMatch(name -> names.attribute(name).isPresent())).toList();
  }

  /** Returns the settings that name old attributes and others. */
  List<String> mixed() {
    return there.stream().filter(each -> attributes(each).stream().anyMatch(name -> names.attribute(name).isPresent()) && !old().contains(each)).toList();
  }

  /** Returns what a setting indexes. */
  static List<String> attributes(String setting) {
    return List.of(setting.strip().split("\\s+", 2)[0].split(","));
  }

  private static String kinds(String setting) {
    String[] parts = setting.strip().split("\\s+", 2);
    return parts.length < 2 ? "" : parts[1];
  }
}
