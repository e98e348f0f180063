package org.mailtrek.bench;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldif.LDIFWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/**
 * Writes the directory of an ordinary organisation: people with aliases, quotas, features and send-as rights, groups, contacts, address
 * lists, dynamic groups and servers. Nothing awkward is in it, so that every way of moving it has a chance.
 */
final class OrdinaryDirectory {

  private static final String BASE = "dc=example,dc=com";

  private final Random random = new Random(20_120_401);
  private final LDIFWriter out;
  private int number = 10_000;

  private OrdinaryDirectory(LDIFWriter out) {
    this.out = out;
  }

  /** Writes all entries below the base, parents first. */
  static void write(Path file, int users) throws IOException {
    try (LDIFWriter out = new LDIFWriter(file.toString())) {
      new OrdinaryDirectory(out).all(users);
    }
  }

  private void all(int users) throws IOException {
    for (String unit : new String[] {"people", "groups", "contacts", "lists", "servers"}) {
      out.writeEntry(entry("ou=" + unit + "," + BASE, "objectClass", "organizationalUnit", "ou", unit));
    }
    for (int user = 0; user < users; user++) {
      out.writeEntry(user(user, users));
    }
    for (int group = 0; group < users / 20; group++) {
      out.writeEntry(group(group, users));
    }
    for (int contact = 0; contact < users / 20; contact++) {
      String name = "contact" + contact;
      out.writeEntry(entry("cn=" + name + ",ou=contacts," + BASE, "objectClass", "inetOrgPerson", "objectClass", "zarafa-contact", "cn", name,
          "sn", name, "uidNumber", String.valueOf(number++), "mail", name + "@example.net"));
    }
    for (int list = 0; list < Math.max(3, users / 1000); list++) {
      out.writeEntry(list("list" + list, "zarafa-addresslist"));
      out.writeEntry(list("dynamic" + list, "zarafa-dynamicgroup"));
    }
    for (int server = 0; server < 3; server++) {
      out.writeEntry(entry("cn=mail" + server + ",ou=servers," + BASE, "objectClass", "device", "objectClass", "ipHost", "objectClass", "zarafa-server",
          "cn", "mail" + server, "ipHostNumber", "10.0.0." + server, "zarafaHttpPort", "236", "zarafaSslPort", "237", "zarafaFilePath", "/var/run/zarafa"));
    }
  }

  private Entry user(int user, int users) {
    String name = "user" + user;
    Entry entry = entry("uid=" + name + ",ou=people," + BASE, "objectClass", "inetOrgPerson", "objectClass", "posixAccount", "objectClass", "zarafa-user",
        "uid", name, "cn", "Person " + user, "sn", "Person", "uidNumber", String.valueOf(number++), "gidNumber", "100", "homeDirectory", "/home/" + name,
        "mail", name + "@example.com", "zarafaAccount", "1", "zarafaAdmin", "0", "zarafaSharedStoreOnly", "0", "zarafaUserServer", "mail" + random.nextInt(3),
        "zarafaQuotaOverride", "1", "zarafaQuotaWarn", "900", "zarafaQuotaSoft", "1000", "zarafaQuotaHard", String.valueOf(1100 + random.nextInt(9)));
    for (int alias = random.nextInt(100) < 15 ? 2 : random.nextInt(2); alias > 0; alias--) {
      entry.addAttribute("zarafaAliases", name + "." + alias + "@example.com");
    }
    if (random.nextInt(20) == 0) {
      entry.addAttribute("zarafaSendAsPrivilege", "uid=user" + random.nextInt(users) + ",ou=people," + BASE);
    }
    if (random.nextInt(10) == 0) {
      entry.addAttribute("zarafaHidden", "1");
      entry.addAttribute("zarafaEnabledFeatures", "imap");
    }
    return entry;
  }

  private Entry group(int group, int users) {
    String name = "group" + group;
    Entry entry = entry("cn=" + name + ",ou=groups," + BASE, "objectClass", "posixGroup", "objectClass", "zarafa-group", "cn", name, "gidNumber",
        String.valueOf(number++), "zarafaAccount", "1", "zarafaSecurityGroup", "1");
    for (int member = 0; member < 10; member++) {
      entry.addAttribute("memberUid", "user" + random.nextInt(users));
    }
    return entry;
  }

  private static Entry list(String name, String kind) {
    return entry("cn=" + name + ",ou=lists," + BASE, "objectClass", kind, "cn", name, "zarafaAccount", "1", "zarafaBase", "ou=people," + BASE, "zarafaFilter",
        "(&(objectClass=zarafa-user)(zarafaAccount=1))");
  }

  private static Entry entry(String dn, String... pairs) {
    Entry entry = new Entry(dn);
    for (int at = 0; at < pairs.length; at += 2) {
      entry.addAttribute(pairs[at], pairs[at + 1]);
    }
    return entry;
  }
}
