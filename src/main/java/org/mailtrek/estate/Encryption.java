package org.mailtrek.estate;

import java.nio.file.Path;
import java.util.Optional;
import org.mailtrek.host.ClientCertificate;
import org.mailtrek.host.Protection;

/**
 * What is declared of TLS on the way to a server. Files are relative to the estate's folder.
 *
 * @param wanted whether it is to be used; {@code false} declares that passwords may go over the net in the clear. Empty: to other machines
 * @param authority file of certificates to trust
 * @param certificate file with a certificate to show
 * @param key file with its key; empty when that is in the same file
 */
public record Encryption(Optional<Boolean> wanted, Optional<String> authority, Optional<String> certificate, Optional<String> key) {

  /** Nothing declared. */
  public static final Encryption USUAL = new Encryption(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Returns whether it is declared that the way is in the clear. */
  public boolean clear() {
    return wanted.equals(Optional.of(false));
  }

  Protection protection(Path folder) {
    Protection.Way way = wanted.map(tls -> tls ? Protection.Way.TLS : Protection.Way.CLEAR).orElse(Protection.Way.USUAL);
    Optional<ClientCertificate> shown = certificate.map(file -> new ClientCertificate(folder.resolve(file), folder.resolve(key.orElse(file))));
    return new Protection(way, authority.map(folder::resolve), shown);
  }
}
