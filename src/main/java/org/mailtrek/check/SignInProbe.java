package org.mailtrek.check;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.mailtrek.host.ImapSession;
import org.mailtrek.host.TestMailbox;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.WebReader;

/** Comes to a mailbox for tests as its owner would (K12): signs in and out by IMAP, and signs in at the web client's form. Nothing is changed there. */
public final class SignInProbe {

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final TestMailbox mailbox;

  /** Makes one for a mailbox. */
  public SignInProbe(TestMailbox mailbox) {
    this.mailbox = mailbox;
  }

  /** One way to a mailbox. */
  private interface Way {
    String look() throws TrekException;
  }

  /**
   * How one way to the mailbox was found.
   *
   * @param open whether it led there
   * @param words the evidence, or why not
   * @param next what to type where it did not
   */
  public record Found(boolean open, String words, String next) {}

  /** Tries all ways that are declared; by name, {@code imap} and {@code web}. */
  public SortedMap<String, Found> all() {
    SortedMap<String, Found> found = new TreeMap<>();
    mailbox.imap().ifPresent(url -> found.put("imap", tried(() -> imap(url))));
    mailbox.web().ifPresent(url -> found.put("web", tried(() -> web(url))));
    return found;
  }

  private static Found tried(Way way) {
    try {
      return new Found(true, way.look(), "");
    } catch (TrekException e) {
      return new Found(false, e.where() + ": " + e.what(), e.next());
    }
  }

  private String imap(String url) throws TrekException {
    try (ImapSession session = mailbox.signIn()) {
      session.signOut();
    }
    return url + ": " + mailbox.user() + " signed in, and out again";
  }

  private String web(String url) throws TrekException {
    WebReader reader = mailbox.reader();
    WebReader.Page page = reader.read(URI.create(url));
    Optional<LoginForm> form = LoginForm.of(page.text());
    if (page.status() != 200 || form.isEmpty()) {
      throw refused(url, page.status() == 200 ? "shows no form to sign in with" : "answers " + page.status(), "open it in a browser, then: logs HOST apache2");
    }
    byte[] filled = form.get().filled(mailbox.user(), mailbox.password());
    try {
      URI action = form.get().action().startsWith("?") ? URI.create(page.url().toString().replaceFirst("[?#].*", "") + form.get().action()) : page.url().resolve(form.get().action());
      WebReader.Page inside = reader.send(action, filled);
      if (inside.status() != 200 || LoginForm.of(inside.text()).isPresent()) {
        throw refused(url, inside.status() == 200 ? "does not let " + mailbox.user() + " in: it asks again" : "answers " + inside.status() + " to a sign-in", "correct probe in estate.yaml, or see: logs HOST apache2");
      }
      return url + ": " + mailbox.user() + " signed in at the web client";
    } finally {
      Arrays.fill(filled, (byte) 0);
    }
  }

  /**
   * Waits until a message has arrived.
   *
   * @param mark words of its subject
   * @param patience how long
   * @return the evidence
   * @throws TrekException of kind {@code DIFFERENT} when it has not arrived by then, {@code UNREACHABLE} when nobody can look
   */
  public String arrived(String mark, Duration patience) throws TrekException {
    long until = System.nanoTime() + patience.toNanos();
    try (ImapSession session = mailbox.signIn()) {
      while (!session.inboxHolds(mark)) {
        if (System.nanoTime() > until) {
          throw TrekException.at(mailbox.imap().orElseThrow()).kind(TrekException.Kind.DIFFERENT)
              .found("the message has not arrived in the inbox of " + mailbox.user() + " after " + patience.toSeconds() + " seconds").next("exec HOST mailq, then: logs HOST kopano-dagent");
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      }
      session.signOut();
      return "found again in the inbox of " + mailbox.user();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TrekException.at(mailbox.user()).kind(TrekException.Kind.INTERRUPTED).found("was interrupted while the message was awaited").because(e).next("check");
    }
  }

  private static TrekException refused(String url, String found, String next) {
    return TrekException.at(url).kind(TrekException.Kind.UNREACHABLE).found(found).next(next);
  }
}
