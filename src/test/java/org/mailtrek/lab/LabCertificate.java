package org.mailtrek.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A self-signed certificate for 127.0.0.1, in PEM.
 *
 * @param file the certificate, which is its own authority
 * @param key its key
 */
public record LabCertificate(Path file, Path key) {

  private static final char[] PASS = "changeit".toCharArray();

  /** Makes one in a folder. */
  public static LabCertificate create(Path folder) {
    return create(folder, "ip:127.0.0.1");
  }

  /** Makes one in a folder, for another name, such as {@code dns:ldap.example.com}. */
  public static LabCertificate create(Path folder, String name) {
    Path store = folder.resolve("store.p12");
    LabProcess.run(folder.resolve("keytool.log"), folder, List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair", "-alias", "lab", "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=" + name.substring(name.indexOf(':') + 1), "-ext", "san=" + name,
        "-ext", "bc:c=ca:true", "-validity", "3650", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", new String(PASS)));
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASS);
      Path file = folder.resolve("lab.crt");
      Path key = folder.resolve("lab.key");
      Files.writeString(file, pem("CERTIFICATE", keys.getCertificate("lab").getEncoded()));
      Files.writeString(key, pem("PRIVATE KEY", keys.getKey("lab", PASS).getEncoded()));
      return new LabCertificate(file, key);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String kind, byte[] der) {
    return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der)
        + "\n-----END " + kind + "-----\n";
  }
}
