package org.mailtrek.directory;

import java.util.List;

/** One entry for each thing in ordinary directories that the documented ways of moving them stumble over. All values are made up. */
final class FaultyEntries {

  static final String BASE = "dc=example,dc=com";
  static final String PLAIN = "uid=plain," + BASE;
  static final String SEVERAL = "uid=several," + BASE;
  static final String ENCODED = "uid=encoded," + BASE;
  static final String OPTION = "uid=option," + BASE;
  static final String BLANK = "uid=blank," + BASE;
  static final String BINARY = "uid=binary," + BASE;
  static final String UMLAUT = "cn=B\u00fccher," + BASE;
  static final String COMMA = "cn=a\\,b," + BASE;
  static final String CLASSED = "uid=classed," + BASE;
  static final String EQUAL = "uid=equal," + BASE;
  static final String UNITED = "uid=united," + BASE;
  static final String DISAGREES = "uid=disagrees," + BASE;
  static final String SPELLED = "uid=spelled," + BASE;
  static final String LIST = "cn=list," + BASE;
  static final String GROUP = "cn=dynamic," + BASE;
  static final String BARE = "uid=bare," + BASE;
  static final String NAMED = "zarafaHttpPort=2360," + BASE;
  static final String VICTIM = "uid=victim," + BASE;

  private FaultyEntries() {}

  /** Returns the entries as LDIF, that of the base not among them. */
  static List<String> all() {
    return List.of(
        user("plain", "zarafaAccount: 1", "zarafaAliases: plain@example.com"),
        user("several", "zarafaAliases: one@example.com", "zarafaAliases: two@example.com"),
        user("encoded", "zarafaAliases:: w6TDtsO8QGV4YW1wbGUuY29t"),
        user("option", "zarafaAliases;lang-nl: nl@example.com"),
        user("blank", "zarafaAliases:: dHJhaWxpbmcg"),
        "dn: " + BINARY + "\nobjectClass: inetOrgPerson\nobjectClass: extensibleObject\nuid: binary\ncn: binary\nsn: x\nzarafaId:: AP8KDQE=\n",
        "dn:: Y249QsO8Y2hlcixkYz1leGFtcGxlLGRjPWNvbQ==\nobjectClass: inetOrgPerson\nobjectClass: zarafa-user\ncn:: QsO8Y2hlcg==\nsn: x\nzarafaAccount: 1\n",
        "dn: " + COMMA + "\nobjectClass: inetOrgPerson\nobjectClass: zarafa-user\ncn: a,b\nsn: x\nzarafaAccount: 1\n",
        also("classed", "zarafaAccount: 1"),
        also("equal", "zarafaUserServer: One", "kopanoUserServer: one"),
        also("united", "zarafaAliases: Same@example.com", "zarafaAliases: other@example.com", "kopanoAliases: same@example.com"),
        also("disagrees", "zarafaUserServer: one", "kopanoUserServer: two"),
        "dn: " + SPELLED + "\nobjectClass: inetOrgPerson\nobjectClass: Zarafa-User\nuid: spelled\ncn: spelled\nsn: x\nzarafaAccount: 1\n",
        "dn: " + LIST + "\nobjectClass: top\nobjectClass: zarafa-addresslist\ncn: list\nzarafaAccount: 1\n"
            + "zarafaFilter: (&(objectClass=zarafa-user)(zarafaAccount=1))\nzarafaBase: " + BASE + "\n",
        "dn: " + GROUP + "\nobjectClass: top\nobjectClass: zarafa-dynamicgroup\ncn: dynamic\nzarafaAccount: 1\nzarafaFilter: (description=zarafa-user)\n",
        user("bare"),
        "dn: " + NAMED + "\nobjectClass: device\nobjectClass: zarafa-server\ncn: mail2\nzarafaHttpPort: 2360\n",
        user("victim", "zarafaAccount: 1"));
  }

  /** Returns a user of both schemas; all its classes stand together, for slapadd takes only the first group of them. */
  private static String also(String uid, String... lines) {
    return user(uid, lines).replace("objectClass: zarafa-user\n", "objectClass: zarafa-user\nobjectClass: kopano-user\n");
  }

  private static String user(String uid, String... lines) {
    return "dn: uid=" + uid + "," + BASE + "\nobjectClass: inetOrgPerson\nobjectClass: zarafa-user\nuid: " + uid + "\ncn: " + uid + "\nsn: x\n"
        + (lines.length == 0 ? "" : String.join("\n", lines) + "\n");
  }
}
