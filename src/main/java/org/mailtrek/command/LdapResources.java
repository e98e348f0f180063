package org.mailtrek.command;

import com.unboundid.ldap.sdk.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailtrek.directory.LdapSurvey;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/** Says which shared stores are rooms and which are equipment. */
final class LdapResources implements Command {

  /** Between names in the plan's options; a name of an entry holds no such thing unescaped. */
  static final String BETWEEN = " | ";

  @Override
  public Shape shape() {
    return Shape.changes()
        .takes("room|equipment|none", "what they are", Offers.oneOf("room: a room", "equipment: a thing that is booked", "none: neither; the type is taken away"))
        .mayTakeMany("STORE", "a shared store: its uid, name, or the whole name of its entry", stores())
        .flag("--full", "with --plan: list every change")
        .flag("--diff", "with --plan: what goes behind -, what comes behind +")
        .example("ldap resources room boardroom --plan", "what would change")
        .example("ldap resources equipment beamer van --yes", "two at once; undo takes exactly that back")
        .see("ldap survey", "ldap transplant", "undo");
  }

  private static Values stores() {
    return (session, typed) -> {
      DirectoryView directory = session.estate().view().directory();
      List<Candidate> all = new ArrayList<>();
      for (String dn : LdapSurvey.sharedStores(directory)) {
        String name = directory.entry(dn).map(LdapResources::called).orElse(dn);
        all.add(new Candidate(name, dn));
      }
      return all;
    };
  }

  private static String called(Entry entry) {
    String uid = entry.hasAttribute("uid") ? entry.getAttributeValue("uid") : entry.getAttributeValue("sAMAccountName");
    return uid == null ? entry.getDN() : uid;
  }

  @Override
  public Result run(Call call) throws TrekException {
    List<String> words = call.words();
    if (words.size() < 2 || !List.of("room", "equipment", "none").contains(words.get(0))) {
      throw TrekException.at("ldap resources").kind(TrekException.Kind.USAGE).found("it takes a type, and the shared stores that have it").next("ldap resources room|equipment|none STORE ...");
    }
    Map<String, String> options = new LinkedHashMap<>();
    options.put("type", words.get(0));
    options.put("stores", String.join(BETWEEN, words.subList(1, words.size())));
    return new Acting(call).runbook("ldap resources", options);
  }
}
