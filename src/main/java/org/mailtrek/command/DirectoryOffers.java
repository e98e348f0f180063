package org.mailtrek.command;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/** Values that the directory knows. */
final class DirectoryOffers {

  private static final int SOME = 50;

  private DirectoryOffers() {}

  /** Offers DNs: the base, and what lies directly below the part that is typed. */
  static Values names() {
    return (session, typed) -> {
      DirectoryView directory = session.estate().view().directory();
      List<Candidate> all = new ArrayList<>();
      all.add(new Candidate(directory.base(), "the base"));
      directory.search(below(typed, directory.base()), SearchScope.ONE, Filter.createPresenceFilter("objectClass"), entry -> all.add(new Candidate(entry.getDN(), what(entry))), "objectClass");
      return all;
    };
  }

  /** Offers people by their names, behind what is typed of one and the commas before it; some, where there are many. */
  static Values people() {
    return (session, typed) -> {
      String before = typed.substring(0, typed.lastIndexOf(',') + 1);
      DirectoryView directory = session.estate().view().directory();
      String begun = typed.substring(before.length());
      Filter wanted = begun.isEmpty() ? Filter.createPresenceFilter("uid") : Filter.createSubInitialFilter("uid", begun);
      List<Candidate> all = new ArrayList<>();
      TrekException enough = TrekException.at(directory.url()).found("enough").next("");
      try {
        directory.search(directory.base(), SearchScope.SUB, wanted, entry -> {
          all.add(new Candidate(before + entry.getAttributeValue("uid"), entry.getDN()));
          if (all.size() == SOME) {
            throw enough;
          }
        }, "uid");
      } catch (TrekException e) {
        if (e != enough) {
          throw e;
        }
      }
      return all;
    };
  }

  private static String below(String typed, String base) {
    int comma = typed.indexOf(',');
    try {
      return DN.isValidDN(typed) && DN.isDescendantOf(typed, base, true) ? typed : comma > 0 && DN.isValidDN(typed.substring(comma + 1)) && DN.isDescendantOf(typed.substring(comma + 1), base, true) ? typed.substring(comma + 1) : base;
    } catch (LDAPException e) {
      return base;
    }
  }

  private static String what(Entry entry) {
    String[] classes = entry.getObjectClassValues();
    return classes == null || classes.length == 0 ? "entry" : classes[classes.length - 1];
  }

  /** Offers filters that are often wanted. */
  static Values filters() {
    return Offers.words(
        "(mail=*): all with an address",
        "(objectClass=zarafa-user): users of Zarafa",
        "(objectClass=kopano-user): users of Kopano",
        "(objectClass=groupOfNames): groups",
        "(objectClass=*): all");
  }

  /** Offers attributes of the schema. */
  static Values attributes() {
    return (session, typed) ->
        session.estate().view().directory().schema().getAttributeTypes().stream()
            .map(type -> new Candidate(type.getNameOrOID(), type.getDescription() == null ? "attribute" : type.getDescription()))
            .sorted(java.util.Comparator.comparing(Candidate::value))
            .toList();
  }
}
