package org.mailtrek.engine.change;

import java.util.OptionalInt;
import org.mailtrek.host.AccountsView;
import org.mailtrek.host.TrekException;

/**
 * A user and a group, each by name or by number. Names are resolved when they are needed, so that a plan can name an account that an earlier
 * step makes.
 *
 * @param user name or decimal number
 * @param group name or decimal number
 */
public record Owner(String user, String group) {

  /** Checks that both are given. */
  public Owner {
    if (user.isEmpty() || group.isEmpty()) {
      throw new IllegalArgumentException("an owner needs a user and a group");
    }
  }

  /** Returns an owner by numbers. */
  public static Owner of(int uid, int gid) {
    return new Owner(Integer.toString(uid), Integer.toString(gid));
  }

  /** Reads the form of {@link #toString}. */
  static Owner parse(String text) {
    int colon = text.indexOf(':');
    return new Owner(text.substring(0, colon), text.substring(colon + 1));
  }

  /**
   * Returns the user's number.
   *
   * @throws TrekException when the machine has no such user
   */
  public int uid(AccountsView accounts) throws TrekException {
    return number(user) ? Integer.parseInt(user) : known(accounts.uid(user), "user " + user);
  }

  /**
   * Returns the group's number.
   *
   * @throws TrekException when the machine has no such group
   */
  public int gid(AccountsView accounts) throws TrekException {
    return number(group) ? Integer.parseInt(group) : known(accounts.gid(group), "group " + group);
  }

  /** Returns whether these numbers are meant; false where the machine knows no such name. */
  boolean is(AccountsView accounts, int uid, int gid) throws TrekException {
    return is(user, uid, number(user) ? OptionalInt.empty() : accounts.uid(user))
        && is(group, gid, number(group) ? OptionalInt.empty() : accounts.gid(group));
  }

  private static boolean is(String wanted, int found, OptionalInt resolved) {
    return number(wanted) ? Integer.parseInt(wanted) == found : resolved.isPresent() && resolved.getAsInt() == found;
  }

  private static boolean number(String name) {
    return name.chars().allMatch(digit -> digit >= '0' && digit <= '9');
  }

  /** Returns the user's number; empty when the machine has no such user. */
  OptionalInt knownUid(AccountsView accounts) throws TrekException {
    return number(user) ? OptionalInt.of(Integer.parseInt(user)) : accounts.uid(user);
  }

  /** Returns the group's number; empty when the machine has no such group. */
  OptionalInt knownGid(AccountsView accounts) throws TrekException {
    return number(group) ? OptionalInt.of(Integer.parseInt(group)) : accounts.gid(group);
  }

  private static int known(OptionalInt number, String what) throws TrekException {
    if (number.isEmpty()) {
      throw TrekException.at(what).found("there is none on this machine").next("create the " + what + ", or name another");
    }
    return number.getAsInt();
  }

  @Override
  public String toString() {
    return user + ":" + group;
  }
}
