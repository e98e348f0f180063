package org.mailtrek.practice;

/** Who owns a file on a practice machine, by number; the numbers are those of its {@code /etc/passwd} and {@code /etc/group}. */
record Owner(int uid, int gid) {

  static final Owner ROOT = new Owner(0, 0);
  static final Owner ADM = new Owner(0, 4);
  static final Owner POSTFIX = new Owner(105, 110);
  static final Owner ZARAFA = new Owner(998, 998);

  /** Files that only root may write and Zarafa may read. */
  static final Owner ROOT_ZARAFA = new Owner(0, 998);
}
