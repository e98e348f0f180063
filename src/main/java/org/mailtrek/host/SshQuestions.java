package org.mailtrek.host;

import com.jcraft.jsch.UIKeyboardInteractive;
import com.jcraft.jsch.UserInfo;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Hands the questions of a sign-in on. A password is tried once: a wrong one, tried again and again, locks accounts. */
final class SshQuestions implements UserInfo, UIKeyboardInteractive {

  private final SshTarget.Address address;
  private final SshAnswers answers;
  private Optional<TrekException> failure = Optional.empty();
  private boolean tried;
  private String password = "";

  SshQuestions(SshTarget.Address address, SshAnswers answers) {
    this.address = address;
    this.answers = answers;
  }

  /** Throws what went wrong while asking, if something did. */
  void rethrow() throws TrekException {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  @Override
  public boolean promptPassword(String words) {
    if (tried) {
      return false;
    }
    tried = true;
    Optional<String> answer = asked(() -> answers.password(address));
    password = answer.orElse("");
    return answer.isPresent();
  }

  @Override
  public String getPassword() {
    return password;
  }

  @Override
  public String[] promptKeyboardInteractive(String destination, String name, String instruction, String[] prompts, boolean[] echo) {
    String[] replies = new String[prompts.length];
    for (int index = 0; index < prompts.length; index++) {
      String words = prompts[index];
      boolean plain = !echo[index] && words.toLowerCase(Locale.ROOT).contains("password");
      Optional<String> reply;
      if (plain) {
        if (!promptPassword(words)) {
          throw new NoPasswordException(); // an empty answer would count as one more wrong password
        }
        reply = Optional.of(password);
      } else {
        reply = asked(() -> answers.question(address, (instruction + " " + words).strip()));
      }
      if (reply.isEmpty()) {
        return null;
      }
      replies[index] = reply.get();
    }
    return replies;
  }

  private Optional<String> asked(Question question) {
    try {
      return question.ask().map(secret -> secret.use(bytes -> new String(bytes, StandardCharsets.UTF_8)));
    } catch (TrekException e) {
      failure = Optional.of(e);
      return Optional.empty();
    }
  }

  /** There is no password that could be tried, or none but the one that was refused: signing in ends here. */
  static final class NoPasswordException extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }

  private interface Question {
    Optional<Secret> ask() throws TrekException;
  }

  @Override
  public boolean promptPassphrase(String words) {
    return false; // locked keys were unlocked before
  }

  @Override
  public String getPassphrase() {
    return null;
  }

  @Override
  public boolean promptYesNo(String words) {
    return false; // the one question of this kind, of an unknown key, is ours to ask
  }

  @Override
  public void showMessage(String message) {
    answers.warning(address + " says: " + message.strip());
  }
}
