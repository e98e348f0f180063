package org.mailtrek.practice;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.RDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Words a population as entries, in the names of a vendor, with everything in them that has made conversions stumble: options, bytes, blanks, commas, letter case. */
final class DirectoryEntries {

  private static final String CREATED = "20150601083000Z";

  private final Population population;
  private final Recipe recipe;
  private final List<Entry> entries = new ArrayList<>();

  DirectoryEntries(Recipe recipe) {
    this.population = recipe.population();
    this.recipe = recipe;
  }

  /** Returns all entries, parents before children. */
  List<Entry> make() {
    add(entry(Population.BASE, "top", "dcObject", "organization").with("dc", "example").with("o", "Example B.V."));
    for (String unit : new String[] {"People", "Groups", "Contacts", "Lists", "Servers"}) {
      add(entry("ou=" + unit + "," + Population.BASE, "top", "organizationalUnit").with("ou", unit));
    }
    if (population.companies().isEmpty()) {
      company();
    }
    hosted();
    recipe.kind().machines().forEach(this::server);
    population.people().forEach(this::person);
    population.groups().forEach(this::group);
    population.contacts().forEach(this::contact);
    population.addressLists().forEach(list -> filtered(list, "zarafa-addresslist"));
    population.dynamicGroups().forEach(group -> filtered(group, "zarafa-dynamicgroup"));
    return List.copyOf(entries);
  }

  private void company() {
    add(
        entry("ou=Example,ou=Lists," + Population.BASE, "top", "organizationalUnit", "zarafa-company")
            .with("ou", "Example")
            .with("zarafaAccount", "1")
            .with("zarafaSystemAdmin", population.people().get(0).dn())
            .with("zarafaAdminPrivilege", population.people().get(0).dn())
            .with("zarafaUserDefaultQuotaOverride", "1")
            .with("zarafaUserDefaultQuotaWarn", "500")
            .with("zarafaQuotaUserWarningRecipients", population.people().get(0).mail()));
  }

  /** Companies with people of their own, below their entries; each has its public folders on one of the servers. */
  private void hosted() {
    for (int number = 0; number < population.companies().size(); number++) {
      String name = population.companies().get(number);
      String unit = "ou=" + name;
      Person first = population.people().stream().filter(each -> each.unit().equals(unit)).findFirst().orElseThrow();
      add(
          entry(unit + "," + Population.BASE, "top", "organizationalUnit", "zarafa-company")
              .with("ou", name)
              .with("zarafaAccount", "1")
              .with("zarafaSystemAdmin", first.dn())
              .with("zarafaAdminPrivilege", first.dn())
              .with("zarafaViewPrivilege", "ou=" + population.companies().get(0) + "," + Population.BASE)
              .with("zarafaUserDefaultQuotaOverride", "1")
              .with("zarafaUserDefaultQuotaWarn", Integer.toString(500 + 100 * number))
              .with("zarafaQuotaUserWarningRecipients", first.mail())
              .with("zarafaCompanyServer", recipe.kind().machines().get(number % recipe.kind().machines().size()).name()));
    }
  }

  private void server(Machine machine) {
    Draft draft = entry("cn=" + machine.name() + ",ou=Servers," + Population.BASE, "top", "device", "ipHost", "zarafa-server");
    if (recipe.kind().several()) {
      draft.with("zarafaProxyURL", "https://mail.example.com:443/" + machine.name());
    }
    add(
        draft
            .with("cn", machine.name())
            .with("ipHostNumber", "127.0.0." + machine.number())
            .with("zarafaAccount", "1")
            .with("zarafaHttpPort", "236")
            .with("zarafaSslPort", "237")
            .with("zarafaContainsPublic", machine.number() == 1 ? "1" : "0")
            .with("zarafaFilePath", "/var/run/zarafad/server.sock"));
  }

  private void person(Person person) {
    String mailClass = person.number() % 40 == 3 ? "Zarafa-User" : "zarafa-user";
    Draft draft =
        entry(person.dn(), "top", "person", "organizationalPerson", "inetOrgPerson", "posixAccount", mailClass)
            .with("uid", person.login())
            .with("cn", person.commonName())
            .with("sn", person.surname())
            .with("mail", person.mail())
            .with("uidNumber", Integer.toString(person.uidNumber()))
            .with("gidNumber", Integer.toString(500 + person.department()))
            .with("homeDirectory", "/home/" + person.login())
            .with("departmentNumber", Integer.toString(person.department()))
            .with("zarafaAccount", "1")
            .with("zarafaUserServer", recipe.kind().home(person).name());
    if (!person.givenName().isEmpty()) {
      draft.with("givenName", person.givenName());
    }
    if (!person.commonName().equals(person.fullName())) {
      draft.with("cn", person.fullName());
    }
    rights(person, draft);
    oddities(person, draft);
    add(draft);
  }

