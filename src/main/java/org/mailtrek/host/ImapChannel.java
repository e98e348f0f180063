package org.mailtrek.host;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A connection to an IMAP server (RFC 3501) at which somebody is signed in. A password goes over the net encrypted only; user and password are sent in ways that let
 * them hold any byte. Every single wait has a limit. An {@link IOException} says that the connection is of no use any more. For one thread at a time.
 */
public final class ImapChannel implements ImapLook, AutoCloseable {

  /** So much may the answers to one command take: that of some 30,000 messages or 50,000 folders. */
  private static final long MOST = 16L << 20;
  private static final int BUFFER = 1 << 16;

  private final ImapAddress address;
  private final Set<String> can = new TreeSet<>();
  private final Socket plain;
  private Socket socket;
  private InputStream in;
  private ImapReader reader;
  private OutputStream out;
  private Consumer<ImapAnswer> ear = answer -> { };
  private long heard;
  private int number;
  private boolean leaving;
  private String selected = "";
  private List<ImapAnswer> selection = List.of();

  private ImapChannel(ImapAddress address, Socket plain) throws IOException, TrekException {
    this.address = address;
    this.plain = plain;
    speak(address.first(plain));
  }

  /**
   * Connects and signs in.
   *
   * @throws TrekException of kind {@code UNREACHABLE} when no IMAP server answers, or it does not let the user in; of kind {@code ESTATE} when the password would go in the clear
   */
  static ImapChannel open(ImapAddress address, ImapLogin login) throws TrekException {
    try {
      Socket plain = address.connect();
      boolean open = false;
      try {
        ImapChannel channel = new ImapChannel(address, plain);
        channel.begin();
        channel.signIn(login);
        channel.learn();
        open = true;
        return channel;
      } finally {
        if (!open) {
          plain.close();
        }
      }
    } catch (IOException e) {
      throw address.lost(e);
    }
  }

  private void speak(Socket with) throws IOException {
    socket = with;
    in = new BufferedInputStream(with.getInputStream(), BUFFER);
    reader = new ImapReader(in);
    out = new BufferedOutputStream(new LimitedWrites(with.getOutputStream(), plain, address.patience()), BUFFER);
  }

  private void begin() throws IOException, TrekException {
    ImapAnswer greeting = reader.answer();
    if (!greeting.is("OK")) {
      throw address.refused("does not greet as an IMAP server does: " + greeting.said());
    }
    if (address.turns()) {
      tell("STARTTLS");
      expect(last(answers()), "turns not to TLS");
      if (in.available() > 0) {
        throw address.refused("says more before TLS begins than it may: somebody on the way may have said it");
      }
      speak(address.secured(plain));
    }
  }

  private void signIn(ImapLogin login) throws IOException, TrekException {
    String otherwise = "does not let " + login.user() + " in" + (login.master() ? " by way of " + login.account() : "");
    if (!login.master()) {
      byte[] name = login.user().getBytes(StandardCharsets.UTF_8);
      tell("LOGIN {" + name.length + "}");
      onward();
      out.write(name);
      line(" {" + login.password().use(bytes -> bytes.length) + "}");
      onward();
      secret(login.password().use(byte[]::clone));
    } else {
      tell("AUTHENTICATE PLAIN");
      onward();
      byte[] who = (login.user() + "\0" + login.account() + "\0").getBytes(StandardCharsets.UTF_8);
      secret(login.password().use(bytes -> {
        byte[] all = Arrays.copyOf(who, who.length + bytes.length);
        System.arraycopy(bytes, 0, all, who.length, bytes.length);
        try {
          return Base64.getEncoder().encode(all);
        } finally {
          Arrays.fill(all, (byte) 0);
        }
      }));
    }
    expect(last(answers()), otherwise);
  }

  /** Writes bytes past all buffers of ours, and wipes them. */
  private void secret(byte[] bytes) throws IOException {
    byte[] whole = Arrays.copyOf(bytes, bytes.length + 2);
    Arrays.fill(bytes, (byte) 0);
    whole[bytes.length] = '\r';
    whole[bytes.length + 1] = '\n';
    out.flush();
    socket.getOutputStream().write(whole);
    Arrays.fill(whole, (byte) 0);
  }

