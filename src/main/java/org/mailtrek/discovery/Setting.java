package org.mailtrek.discovery;

/**
 * A key of {@code estate.yaml} that a machine has something to say about.
 *
 * @param key the key below the product's or the directory's, such as {@code database.url}
 * @param value its value, as the file has it without quotes; where it is not known, an example of what to fill in
 * @param origin where it was read, or why it is not known
 * @param known whether it was found
 */
public record Setting(String key, String value, String origin, boolean known) {

  static Setting found(String key, String value, String origin) {
    return new Setting(key, value, origin, true);
  }

  static Setting unknown(String key, String example, String why) {
    return new Setting(key, example, why, false);
  }
}
