package org.mailtrek.host;

import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.log.Log;
import com.mysql.cj.protocol.ServerSession;
import com.mysql.cj.protocol.SocketConnection;
import com.mysql.cj.protocol.StandardSocketFactory;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/**
 * Turns the driver's connections to TLS, with certificates in PEM; the driver's own way takes Java's stores of keys only. The server's certificate and name are
 * checked. The driver makes one for each connection, and hands it nothing but its properties: those of stores hold the names of PEM files here.
 */
public final class VerifiedSocket extends StandardSocketFactory {

  static final PropertyKey AUTHORITY = PropertyKey.trustCertificateKeyStoreUrl;
  static final PropertyKey CERTIFICATE = PropertyKey.clientCertificateKeyStoreUrl;
  static final PropertyKey KEY = PropertyKey.clientCertificateKeyStoreType;

  private Trust trust = new Trust("", "database", Optional.empty(), Optional.empty());

  /** Makes one; the driver does. */
  public VerifiedSocket() {}

  @Override
  public <T extends Closeable> T connect(String name, int port, PropertySet properties, int timeout) throws IOException {
    Optional<ClientCertificate> shown = file(properties, CERTIFICATE).map(each -> new ClientCertificate(each, file(properties, KEY).orElse(each)));
    trust = new Trust(name, "database", file(properties, AUTHORITY), shown);
    return super.connect(name, port, properties, timeout);
  }

  private static Optional<Path> file(PropertySet properties, PropertyKey key) {
    return Optional.ofNullable(properties.getStringProperty(key).getValue()).filter(each -> !each.isEmpty()).map(Path::of);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T extends Closeable> T performTlsHandshake(SocketConnection connection, ServerSession session, Log log) throws IOException {
    try {
      SSLSocket socket = (SSLSocket) trust.sockets().createSocket(rawSocket, host, port, true);
      socket.startHandshake();
      sslSocket = socket;
      return (T) socket;
    } catch (TrekException e) {
      throw new IOException(e.what(), e);
    }
  }
}
