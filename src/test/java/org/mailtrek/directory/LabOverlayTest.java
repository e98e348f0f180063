package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailtrek.engine.change.Change;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.LdapDirectory;
import org.mailtrek.host.LdapLimits;
import org.mailtrek.host.TrekException;
import org.mailtrek.lab.LabSlapd;
import org.mailtrek.lab.LabSlapdOptions;
import org.mailtrek.lab.RequiresLab;

/** A real slapd with overlays and access rules that name the old schema, or that write themselves while entries are moved and renamed. */
@RequiresLab("slapd")
class LabOverlayTest {

  private static final Policy NEW_WINS = new Policy(Policy.OnConflict.NEW, Policy.Mode.MOVE);
  private static final String ALIASES = "to attrs=zarafaAliases by dn.exact=\"uid=b," + LabSlapd.BASE + "\" write by * none";

  @Test
  void rulesThatNameTheOldSchemaHoldNoMoreAndTheSurveyNamesThem() throws Exception {
    LabSlapdOptions options = LabSlapdOptions.DEFAULT.withAccess(ALIASES, "to * by * read")
        .withOverlays("overlay unique", "unique_uri ldap:///?zarafaAliases?sub?", "overlay constraint", "constraint_attribute zarafaQuotaHard regex ^[1-9][0-9]*$");
    try (LabSlapd slapd = LabSlapd.start(options); DirectoryEstate estate = estate(slapd); LDAPConnection anybody = new LDAPConnection("127.0.0.1", slapd.port())) {
      slapd.add(user("a", "zarafaAliases: one@example.com\nzarafaQuotaHard: 7") + "\n" + user("b", "zarafaAliases: two@example.com"));
      assertThrows(IllegalStateException.class, () -> slapd.add(user("c", "zarafaAliases: one@example.com")), "the overlay lets a value be used twice");
      assertFalse(read(anybody, "a").hasAttribute("zarafaAliases"), "the rule lets everybody read");

      estate.apply(DirectorySteps.transplant(NEW_WINS), new ArrayList<>());

      // What every way of moving the entries comes to, the documented ones among them: they say nothing of it.
      slapd.add(user("c", "kopanoAliases: one@example.com").replace("zarafa-user", "kopano-user"));
      assertTrue(read(anybody, "a").hasAttribute("kopanoAliases"));
      assertTrue(estate.directory().modify("uid=a," + LabSlapd.BASE, List.of(new Modification(ModificationType.REPLACE, "kopanoQuotaHard", "0")), false).ok());
      try (LdapDirectory config = LdapDirectory.open(slapd.address(), Optional.of(slapd.config()), LdapLimits.DEFAULT)) {
        List<ServerSurvey.Named> names = ServerSurvey.of(config.view()).names();
        assertEquals(List.of("access", "overlay", "overlay"), names.stream().map(ServerSurvey.Named::kind).sorted().toList(), names.toString());
        assertTrue(names.stream().map(ServerSurvey.Named::becomes).anyMatch(each -> each.contains("to attrs=kopanoAliases  by dn.base=\"uid=b," + LabSlapd.BASE + "\" write")), names.toString());
        assertTrue(names.stream().map(ServerSurvey.Named::becomes).anyMatch("ldap:///?kopanoAliases?sub?"::equals), names.toString());
        assertTrue(names.stream().map(ServerSurvey.Named::becomes).anyMatch("kopanoQuotaHard regex \"^[1-9][0-9]*$\""::equals), names.toString());
      }
    }
  }

  /** Groups that write into their members' entries keep doing so; memberof does not follow entries below a renamed one, so that none is renamed here. */
  @Test
  void movesMembersOfGroupsThatWriteIntoTheirEntries() throws Exception {
    goesThereAndBack(each -> !each.toLowerCase(Locale.ROOT).contains("zarafahttpport"), "overlay memberof", "memberof-group-oc groupOfNames", "memberof-member-ad member", "memberof-memberof-ad seeAlso", "overlay constraint",
        "constraint_attribute zarafaAccount,kopanoAccount regex ^[01]$");
  }

  /** The server mends what names a renamed entry, and finds that we have. */
  @Test
  void renamesEntriesWhereTheServerMendsReferencesToo() throws Exception {
    goesThereAndBack(each -> true, "overlay refint", "refint_attributes member owner manager secretary roleOccupant", "refint_nothing " + LabSlapd.ROOT);
  }

