package org.mailtrek.estate;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.HostFingerprint;
import org.mailtrek.host.Secret;
import org.mailtrek.host.SshAnswers;
import org.mailtrek.host.SshTarget;
import org.mailtrek.host.TrekException;

/**
 * Answers a machine's questions with what is declared, else with what a person types; without either, with nothing. What was typed is kept as
 * long as the estate is open, so that a connection that was lost can be made again.
 */
class DeclaredAnswers implements SshAnswers {

  private final HostEntry.Ssh entry;
  private final Secrets secrets;
  private final Surroundings surroundings;
  private final Map<String, Secret> typed = new HashMap<>();

  DeclaredAnswers(HostEntry.Ssh entry, Secrets secrets, Surroundings surroundings) {
    this.entry = entry;
    this.secrets = secrets;
    this.surroundings = surroundings;
  }

  @Override
  public Optional<Secret> password(SshTarget.Address address) throws TrekException {
    return answer(entry.login().secrets().password(), "password of " + address);
  }

  @Override
  public Optional<Secret> passphrase(String keyFile) throws TrekException {
    return answer(entry.login().secrets().passphrase(), "passphrase of " + keyFile);
  }

  @Override
  public Optional<Secret> sudo(SshTarget.Address address) throws TrekException {
    return answer(entry.login().secrets().sudo().or(() -> entry.login().secrets().password()), "sudo password of " + address);
  }

  @Override
  public Optional<Secret> question(SshTarget.Address address, String words) throws TrekException {
    return asked(address + ": " + words);
  }

  @Override
  public boolean trusts(HostFingerprint offered) throws TrekException {
    return surroundings.prompt().agrees(
        "The key of " + offered.host() + " (" + entry.name() + ") is not known yet: " + offered + ". Trust it from now on?");
  }

  @Override
  public void warning(String sentence) {
    surroundings.warnings().accept(sentence);
  }

  private synchronized Optional<Secret> answer(Optional<SecretSource> source, String what) throws TrekException {
    if (source.isPresent() && !(source.get() instanceof SecretSource.Prompt)) {
      return Optional.of(secrets.get(source.get(), what));
    }
    if (!typed.containsKey(what)) {
      asked(what).ifPresent(secret -> typed.put(what, secret));
    }
    return Optional.ofNullable(typed.get(what));
  }

  private Optional<Secret> asked(String what) throws TrekException {
    try {
      return Optional.of(surroundings.prompt().ask(what));
    } catch (TrekException e) {
      if (e.kind() == TrekException.Kind.USAGE) {
        return Optional.empty(); // nobody is there: the machine's refusal says what is missing
      }
      throw e;
    }
  }
}
