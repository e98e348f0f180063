package org.mailtrek.discovery;

/** Tells the addresses by which a machine reaches itself. */
final class Loopback {

  private Loopback() {}

  static boolean is(String address) {
    return address.equalsIgnoreCase("localhost") || address.matches("127(\\.[0-9]{1,3}){3}") || address.equals("::1") || address.equals("[::1]");
  }
}
