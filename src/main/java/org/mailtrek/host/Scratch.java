package org.mailtrek.host;

import java.nio.charset.StandardCharsets;

/**
 * The scratch names of one record of one run: {@code .NAME.mailtrek-R-N}, in the folder of the object itself.
 *
 * @param run number of the run
 * @param record sequence number of the journal's record
 */
public record Scratch(long run, long record) {

  private static final String MARK = ".mailtrek-";

  /** Returns the scratch name beside an object. */
  public HostPath beside(HostPath object) {
    byte[] name = object.nameBytes();
    byte[] tail = (MARK + run + "-" + record).getBytes(StandardCharsets.US_ASCII);
    byte[] joined = new byte[1 + name.length + tail.length];
    joined[0] = '.';
    System.arraycopy(name, 0, joined, 1, name.length);
    System.arraycopy(tail, 0, joined, 1 + name.length, tail.length);
    return object.sibling(joined);
  }

  /** Returns the scratch name of a database, schema or other object that is no file; letters, digits and {@code _} only. */
  public String named(String object) {
    return "mailtrek_" + object + "_" + run + "_" + record;
  }

  /** Returns whether a file's name is a scratch name, which views hide. */
  public static boolean hides(byte[] name) {
    if (name.length == 0 || name[0] != '.') {
      return false;
    }
    return new String(name, StandardCharsets.ISO_8859_1).matches("(?s)\\..*\\.mailtrek-[0-9]+-[0-9]+");
  }
}
