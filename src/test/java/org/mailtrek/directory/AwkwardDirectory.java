package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes directories in which everything awkward occurs that real ones hold: several aliases, options, blanks, other case, encoded and escaped
 * names, both schemas in one entry, structural classes, stored filters, a moved attribute in a name, references to it, binary values. A
 * server that knows both schemas takes all of it. The same seed gives the same directory.
 */
final class AwkwardDirectory {

  static final String BASE = "dc=example,dc=com";

  private static final List<String> FILTERS = List.of(
      "(&(objectClass=zarafa-user)(zarafaAccount=1))", "(|(objectClass=Zarafa-Contact)(!(zarafaHidden=1)))",
      "(&(zarafaAccount=1)(description=zarafa-user))", "(mail=*zarafaAccount*)", "(&(OBJECTCLASS=zarafa-group)(zarafaAliases=a*b\\2ac))",
      "(zarafaUserServer~=\u00fcber)", "(cn=no name of the schema)");

  private final Random random;
  private final boolean conflicts;
  private final List<Entry> entries = new ArrayList<>();
  private int number = 1000;

  private AwkwardDirectory(long seed, boolean conflicts) {
    this.random = new Random(seed);
    this.conflicts = conflicts;
  }

  /** Returns entries, parents first; with {@code conflicts} some single values disagree. The entry of the base is not among them. */
  static List<Entry> entries(long seed, int users, boolean conflicts) {
    return new AwkwardDirectory(seed, conflicts).make(users);
  }

  private List<Entry> make(int users) {
    for (String unit : List.of("ou=people", "ou=a\\,b", "ou=B\u00fccher", "ou=zarafa", "ou=lists", "ou=servers")) {
      add(unit + "," + BASE, "objectClass", "organizationalUnit", "ou", unit.substring(3).replace("\\", ""));
    }
    String company = "ou=Company,ou=people," + BASE;
    add(company, "objectClass", "organizationalUnit", "objectClass", "ZARAFA-Company", "ou", "Company", "zarafaQuotaWarn", "5",
        "zarafaAdminPrivilege", "uid=user0,ou=people," + BASE, "zarafaQuotaUserWarningRecipients", "zarafa@example.com");
    for (int user = 0; user < users; user++) {
      user("uid=user" + user + "," + pick("ou=people", "ou=a\\,b", "ou=B\u00fccher", "ou=zarafa", "ou=Company,ou=people") + "," + BASE, "user" + user);
    }
    for (int each = 0; each < Math.max(3, users / 10); each++) {
      group("cn=group" + each + ",ou=people," + BASE, "group" + each);
      contact("cn=contact" + each + ",ou=people," + BASE, "contact" + each);
      list("cn=list" + each + ",ou=lists," + BASE, "list" + each);
    }
    servers();
    return entries;
  }

  private void user(String dn, String name) {
    Entry user = add(dn, "objectClass", "inetOrgPerson", "objectClass", "posixAccount", "uid", name, "cn", name, "sn", "zarafaAccount: 1",
        "uidNumber", String.valueOf(number++), "gidNumber", "100", "homeDirectory", "/home/zarafa", "description", "zarafa-user", "mail", name + "@example.com");
    switch (random.nextInt(6)) {
      case 0 -> user.addAttribute("objectClass", "kopano-user");
      case 1 -> {
        user.addAttribute("objectClass", "extensibleObject");
        user.addAttribute("zarafaId", new byte[] {0, (byte) 0xff, 10, 13, (byte) random.nextInt(256)});
        user.addAttribute("zarafaMrAccept", "1");
        return;
      }
      default -> { }
    }
    user.addAttribute("objectClass", pick("zarafa-user", "Zarafa-User", "ZARAFA-USER"));
    user.addAttribute(pick("zarafaAccount", "ZARAFAACCOUNT"), "1");
    for (int alias = random.nextInt(4); alias > 0; alias--) {
      user.addAttribute("zarafaAliases", name + "-" + alias + pick("@example.com", " zarafaAliases: x", " \u00e4\u00f6", " ", ": <x>", "\tx"));
    }
    if (random.nextInt(4) == 0) {
      user.addAttribute("zarafaAliases;lang-nl", name + "-nl");
      user.addAttribute("zarafaSendAsPrivilege", "uid=user0,ou=people," + BASE);
      user.addAttribute("zarafaEnabledFeatures", new String[] {"imap", "pop3"});
    }
    if (user.hasObjectClass("kopano-user")) {
      both(user, name);
    } else if (random.nextInt(3) == 0) {
      user.addAttribute("zarafaUserServer", "zarafa-" + random.nextInt(3));
      user.addAttribute("zarafaQuotaWarn", String.valueOf(random.nextInt(9999)));
    }
  }

