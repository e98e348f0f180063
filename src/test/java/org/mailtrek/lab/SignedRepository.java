package org.mailtrek.lab;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder that is served over HTTP on loopback to those who sign in, and a key of OpenPGP, made for one test, that it is signed with. */
public final class SignedRepository implements AutoCloseable {

  private final Path folder;
  private final Path home;
  private final HttpServer server;
  private volatile boolean away;

  /** Serves a folder; the key's home is another, which must be short. */
  public SignedRepository(Path folder, Path home, String user, String password) {
    this.folder = folder;
    this.home = home;
    gpg("--quick-generate-key", "lab <lab@example.com>", "default", "default", "never");
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
      HttpContext context = server.createContext("/", exchange -> {
        if (away) {
          exchange.close();
          return;
        }
        Path asked = folder.resolve(exchange.getRequestURI().getPath().substring(1)).normalize();
        boolean there = asked.startsWith(folder) && Files.isRegularFile(asked);
        byte[] body = there ? Files.readAllBytes(asked) : new byte[0];
        boolean sent = body.length > 0 && !exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(there ? 200 : 404, sent ? body.length : -1);
        if (sent) {
          exchange.getResponseBody().write(body);
        }
        exchange.close();
      });
      context.setAuthenticator(new BasicAuthenticator("lab", StandardCharsets.UTF_8) {
        @Override
        public boolean checkCredentials(String asUser, String asPassword) {
          return asUser.equals(user) && asPassword.equals(password);
        }
      });
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns its address, with a slash at its end. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** Is out of reach until {@link #goOn}: whoever asks is cut off. */
  public void pause() {
    away = true;
  }

  /** Answers again. */
  public void goOn() {
    away = false;
  }

  /** Returns the public key, armoured. */
  public String key() {
    return gpg("--armor", "--export");
  }

  /** Returns what gpg calls the fingerprint. */
  public String fingerprint() {
    return gpg("--with-colons", "--fingerprint").lines().filter(line -> line.startsWith("fpr:")).findFirst().orElseThrow().split(":")[9];
  }

  /** Signs a file of it, apart ({@code x.asc}) or as a clear text that holds it. */
  public void sign(String file, String signed, String way) {
    gpg("--yes", "--output", folder.resolve(signed).toString(), way, folder.resolve(file).toString());
  }

  private String gpg(String... words) {
    List<String> line = new java.util.ArrayList<>(List.of("gpg", "--homedir", home.toString(), "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", ""));
    line.addAll(List.of(words));
    return LabMachine.Said.by(line).orFail();
  }

  @Override
  public void close() {
    server.stop(0);
    LabMachine.Said.by(List.of("gpgconf", "--homedir", home.toString(), "--kill", "all"));
  }
}
