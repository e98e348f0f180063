package org.mailtrek.estate;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.mailtrek.fuzz.Fuzzing;

/** Whatever estate.yaml holds, it is read or refused by line and key. */
final class EstateFuzzTest {

  private static final String WHOLE =
      """
      estate: training
      hosts:
        here: { local: true }
        box: { simulated: box }
        far: { ssh: "root@10.0.0.1:22", jump: "joe@10.0.0.2" }
      directory: { url: "ldap://127.0.0.1:389", base: "dc=x", host: here, config: { folder: /etc/ldap/slapd.d } }
      products:
        - { host: here, product: zcp, version: 7.2.6, config: /etc/zarafa }
      """;

  @Test
  void anyDeclarationIsReadOrRefused() throws InterruptedException {
    Fuzzing.of("estate.yaml", WHOLE, "estate: x\nhosts: { here: { local: true } }\n").words("&a ", "*a", "!!java.net.URL ", "<<: *a", "? ", "- ", "|\n", "hosts:\n", "local: true", "ssh: ", "- *a\n", "&a [*a]").feed(input -> EstateFile.parse(Path.of("estate.yaml"), new String(input, StandardCharsets.UTF_8)));
  }

  @Test
  void anyAddressIsReadOrRefused() throws InterruptedException {
    Fuzzing.of("server address", "ldap://127.0.0.1:389", "jdbc:mysql://[::1]:3306/x?y=z", "ldaps://x").words(":", "[", "99999", "://").feed(input -> ServerAddress.parse(new String(input, StandardCharsets.ISO_8859_1)));
  }
}