  /** The overlay follows the renamed entry only. */
  @Test
  void renamesNothingWhereTheServerWouldLoseWhoIsInWhichGroup() throws Exception {
    String below = "zarafaHttpPort=2360," + LabSlapd.BASE;
    try (LabSlapd slapd = LabSlapd.start(LabSlapdOptions.DEFAULT.withOverlays("overlay memberof", "memberof-refint true")); DirectoryEstate estate = estate(slapd)) {
      slapd.add("dn: " + below + "\nobjectClass: device\nobjectClass: zarafa-server\ncn: s\nzarafaHttpPort: 2360\n\n" + user("out", "zarafaAccount: 1") + "\n" + user("apart", "zarafaAccount: 1") + "\n"
          + user("in", "zarafaAccount: 1").replaceFirst("," + LabSlapd.BASE, "," + below) + "\n" + group("inner", below, "uid=out," + LabSlapd.BASE) + "\n"
          + group("outer", LabSlapd.BASE, "uid=apart," + LabSlapd.BASE, "uid=in," + below));
      List<String> before = bonds(estate);
      assertEquals(6, before.size(), before.toString());

      TrekException refused = assertThrows(TrekException.class, () -> estate.apply(DirectorySteps.transplant(NEW_WINS), new ArrayList<>()));

      assertTrue(refused.getMessage().contains("of 2 entries") && refused.next().contains("--offline"), refused.getMessage());
      assertEquals(before, bonds(estate));
      assertTrue(estate.directory().delete("cn=inner," + below).ok() && estate.directory().delete("uid=in," + below).ok());

      List<Change> changes = estate.apply(DirectorySteps.transplant(NEW_WINS), new ArrayList<>());

      assertEquals(List.of("cn=outer," + LabSlapd.BASE + " member uid=apart," + LabSlapd.BASE, "uid=apart," + LabSlapd.BASE + " memberOf cn=outer," + LabSlapd.BASE), bonds(estate));
      assertEquals(List.of(), estate.undo(changes));
    }
  }

  private static String group(String cn, String place, String... members) {
    return "dn: cn=" + cn + "," + place + "\nobjectClass: groupOfNames\ncn: " + cn + "\n" + Stream.of(members).map(each -> "member: " + each + "\n").collect(Collectors.joining());
  }

  /** Returns who names whom. */
  private static List<String> bonds(DirectoryEstate estate) throws TrekException {
    List<String> bonds = new ArrayList<>();
    DirectoryView view = estate.view().directory();
    view.search(view.base(), SearchScope.SUB, Filter.createPresenceFilter("objectClass"), each -> {
      for (String attribute : List.of("member", "memberOf")) {
        Stream.of(Optional.ofNullable(each.getAttributeValues(attribute)).orElse(new String[0])).forEach(value -> bonds.add(each.getDN() + " " + attribute + " " + value));
      }
    }, "member", "memberOf");
    return bonds.stream().sorted().toList();
  }

  private static void goesThereAndBack(Predicate<String> member, String... overlays) throws Exception {
    try (LabSlapd slapd = LabSlapd.start(LabSlapdOptions.DEFAULT.withOverlays(overlays)); DirectoryEstate estate = estate(slapd)) {
      for (long seed : new long[] {31, 32}) {
        List<Entry> entries = AwkwardDirectory.entries(seed, 40, true);
        entries.stream().filter(each -> each.hasAttribute("member")).forEach(each -> each.setAttribute("member", Stream.of(each.getAttributeValues("member")).filter(member).toArray(String[]::new)));
        slapd.add(entries.stream().map(Entry::toLDIFString).collect(Collectors.joining("\n")));
        List<Entry> written = all(estate); // an overlay has added to them
        SortedMap<String, String> before = Expected.found(written);
        List<String> left = new ArrayList<>();

        List<Change> changes = estate.apply(DirectorySteps.transplant(NEW_WINS), left);

        assertEquals(List.of(), left, "seed " + seed);
        DirectorySteps.transplant(NEW_WINS).verify(estate.view());
        assertEquals(List.of(), estate.preview(DirectorySteps.transplant(NEW_WINS)), "seed " + seed);
        Expected.assertSame(Expected.after(written, false), Expected.found(all(estate)));
        assertEquals(List.of(), estate.undo(changes), "seed " + seed);
        Expected.assertSame(before, Expected.found(all(estate)));
        clear(estate);
      }
    }
  }

  private static Entry read(LDAPConnection connection, String uid) throws LDAPException {
    return connection.getEntry("uid=" + uid + "," + LabSlapd.BASE);
  }

  private static String user(String uid, String lines) {
    return "dn: uid=" + uid + "," + LabSlapd.BASE + "\nobjectClass: inetOrgPerson\nobjectClass: zarafa-user\nuid: " + uid + "\ncn: " + uid + "\nsn: x\n" + lines + "\n";
  }

  private static DirectoryEstate estate(LabSlapd slapd) throws TrekException {
    return new DirectoryEstate(LdapDirectory.open(slapd.address(), Optional.of(slapd.root()), LdapLimits.DEFAULT));
  }

  private static List<Entry> all(DirectoryEstate estate) throws TrekException {
    List<Entry> entries = new ArrayList<>();
    DirectoryView view = estate.view().directory();
    view.search(view.base(), SearchScope.SUBORDINATE_SUBTREE, Filter.createPresenceFilter("objectClass"), entries::add, "*");
    return entries;
  }

  private static void clear(DirectoryEstate estate) throws TrekException {
    List<Entry> entries = all(estate);
    for (int at = entries.size() - 1; at >= 0; at--) {
      assertTrue(estate.directory().delete(entries.get(at).getDN()).ok());
    }
  }
}
