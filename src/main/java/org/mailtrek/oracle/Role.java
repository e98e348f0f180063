package org.mailtrek.oracle;

import java.util.regex.Pattern;

/** What a host does in a deployment. */
public enum Role {
  /** Keeps the mailboxes. */
  STORE("store", "store"),
  /** Takes mail in and sends it on. */
  MTA("MTA", "(?:mta|imta)"),
  /** Leads IMAP and POP clients to the store of their mailbox. */
  MMP("MMP", "mmp"),
  /** Serves webmail. */
  WEBMAIL("webmail", "(?:http|mshttp)"),
  /** Tells a cluster how the server is; found by its package, not by the configuration. */
  HA_AGENT("HA agent", "(?!)");

  private final String word;
  private final Pattern enabled;

  Role(String word, String option) {
    this.word = word;
    this.enabled = Pattern.compile("\\b" + option + "\\.enable\\b[^0-9\\n]{0,20}1\\b");
  }

  /** Returns its name for people. */
  public String word() {
    return word;
  }

  /** Returns whether a configuration, {@code msg.conf} or {@code config.xml}, gives a host this role. */
  boolean in(String configuration) {
    return enabled.matcher(configuration).find();
  }
}
