package org.mailtrek.runbook.oracle;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.engine.change.MailboxUser;
import org.mailtrek.estate.View;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * Whose mailboxes move, in which groups: a pilot, then batches. The groups are the same in the middle of a run as before it: they are made of all who are on either
 * host.
 */
final class MailboxChoice {

  private static final int PILOT = 5;
  private static final int LARGEST = 1000;
  private static final String HOST = "mailHost";
  private static final String STATUS = "mailUserStatus";

  private final String users;
  private final List<String> pilot;
  private final int batch;

  MailboxChoice(Map<String, String> options) throws TrekException {
    this.users = options.getOrDefault("users", "");
    this.pilot = names(options.getOrDefault("pilot", ""));
    this.batch = size(options.getOrDefault("batch", "100"));
  }

  /** Somebody on one of the hosts. */
  record Chosen(MailboxUser user, String host) {}

  /** A group that moves at a time. */
  record Group(String id, List<Chosen> members) {}

  private static List<String> names(String text) {
    return Arrays.stream(text.split("[, ]+")).filter(each -> !each.isEmpty()).toList();
  }

  private static int size(String text) throws TrekException {
    if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > LARGEST) {
      throw TrekException.at("--batch").kind(TrekException.Kind.USAGE).found(text).next("--batch 1 to " + LARGEST);
    }
    return Integer.parseInt(text);
  }

  /**
   * Returns the groups of all who are on one of two hosts.
   *
   * @throws TrekException when nobody is, or the filter can't be read
   */
  List<Group> groups(View view, String from, String to) throws TrekException {
    List<Chosen> all = all(view.directory(), from, to);
    if (all.isEmpty()) {
      throw TrekException.at("directory").kind(TrekException.Kind.REFUSED).found("no entry has " + HOST + " " + from + " or " + to + (users.isEmpty() ? "" : " and is among --users"))
          .next("ldap search '(" + HOST + "=*)' shows which hosts are named");
    }
    List<Chosen> first = pilot.isEmpty() ? all.subList(0, Math.min(PILOT, all.size())) : all.stream().filter(each -> pilot.contains(each.user.uid())).toList();
    if (first.size() < pilot.size()) {
      throw TrekException.at("--pilot").kind(TrekException.Kind.USAGE).found("not all of " + String.join(", ", pilot) + " are on " + from + " or " + to).next("name users of these hosts");
    }
    List<Chosen> rest = all.stream().filter(each -> !first.contains(each)).toList();
    List<Group> groups = new ArrayList<>(List.of(new Group("pilot", first)));
    for (int at = 0; at < rest.size(); at += batch) {
      groups.add(new Group("batch-" + groups.size(), rest.subList(at, Math.min(at + batch, rest.size()))));
    }
    return groups;
  }

  private List<Chosen> all(DirectoryView directory, String from, String to) throws TrekException {
    List<Chosen> all = new ArrayList<>();
    directory.search(directory.base(), SearchScope.SUB, filter(from, to), entry -> {
      Optional<String> uid = Optional.ofNullable(entry.getAttributeValue("uid"));
      if (uid.isPresent()) {
        String partition = Optional.ofNullable(entry.getAttributeValue("mailMessageStore")).orElse("primary");
        refuseWildcards(entry.getDN(), uid.get());
        refuseWildcards(entry.getDN(), partition);
        all.add(new Chosen(new MailboxUser(uid.get(), entry.getDN(), partition, Optional.ofNullable(entry.getAttributeValue(STATUS))), entry.getAttributeValue(HOST)));
      }
    }, "uid", HOST, STATUS, "mailMessageStore");
    all.sort(Comparator.comparing((Chosen each) -> each.user.uid().length()).thenComparing(each -> each.user.uid()));
    return all;
  }

  /** The vendor's programs take some signs for patterns: a mailbox of that name would stand for others too, also where one is removed. */
  private static void refuseWildcards(String dn, String name) throws TrekException {
    if (!name.matches("[^*%?/|\\s-][^*%?/|\\s]*")) {
      throw TrekException.at("directory: " + dn).kind(TrekException.Kind.REFUSED).found("'" + name + "' is no plain name of a mailbox or partition").next("move that one by hand, and leave it out with --users");
    }
  }

  private Filter filter(String from, String to) throws TrekException {
    Filter hosts = Filter.createORFilter(Filter.createEqualityFilter(HOST, from), Filter.createEqualityFilter(HOST, to));
    if (users.isEmpty()) {
      return hosts;
    }
    try {
      Filter chosen = users.startsWith("(") ? Filter.create(users) : Filter.createORFilter(names(users).stream().map(each -> Filter.createEqualityFilter("uid", each)).toList());
      return Filter.createANDFilter(hosts, chosen);
    } catch (LDAPException e) {
      throw TrekException.at("--users").kind(TrekException.Kind.USAGE).found(e.getMessage()).because(e).next("write a filter such as (departmentNumber=7), or names with commas between");
    }
  }
}
