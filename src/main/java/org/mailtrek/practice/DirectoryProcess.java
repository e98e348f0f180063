package org.mailtrek.practice;

import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryRequestHandler;
import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFException;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mailtrek.host.Faults;

/** The LDAP server of a practice estate: the library's in-memory server over a durable store, on loopback only. */
final class DirectoryProcess implements Closeable {

  private final LDAPListener listener;
  private final DirectoryStore store;

  private DirectoryProcess(LDAPListener listener, DirectoryStore store) {
    this.listener = listener;
    this.store = store;
  }

  /**
   * Starts it.
   *
   * @param folder the store
   * @param port the port, or 0 for any
   * @param password the file that holds the password of all who sign in
   * @param broken called when the store can't be written any more
   * @throws IOException when the port is taken or the store can't be read
   */
  static DirectoryProcess start(Path folder, int port, Path password, Activity activity, Runnable broken) throws IOException {
    DirectoryStore store = DirectoryStore.open(folder);
    try {
      DirectoryTree tree = DirectoryTree.of(folder);
      InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(tree.base());
      for (String each : tree.logins()) {
        config.addAdditionalBindCredentials(each, Files.readString(password, StandardCharsets.UTF_8).strip());
      }
      config.setEnforceAttributeSyntaxCompliance(!tree.copied());
      config.setEnforceSingleStructuralObjectClass(!tree.copied());
      Schema schema = tree.schema();
      config.setSchema(schema);
      config.setVendorName("Mailtrek practice directory");
      config.getExtendedOperationHandlers().clear(); // transactions would pass by the store
      InMemoryRequestHandler memory = new InMemoryRequestHandler(config);
      for (Entry entry : store.entries()) {
        memory.addEntry(entry, true);
      }
      DirectoryHandler.Shared shared = new DirectoryHandler.Shared(store, new DirectoryRules(schema), activity, new DirectoryDrops(Faults.of(folder)), broken);
      LDAPListenerConfig listening = new LDAPListenerConfig(port, new DirectoryHandler(memory, shared));
      listening.setListenAddress(InetAddress.getLoopbackAddress());
      listening.setUseReuseAddress(true);
      LDAPListener listener = new LDAPListener(listening);
      listener.startListening();
      return new DirectoryProcess(listener, store);
    } catch (LDAPException e) {
      store.close();
      throw new IOException("the directory can't start: " + e.getMessage(), e);
    } catch (IOException e) {
      store.close();
      throw e;
    }
  }

  int port() {
    return listener.getListenPort();
  }

  @Override
  public void close() throws IOException {
    listener.shutDown(true);
    store.close();
  }

  /** Returns the standard schema with accounts, Zarafa and Kopano. */
  static Schema schema() throws IOException {
    try {
      byte[] own = SettingsTemplate.bytes("directory-schema.ldif");
      return Schema.mergeSchemas(Schema.getDefaultStandardSchema(), Schema.getSchema(new ByteArrayInputStream(own)));
    } catch (LDIFException | LDAPException e) {
      throw new IOException("the program's own schema can't be read", e);
    }
  }
}