  private void onward() throws IOException, TrekException {
    ImapAnswer answer = next();
    while (answer.tag().equals("*")) {
      answer = next();
    }
    if (!answer.tag().equals("+")) {
      throw address.refused("takes no sign-in with a password: " + answer.said());
    }
  }

  private void learn() throws IOException, TrekException {
    for (ImapAnswer each : say("CAPABILITY")) {
      if (each.is("CAPABILITY")) {
        each.values().forEach(value -> can.add(value.toString().toUpperCase(Locale.ROOT)));
      }
    }
  }

  @Override
  public boolean can(String extension) {
    return can.contains(extension);
  }

  @Override
  public boolean canSome(String beginning) {
    return can.stream().anyMatch(each -> each.startsWith(beginning));
  }

  @Override
  public OptionalLong number(String beginning) {
    return can.stream().filter(each -> each.startsWith(beginning)).map(each -> each.substring(beginning.length())).filter(each -> each.matches("[0-9]{1,18}")).mapToLong(Long::parseLong).findFirst();
  }

  @Override
  public void hear(Consumer<ImapAnswer> newEar) {
    ear = newEar;
  }

  /** Returns a text as a command has it, in quotation marks. */
  public static String quoted(String text) {
    if (text.matches("(?s).*[\\r\\n\\x00].*")) {
      throw new IllegalArgumentException("a text of a command has an end of line");
    }
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /**
   * Gives a command; its text has a byte for each character.
   *
   * @return all answers, the last of which ends the command
   * @throws TrekException when the server says no
   */
  public List<ImapAnswer> say(String command) throws IOException, TrekException {
    tell(command);
    List<ImapAnswer> all = answers();
    expect(last(all), "refuses " + command.split(" ")[0]);
    return all;
  }

  @Override
  public List<ImapAnswer> ask(Question question, String rest) throws IOException, TrekException {
    return say((question + " " + rest).strip());
  }

  @Override
  public List<ImapAnswer> examine(String name) throws IOException, TrekException {
    return select(name, false);
  }

  /**
   * Selects a folder, or hears what is new of it where it is selected already.
   *
   * @param name as the server spells it
   * @param write whether to change anything in it
   * @return what the server said of it when it was selected
   * @throws TrekException when it can't be opened so
   */
  public List<ImapAnswer> select(String name, boolean write) throws IOException, TrekException {
    String wanted = (write ? "SELECT " : "EXAMINE ") + quoted(name);
    if (wanted.equals(selected)) {
      say("NOOP");
      return selection;
    }
    selected = "";
    selection = say(wanted);
    selected = wanted;
    return selection;
  }

  @Override
  public OptionalLong status(String name, String item) throws IOException, TrekException {
    say("NOOP");
    for (ImapAnswer each : say("STATUS " + quoted(name) + " (" + item + ")")) {
      Optional<Object> value = each.is("STATUS") && each.values().size() > 1 && each.values().get(1) instanceof List<?> pairs ? ImapAnswer.of(pairs, item) : Optional.empty();
      if (value.isPresent() && value.get().toString().matches("[0-9]{1,18}")) {
        return OptionalLong.of(Long.parseLong(value.get().toString()));
      }
    }
    return OptionalLong.empty();
  }

  @Override
  public void deselect() {
    selected = "";
  }

  /**
   * Puts a message into a folder. When this fails otherwise than by an answer, nobody knows whether it is there.
   *
   * @param where the folder, flags and date, as the command has them
   * @param size how many bytes the message has
   * @return the answer, which may be a refusal
   * @throws TrekException when the message can't be read; it is not there
   */
  public ImapAnswer append(String where, long size, InputStream content) throws IOException, TrekException {
    boolean atOnce = can("LITERAL+");
    tell("APPEND " + where + " {" + size + (atOnce ? "+}" : "}"));
    ImapAnswer answer = atOnce ? new ImapAnswer("+", 0, "", List.of(), "") : answer();
    while (answer.tag().equals("*")) {
      answer = answer();
    }
    if (!answer.tag().equals("+")) {
      return answer;
    }
    byte[] buffer = new byte[BUFFER];
    long left = size;
    while (left > 0) {
      int got = some(content, buffer, left);
      out.write(buffer, 0, got);
      left -= got;
    }
    line("");
    return last(answers());
  }

  private int some(InputStream content, byte[] buffer, long left) throws TrekException {
    String found = "is shorter than it was";
    Optional<IOException> cause = Optional.empty();
    try {
      int got = content.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (got > 0) {
        return got;
      }
    } catch (IOException e) {
      found = "can't be read: " + e.getMessage();
      cause = Optional.of(e);
    }
    close();
    throw TrekException.at("the message that waits for " + address.url()).found(found).because(cause.orElse(null)).next("the same command again");
  }

  /** Writes a command to its end. */
  void tell(String command) throws IOException {
    heard = 0;
    number++;
    line("m" + number + " " + command);
  }

  void line(String text) throws IOException {
    out.write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** Returns the answers up to the one that ends the command; a message's content is passed over. */
  List<ImapAnswer> answers() throws IOException {
    List<ImapAnswer> all = new ArrayList<>();
    do {
      all.add(answer());
      if (reader.content().isPresent()) {
        throw new IOException("the server sends a message that nobody asked for");
      }
    } while (!ends(last(all)));
    return all;
  }

  /** Reads an answer; those to one command may take no more than {@link #MOST} together. */
  private ImapAnswer next() throws IOException {
    ImapAnswer answer = reader.answer();
    heard += reader.taken();
    if (heard > MOST) {
      throw new IOException("the server's answers have no end");
    }
    return answer;
  }

  ImapAnswer answer() throws IOException {
    ImapAnswer answer = next();
    if (answer.tag().equals("*")) {
      if (answer.word().equals("BYE") && number > 0 && !leaving) {
        throw new IOException("the server ends the connection: " + answer.text());
      }
      ear.accept(answer);
    }
    return answer;
  }

  boolean ends(ImapAnswer answer) throws IOException {
    if (!answer.tag().equals("*") && !answer.tag().equals("m" + number)) {
      throw new IOException("the server answers a command that was not given: " + answer.tag());
    }
    return !answer.tag().equals("*");
  }

  private static ImapAnswer last(List<ImapAnswer> all) {
    return all.get(all.size() - 1);
  }

  void expect(ImapAnswer answer, String otherwise) throws TrekException {
    if (!answer.ok()) {
      throw address.refused(otherwise + ": " + answer.said());
    }
  }

  @Override
  public InputStream content(long uid, long from) throws IOException, TrekException {
    tell("UID FETCH " + uid + " (UID BODY.PEEK[]" + (from > 0 ? "<" + from + "." + Integer.MAX_VALUE + ">" : "") + ")");
    ImapAnswer answer = answer();
    while (!ends(answer)) {
      if (answer.is("FETCH") && !answer.values().isEmpty() && answer.values().get(0) instanceof List<?> pairs) {
        String key = from > 0 ? "BODY[]<" + from + ">" : "BODY[]";
        if (reader.content().isPresent()) {
          if (!pairs.get(pairs.size() - 1).toString().equalsIgnoreCase(key)) {
            throw new IOException("the server gives another part of a message than was asked for");
          }
          return new ImapContent(this, reader);
        }
        Optional<Object> whole = ImapAnswer.of(pairs, key);
        if (whole.isPresent()) {
          expect(last(answers()), "does not give message " + uid);
          return new ByteArrayInputStream(whole.get().toString().getBytes(StandardCharsets.ISO_8859_1));
        }
      }
      answer = answer();
    }
    expect(answer, "does not give message " + uid);
    throw TrekException.at(address.url()).found("has no message " + uid + " any more, or does not give its content").next("the same command again");
  }

  @Override
  public boolean idle() {
    return reader.content().isEmpty() && !plain.isClosed();
  }

  void bye() throws IOException {
    leaving = true;
    tell("LOGOUT");
    answers();
  }

  /** Says that it goes, and closes without waiting for an answer. What goes wrong on the way out matters to nobody. */
  void leave() {
    try {
      tell("LOGOUT");
    } catch (IOException gone) {
      // it is left anyway
    } finally {
      close();
    }
  }

  /** Closes the connection itself: TLS would first wait for a write that hangs. */
  @Override
  public void close() {
    try {
      plain.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
