package org.mailtrek.host;

import java.util.Optional;
import java.util.OptionalInt;

/** The users and groups of a machine, by name and number. */
public interface AccountsView {

  /** Returns the number of a user; empty when there is none of that name. */
  OptionalInt uid(String user) throws TrekException;

  /** Returns the number of a group; empty when there is none of that name. */
  OptionalInt gid(String group) throws TrekException;

  /** Returns the name of a user's number. */
  Optional<String> user(int uid) throws TrekException;

  /** Returns the name of a group's number. */
  Optional<String> group(int gid) throws TrekException;
}
