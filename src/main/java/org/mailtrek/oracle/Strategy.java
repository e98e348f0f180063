package org.mailtrek.oracle;

/** A way to upgrade one host. */
public enum Strategy {
  /** A new host beside the old one; mailboxes are moved a few at a time, and both are live. */
  COEXISTENT("coexistent", "low", "leave the old host as it is; mailboxes that were moved go back one by one"),
  /** A second tree on the same host, which a link leads to. */
  SIDE_BY_SIDE("side-by-side", "medium", "point the link back"),
  /** The programs are exchanged where they lie. */
  IN_PLACE("in-place", "high", "uninstall, and install the former version");

  private final String word;
  private final String risk;
  private final String back;

  Strategy(String word, String risk, String back) {
    this.word = word;
    this.risk = risk;
    this.back = back;
  }

  /** Returns its name. */
  public String word() {
    return word;
  }

  /** Returns how much is at stake, compared with the others. */
  public String risk() {
    return risk;
  }

  /**
   * Returns how it is backed out of.
   *
   * @param store whether the host keeps mailboxes whose format the upgrade changes
   * @param snapshot whether a snapshot of them can be made
   */
  public String back(boolean store, boolean snapshot) {
    if (!store || this == COEXISTENT) {
      return back;
    }
    return "a downgrade: back up " + (snapshot ? "what came since, roll the snapshot back" : "everything") + ", " + (this == IN_PLACE ? "install the former version" : "point the link back") + ", restore";
  }
}
