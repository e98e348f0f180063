package org.mailtrek.host;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A mailbox for tests, which programs come to as its owner would: by IMAP, and through the web client.
 *
 * @param user who signs in
 * @param password with what
 * @param address its mail address, if messages may be sent to it
 * @param imap such as {@code imaps://mail.example.com}
 * @param startTls whether to turn to TLS on an {@code imap} address
 * @param web the page of the web client with its form to sign in
 * @param authority certificates (PEM) to trust, instead of those of the Java runtime
 */
public record TestMailbox(String user, Secret password, Optional<String> address, Optional<String> imap, boolean startTls, Optional<String> web, Optional<Path> authority) {

  /**
   * Signs in by IMAP.
   *
   * @throws TrekException of kind {@code UNREACHABLE} when no IMAP server answers there, or it does not let the user in
   */
  public ImapSession signIn() throws TrekException {
    return ImapSession.open(imap.orElseThrow(), startTls, trust(imap.orElseThrow()), user, password);
  }

  /** Returns who reads pages of the web client, as a browser that has just been started. */
  public WebReader reader() {
    return new WebReader(trust(web.orElseThrow()));
  }

  private Trust trust(String url) {
    return new Trust(url, "probe", authority, Optional.empty());
  }
}
