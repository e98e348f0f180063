package org.mailtrek.host;

import com.jcraft.jsch.Session;
import java.util.Map;

/** What the sshd of old machines needs: weak today, and so allowed host by host only. */
final class Legacy {

  private static final Map<String, String> MORE =
      Map.of(
          "server_host_key", "ssh-rsa,ssh-dss",
          "PubkeyAcceptedAlgorithms", "ssh-rsa,ssh-dss",
          "kex", "diffie-hellman-group-exchange-sha1,diffie-hellman-group14-sha1,diffie-hellman-group1-sha1",
          "cipher.s2c", "aes256-cbc,aes192-cbc,aes128-cbc,3des-cbc",
          "cipher.c2s", "aes256-cbc,aes192-cbc,aes128-cbc,3des-cbc",
          "mac.s2c", "hmac-sha1,hmac-md5",
          "mac.c2s", "hmac-sha1,hmac-md5");

  private Legacy() {}

  /** Allows it behind all that is better. */
  static void allow(Session session) {
    MORE.forEach((setting, methods) -> session.setConfig(setting, session.getConfig(setting) + "," + methods));
  }
}
