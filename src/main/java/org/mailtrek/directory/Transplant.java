package org.mailtrek.directory;

import java.util.Optional;

/**
 * How a running directory is moved.
 *
 * @param policy what is done where there is a choice
 * @param scope which part of the directory
 * @param fast whether slapd is not to wait for the disk meanwhile: behind a backup of its own; the server's configuration must be open to us
 * @param stops whether the first refusal of the server stops the run; a few others are under way then
 * @param before the entries as they were, such as a backup's, for a verification value by value and list by list
 */
public record Transplant(Policy policy, Scope scope, boolean fast, boolean stops, Optional<DirectoryVerification.Before> before) {

  /** Returns that of the whole directory, in safety. */
  public static Transplant of(Policy policy) {
    return new Transplant(policy, Scope.WHOLE, false, false, Optional.empty());
  }

  /** Returns the same of a part of the directory. */
  public Transplant within(Scope part) {
    return new Transplant(policy, part, fast, stops, before);
  }

  /** Returns the same without waiting for the disk. */
  public Transplant quickly() {
    return new Transplant(policy, scope, true, stops, before);
  }

  /** Returns the same that stops at the first refusal. */
  public Transplant stopping() {
    return new Transplant(policy, scope, fast, true, before);
  }

  /** Returns the same verified against the entries as they were. */
  public Transplant against(DirectoryVerification.Before entries) {
    return new Transplant(policy, scope, fast, stops, Optional.of(entries));
  }
}
