package org.mailtrek.config;

/** Which names the directory has after the move. */
public enum Schema {
  /** Attributes and classes get Kopano's names, so the configuration names those. */
  TRANSPLANT,
  /** The directory stays as it is, so Zarafa's names are written down where Kopano's defaults differ. */
  KEEP
}
