package org.mailtrek.host;

import com.unboundid.util.ssl.JVMDefaultTrustManager;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Whose certificates are trusted at a server.
 *
 * @param url the server's
 * @param key where {@code estate.yaml} names the authority, for messages
 * @param authority certificates (PEM) to trust, instead of those of the Java runtime
 */
record Trust(String url, String key, Optional<Path> authority) {

  SSLContext context() throws TrekException {
    if (authority.isPresent() && !Files.isReadable(authority.get())) {
      throw TrekException.at(authority.get()).kind(TrekException.Kind.ESTATE).found("the certificates to trust can't be read")
          .next("correct " + key + " in estate.yaml");
    }
    try {
      return new SSLUtil(authority.isPresent()
          ? new PEMFileTrustManager(authority.get().toFile()) : JVMDefaultTrustManager.getInstance()).createSSLContext();
    } catch (GeneralSecurityException e) {
      throw TrekException.at(url).kind(TrekException.Kind.ESTATE).found("TLS can't be prepared: " + e.getMessage()).because(e)
          .next("check that " + authority.map(Path::toString).orElse("the Java runtime's store") + " holds certificates in PEM");
    }
  }
}
