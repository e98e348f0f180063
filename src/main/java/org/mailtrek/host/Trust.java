package org.mailtrek.host;

import com.unboundid.util.ssl.JVMDefaultTrustManager;
import com.unboundid.util.ssl.PEMFileKeyManager;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * Whose certificates are trusted at a server, and which is shown to it.
 *
 * @param url the server's
 * @param part what of {@code estate.yaml} the server belongs to, for messages: {@code directory}
 * @param authority certificates (PEM) to trust, instead of those of the Java runtime
 * @param certificate shown to a server that asks for one
 */
record Trust(String url, String part, Optional<Path> authority, Optional<ClientCertificate> certificate) {

  SSLContext context() throws TrekException {
    if (authority.isPresent()) {
      readable(authority.get(), "the certificates to trust", "ca");
    }
    KeyManager own = certificate.isPresent() ? own(certificate.get()) : null;
    try {
      return new SSLUtil(own, authority.isPresent() ? new PEMFileTrustManager(authority.get().toFile()) : JVMDefaultTrustManager.getInstance()).createSSLContext();
    } catch (GeneralSecurityException e) {
      throw TrekException.at(url).kind(TrekException.Kind.ESTATE).found("TLS can't be prepared: " + e.getMessage()).because(e)
          .next("check that " + authority.map(Path::toString).orElse("the Java runtime's store") + " holds certificates in PEM");
    }
  }

  /** Returns who makes sockets to the server, which check its name besides. */
  SSLSocketFactory sockets() throws TrekException {
    return new NamedSockets(context().getSocketFactory());
  }

  private KeyManager own(ClientCertificate shown) throws TrekException {
    readable(shown.file(), "the certificate to show", "certificate");
    readable(shown.key(), "the key of the certificate to show", "key");
    try {
      return new PEMFileKeyManager(shown.file().toFile(), shown.key().toFile());
    } catch (GeneralSecurityException e) {
      throw TrekException.at(shown.file()).kind(TrekException.Kind.ESTATE).found("the certificate can't be shown: " + e.getMessage()).because(e)
          .next("name a certificate under " + part + ".certificate and its key under " + part + ".key in estate.yaml, both in PEM; an encrypted key: openssl pkey -in KEY -out NEW");
    }
  }

  private void readable(Path file, String what, String key) throws TrekException {
    if (!Files.isReadable(file)) {
      throw TrekException.at(file).kind(TrekException.Kind.ESTATE).found(what + " can't be read").next("correct " + part + "." + key + " in estate.yaml");
    }
  }
}
