package org.mailtrek.check;

import java.util.Optional;

/** The kinds of objects that a mail server keeps apart in table {@code users}. */
public enum ObjectKind {
  /** Users, rooms, equipment and contacts. */
  PERSON(0x1_0000),
  /** Groups with members of their own. */
  GROUP(0x3_0000),
  /** Groups whose members are found by a filter. */
  DYNAMIC_GROUP(0x3_0003),
  /** Companies and address lists. */
  CONTAINER(0x4_0000);

  /** The class of a company, which counts only where several companies share a server. */
  static final int COMPANY = 0x4_0001;

  private static final int KIND_BITS = 0xFFFF_0000;

  private final int bits;

  ObjectKind(int bits) {
    this.bits = bits;
  }

  int bits() {
    return bits;
  }

  /** Returns the kind of a value of column {@code objectclass}; empty for what the server makes itself. */
  public static Optional<ObjectKind> of(int objectClass) {
    if (objectClass == DYNAMIC_GROUP.bits) {
      return Optional.of(DYNAMIC_GROUP);
    }
    for (ObjectKind each : values()) {
      if ((objectClass & KIND_BITS) == each.bits) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
