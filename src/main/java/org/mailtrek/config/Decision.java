package org.mailtrek.config;

import java.util.Optional;

/**
 * What is done about one directive.
 *
 * @param kind the verdict
 * @param oldName the old name
 * @param oldValue the value that was in force
 * @param newName the new name
 * @param newValue the value to put in force; empty when the directive is given up, or left to the new release
 * @param reason why
 */
record Decision(Verdict.Kind kind, String oldName, Optional<String> oldValue, String newName, Optional<String> newValue, String reason) {

  static Decision give(Verdict.Kind kind, String name, String value, String reason) {
    return new Decision(kind, name, Optional.of(value), name, Optional.empty(), reason);
  }

  static Decision put(Verdict.Kind kind, String oldName, String oldValue, String newName, String newValue, String reason) {
    return new Decision(kind, oldName, Optional.of(oldValue), newName, Optional.of(newValue), reason);
  }

  Verdict verdict(String file) {
    return new Verdict(kind, file, oldName, newName, oldValue, newValue, reason);
  }
}