  private void rights(Person person, Draft draft) {
    person.aliases().forEach(alias -> draft.with("zarafaAliases", alias));
    if (person.kind() == Person.Kind.SHARED) {
      draft.with("zarafaSharedStoreOnly", "1").with("zarafaSendAsPrivilege", population.people().get(1).dn());
    } else {
      draft.with("userPassword", "{SSHA}" + Recipe.password(recipe.seed(), person.login()));
    }
    if (person.kind() == Person.Kind.ADMINISTRATOR) {
      draft.with("zarafaAdmin", "2");
    }
    if (person.number() % 10 == 0) {
      draft.with("zarafaQuotaOverride", "1").with("zarafaQuotaWarn", "2000").with("zarafaQuotaSoft", "2500").with("zarafaQuotaHard", "3000");
    }
    if (person.number() % 8 == 0) {
      draft.with("zarafaEnabledFeatures", "imap").with("zarafaDisabledFeatures", "pop3");
    }
    if (person.number() % 25 == 0 && population.people().size() > 7) {
      draft.with("zarafaSendAsPrivilege", population.people().get(6).dn()).with("zarafaSendAsPrivilege", population.people().get(2).dn());
    }
    if (person.number() % 45 == 0) {
      draft.with("zarafaHidden", "1");
    }
  }

  private static void oddities(Person person, Draft draft) {
    if (person.number() % 30 == 4) {
      draft.with("zarafaAliases;lang-nl", "postbus." + person.login() + "@" + Population.DOMAIN);
    }
    if (person.number() % 30 == 5) {
      draft.with("zarafaAliases", "péché." + person.login() + "@" + Population.DOMAIN);
    }
    if (person.number() % 30 == 6) {
      draft.with("description", "away on Fridays  ").with("zarafaAliases", "blank." + person.login() + "@" + Population.DOMAIN + " ");
    }
    if (person.number() % 30 == 8) {
      draft.with("description", " first a blank\nthen a second line");
    }
    if (person.number() % 60 == 9) {
      draft.with("jpegPhoto", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 0, 10, 13, (byte) person.number()});
    }
  }

  private void group(Population.Group group) {
    Draft draft =
        entry(dn("cn", group.name(), "ou=Groups"), "top", "posixGroup", "zarafa-group")
            .with("cn", group.name())
            .with("gidNumber", Integer.toString(group.gidNumber()))
            .with("zarafaAccount", "1")
            .with("zarafaSecurityGroup", group.security() ? "1" : "0")
            .with("mail", "group" + group.gidNumber() + "@" + Population.DOMAIN);
    group.members().forEach(member -> draft.with("memberUid", member));
    if (group.gidNumber() % 2 == 0) {
      draft.with("zarafaAliases", "team" + group.gidNumber() + "@" + Population.DOMAIN);
    }
    add(draft);
  }

  private void contact(Population.Contact contact) {
    String name = contact.surname() + ", " + contact.givenName();
    add(
        entry(dn("cn", name, "ou=Contacts"), "top", "person", "organizationalPerson", "inetOrgPerson", "zarafa-contact")
            .with("cn", name)
            .with("sn", contact.surname())
            .with("givenName", contact.givenName())
            .with("uidNumber", Integer.toString(contact.uidNumber()))
            .with("zarafaAccount", "1")
            .with("mail", "contact" + contact.uidNumber() + "@example.net")
            .with("zarafaAccount", "1")
            .with("zarafaAliases", "outside" + contact.uidNumber() + "@example.net"));
  }

  private void filtered(Population.Filtered filtered, String kind) {
    Draft draft =
        entry(dn("cn", filtered.name(), "ou=Lists"), "top", kind)
            .with("cn", filtered.name())
            .with("zarafaAccount", "1")
            .with("zarafaBase", "ou=People," + Population.BASE)
            .with("zarafaFilter", filtered.filter());
    if (kind.equals("zarafa-dynamicgroup")) {
      draft.with("mail", "all." + filtered.name().hashCode() % 1000 + "@" + Population.DOMAIN);
    }
    add(draft);
  }

  private static String dn(String attribute, String value, String unit) {
    return new DN(new RDN(attribute, value), new RDN(unit.substring(0, 2), unit.substring(3)), new RDN("dc", "example"), new RDN("dc", "com"))
        .toMinimallyEncodedString();
  }

  private Draft entry(String dn, String... classes) {
    Draft draft = new Draft(new Entry(dn), recipe.vendor());
    for (String each : classes) {
      draft.with("objectClass", each);
    }
    return draft;
  }

  private void add(Draft draft) {
    String identity = recipe.seed() + " " + draft.entry().getDN();
    draft
        .with("entryUUID", UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)).toString())
        .with("creatorsName", Recipe.BIND_DN)
        .with("createTimestamp", CREATED)
        .with("modifiersName", Recipe.BIND_DN)
        .with("modifyTimestamp", CREATED);
    entries.add(draft.entry());
  }

  /** An entry that is being worded. */
  private record Draft(Entry entry, Vendor vendor) {

    Draft with(String attribute, String value) {
      return with(attribute, vendor.word(value).getBytes(StandardCharsets.UTF_8));
    }

    Draft with(String attribute, byte[] value) {
      entry.addAttribute(new Attribute(vendor.word(attribute), value));
      return this;
    }
  }
}