  private void both(Entry user, String name) {
    user.addAttribute("kopanoAccount", "1");
    user.addAttribute("kopanoAliases", new String[] {name + "-2@EXAMPLE.com", "own-" + name});
    user.addAttribute("zarafaUserServer", "one");
    user.addAttribute("kopanoUserServer", conflicts && random.nextBoolean() ? "two" : "ONE");
  }

  private void group(String dn, String name) {
    Entry group = add(dn, "objectClass", "posixGroup", "objectClass", "zarafa-group", "cn", name, "gidNumber", String.valueOf(number++),
        "zarafaSecurityGroup", "1", "memberUid", "user0", "memberUid", "zarafa");
    group.addAttribute("zarafaAliases", "zarafa-group@example.com");
  }

  private void contact(String dn, String name) {
    Entry contact = add(dn, "objectClass", "inetOrgPerson", "cn", name, "sn", name, "uidNumber", String.valueOf(number++), "zarafaHidden", "1");
    contact.addAttribute("objectClass", pick("zarafa-contact", "zarafa-Contact"));
  }

  private void list(String dn, String name) {
    boolean group = random.nextBoolean();
    Entry list = add(dn, "objectClass", "top", "objectClass", group ? "zarafa-dynamicgroup" : "zarafa-addresslist", "cn", name, "zarafaAccount", "1",
        "zarafaFilter", pick(FILTERS.toArray(String[]::new)));
    list.addAttribute("zarafaBase", random.nextBoolean() ? BASE : "ou=zarafa," + BASE);
    if (random.nextInt(3) == 0) {
      add("cn=below," + dn, "objectClass", "top", "objectClass", "zarafa-addresslist", "cn", "below", "zarafaFilter", FILTERS.get(0));
    }
  }

  private void servers() {
    add("cn=mail1,ou=servers," + BASE, "objectClass", "device", "objectClass", "ipHost", "objectClass", "zarafa-server", "cn", "mail1",
        "ipHostNumber", "10.0.0.1", "zarafaHttpPort", "236", "zarafaSslPort", "237", "zarafaFilePath", "/var/run/zarafa");
    String named = "zarafaHttpPort=2360,ou=servers," + BASE;
    add(named, "objectClass", "device", "objectClass", "zarafa-server", "cn", "mail2", "zarafaHttpPort", "2360", "zarafaSslPort", "2370");
    add("cn=below," + named, "objectClass", "device", "objectClass", "zarafa-server", "cn", "below", "zarafaProxyURL", "https://zarafa/");
    add("cn=team,ou=servers," + BASE, "objectClass", "groupOfNames", "cn", "team", "member", named, "member", "cn=below," + named,
        "member", "cn=mail1,ou=servers," + BASE, "description", named);
  }

  private Entry add(String dn, String... pairs) {
    Entry entry = new Entry(dn);
    for (int at = 0; at < pairs.length; at += 2) {
      entry.addAttribute(pairs[at], pairs[at + 1].getBytes(StandardCharsets.UTF_8));
    }
    entries.add(entry);
    return entry;
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
