package org.mailtrek.host;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;

/** Reads pages of a web server as a browser does: with its cookies, from page to page where it leads on. A form is sent encrypted only, but on the loopback. */
public final class WebReader {

  private static final int PATIENCE_MILLISECONDS = 20_000;
  private static final int LONGEST_PAGE = 1 << 20;
  private static final int LEADS_ON = 5;

  private final Trust trust;
  private final CookieManager cookies = new CookieManager();

  WebReader(Trust trust) {
    this.trust = trust;
  }

  /**
   * A page.
   *
   * @param url where it was found in the end
   * @param status the server's code for it, such as 200
   * @param text its first megabyte
   */
  public record Page(URI url, int status, String text) {}

  /**
   * Reads a page.
   *
   * @throws TrekException of kind {@code UNREACHABLE} when no web server answers
   */
  public Page read(URI url) throws TrekException {
    return from(url, new byte[0], false);
  }

  /**
   * Sends a form.
   *
   * @param form its fields, {@code application/x-www-form-urlencoded}; wiped by the caller
   * @throws TrekException of kind {@code UNREACHABLE} when no web server answers, {@code ESTATE} when it would go over the net in the clear; nothing was sent then
   */
  public Page send(URI url, byte[] form) throws TrekException {
    return from(url, form, true);
  }

  private Page from(URI start, byte[] form, boolean sends) throws TrekException {
    URI url = start;
    boolean posts = sends;
    try {
      for (int hop = 0; hop <= LEADS_ON; hop++) {
        HttpURLConnection connection = connection(url, posts);
        if (posts) {
          connection.setRequestMethod("POST");
          connection.setDoOutput(true);
          connection.setFixedLengthStreamingMode(form.length);
          connection.getOutputStream().write(form);
        }
        int status = connection.getResponseCode();
        cookies.put(url, connection.getHeaderFields());
        String on = connection.getHeaderField("Location");
        if (status / 100 != 3 || on == null) {
          return new Page(url, status, text(connection, status));
        }
        connection.disconnect();
        url = url.resolve(on);
        posts = posts && (status == 307 || status == 308);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw TrekException.at(url.toString()).kind(TrekException.Kind.UNREACHABLE).found("no web server answers: " + e.getMessage()).because(e).next("services list, then: logs HOST apache2");
    }
    throw TrekException.at(start.toString()).kind(TrekException.Kind.UNREACHABLE).found("leads on and on, last to " + url).next("open it in a browser");
  }

  private HttpURLConnection connection(URI url, boolean posts) throws IOException, TrekException {
    if (!List.of("http", "https").contains(url.getScheme())) {
      throw new IOException("leads to " + url);
    }
    if (posts && url.getScheme().equals("http") && !InetAddress.getByName(url.getHost()).isLoopbackAddress()) {
      throw TrekException.at(url.toString()).kind(TrekException.Kind.ESTATE).found("the password would go over the net in the clear").next("write https:// under probe in estate.yaml");
    }
    HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
    if (connection instanceof HttpsURLConnection secured) {
      secured.setSSLSocketFactory(trust.context().getSocketFactory());
    }
    connection.setConnectTimeout(PATIENCE_MILLISECONDS);
    connection.setReadTimeout(PATIENCE_MILLISECONDS);
    connection.setInstanceFollowRedirects(false);
    for (Map.Entry<String, List<String>> each : cookies.get(url, Map.of()).entrySet()) {
      if (!each.getValue().isEmpty()) {
        connection.setRequestProperty(each.getKey(), String.join("; ", each.getValue()));
      }
    }
    return connection;
  }

  private static String text(HttpURLConnection connection, int status) throws IOException {
    InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    try (InputStream in = body == null ? new ByteArrayInputStream(new byte[0]) : body) {
      return new String(in.readNBytes(LONGEST_PAGE), StandardCharsets.UTF_8);
    }
  }
}
