package org.mailtrek.practice;

import java.util.List;
import java.util.stream.IntStream;

/** A kind of practice estate: whose mail servers it has, and how many. */
enum EstateKind {
  /** One Zarafa server. */
  ZCP_SINGLE("zcp-single", Vendor.ZARAFA, 1),
  /** Three Zarafa servers that share a directory and the people of three hosted companies. */
  ZCP_MULTI("zcp-multi", Vendor.ZARAFA, 3),
  /** One Kopano server of 2016. */
  KOPANO_8_1("kopano-8.1", Vendor.KOPANO, 1);

  private final String word;
  private final Vendor vendor;
  private final int machines;

  EstateKind(String word, Vendor vendor, int machines) {
    this.word = word;
    this.vendor = vendor;
    this.machines = machines;
  }

  /** Returns the kind of this name. */
  static EstateKind of(String word) {
    for (EstateKind each : values()) {
      if (each.word.equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException("no kind of practice estate: " + word);
  }

  String word() {
    return word;
  }

  Vendor vendor() {
    return vendor;
  }

  /** Returns whether people are spread over servers, each with a home. */
  boolean several() {
    return machines > 1;
  }

  /** Returns its machines, of which the first takes mail in from outside. */
  List<Machine> machines() {
    return IntStream.rangeClosed(1, machines).mapToObj(Machine::new).toList();
  }

  /** Returns the machine on which a person's mailbox is. */
  Machine home(Person person) {
    return new Machine((person.number() - 1) % machines + 1);
  }
}
