package org.mailtrek.practice;

import com.unboundid.ldap.sdk.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Words people as entries of Netscape's directory: {@code mailRecipient} with its delivery, store and quota attributes. */
final class NetscapeEntries {

  private static final String CREATED = "19990601083000Z";

  private NetscapeEntries() {}

  /** Returns all entries, parents before children. */
  static List<Entry> of(Population population, long seed) {
    List<Entry> entries = new ArrayList<>();
    Entry top = entry(Population.BASE, "top", "dcObject", "organization");
    top.addAttribute("dc", "example");
    top.addAttribute("o", "Example B.V.");
    Entry people = entry("ou=People," + Population.BASE, "top", "organizationalUnit");
    people.addAttribute("ou", "People");
    entries.add(top);
    entries.add(people);
    population.people().forEach(each -> entries.add(person(each, seed)));
    return dated(entries, seed);
  }

  /** Returns entries with what a server notes of their making. */
  static List<Entry> dated(List<Entry> entries, long seed) {
    for (Entry each : entries) {
      each.addAttribute("entryUUID", UUID.nameUUIDFromBytes((seed + " " + each.getDN()).getBytes(StandardCharsets.UTF_8)).toString());
      each.addAttribute("creatorsName", Recipe.BIND_DN);
      each.addAttribute("createTimestamp", CREATED);
      each.addAttribute("modifiersName", Recipe.BIND_DN);
      each.addAttribute("modifyTimestamp", CREATED);
    }
    return entries;
  }

  private static Entry person(Person person, long seed) {
    Entry entry = entry(person.dn(), "top", "person", "organizationalPerson", "inetOrgPerson", "mailRecipient");
    entry.addAttribute("uid", person.login());
    entry.addAttribute("cn", person.commonName());
    entry.addAttribute("sn", person.surname());
    entry.addAttribute("mail", person.mail());
    entry.addAttribute("mailHost", "lab1.example.com");
    entry.addAttribute("mailDeliveryOption", "mailbox");
    entry.addAttribute("userPassword", "{SSHA}" + Recipe.password(seed, person.login()));
    person.aliases().forEach(each -> entry.addAttribute("mailAlternateAddress", each));
    if (!NetscapeEstate.store(person).equals(NetscapeEstate.STORE)) {
      entry.addAttribute("mailMessageStore", NetscapeEstate.store(person));
    }
    if (person.number() % 4 == 0) {
      entry.addAttribute("mailQuota", Integer.toString(NetscapeMail.QUOTA));
    }
    return entry;
  }

  private static Entry entry(String dn, String... classes) {
    Entry entry = new Entry(dn);
    entry.addAttribute("objectClass", classes);
    return entry;
  }
}
