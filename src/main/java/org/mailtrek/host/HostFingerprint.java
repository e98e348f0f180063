package org.mailtrek.host;

import java.util.Base64;

/**
 * A key that a machine shows.
 *
 * @param host the machine as the file of known hosts names it, such as {@code mail1} or {@code [mail1]:2222}
 * @param type the kind of key, such as {@code ssh-ed25519}
 * @param text its fingerprint, such as {@code SHA256:...}, as {@code ssh-keygen -l} prints it
 */
public record HostFingerprint(String host, String type, String text) {

  static HostFingerprint of(String host, String type, byte[] key) {
    return new HostFingerprint(host, type, "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(Digests.start().digest(key)));
  }

  @Override
  public String toString() {
    return type + " " + text;
  }
}
