package org.mailtrek.host;

import java.util.Objects;

/**
 * Something in a database, or in its server, that the upgrade of its schema will meet.
 *
 * @param found what it is, as a sentence
 * @param mend how it is mended, such as a statement or a setting
 * @param stops whether the mail server would not start, or would stop half-way; otherwise it is worth knowing before
 */
public record UpgradeSign(String found, String mend, boolean stops) {

  /** Checks that nothing is missing. */
  public UpgradeSign {
    Objects.requireNonNull(found);
    Objects.requireNonNull(mend);
  }

  static UpgradeSign stop(String found, String mend) {
    return new UpgradeSign(found, mend, true);
  }

  static UpgradeSign warning(String found, String mend) {
    return new UpgradeSign(found, mend, false);
  }
}
