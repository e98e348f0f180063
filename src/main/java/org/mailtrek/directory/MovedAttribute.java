package org.mailtrek.directory;

/**
 * An attribute that moves.
 *
 * @param oldName its name in the old schema
 * @param newName its name in the new schema
 * @param rule how its values are compared
 * @param single whether it can have one value only
 */
public record MovedAttribute(String oldName, String newName, ValueRule rule, boolean single) {

  private static final int PREFIX = "zarafa".length();

  /** Returns whether its values are search filters. */
  public boolean filter() {
    return newName.substring(PREFIX).equalsIgnoreCase("Filter");
  }

  /** Returns whether its value is the entry below which a search filter searches. */
  public boolean base() {
    return newName.substring(PREFIX).equalsIgnoreCase("Base");
  }

  /** Returns whether its value is the socket of a server. */
  public boolean socket() {
    return newName.substring(PREFIX).equalsIgnoreCase("FilePath");
  }
}
