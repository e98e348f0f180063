package org.mailtrek.host;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A certificate that is shown to servers which ask for one.
 *
 * @param file the certificate (PEM), with those of authorities between behind it
 * @param key its private key (PEM, PKCS 8, not encrypted); may be the same file
 */
public record ClientCertificate(Path file, Path key) {

  /** Checks that nothing is missing. */
  public ClientCertificate {
    Objects.requireNonNull(file);
    Objects.requireNonNull(key);
  }
}
