package org.mailtrek.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers nothing, trusts nobody and keeps the warnings. Tests that need an answer override it. */
class NoAnswers implements SshAnswers {

  final List<String> warnings = new ArrayList<>();

  @Override
  public Optional<Secret> password(SshTarget.Address address) throws TrekException {
    return Optional.empty();
  }

  @Override
  public Optional<Secret> passphrase(String keyFile) throws TrekException {
    return Optional.empty();
  }

  @Override
  public Optional<Secret> sudo(SshTarget.Address address) throws TrekException {
    return Optional.empty();
  }

  @Override
  public Optional<Secret> question(SshTarget.Address address, String words) throws TrekException {
    return Optional.empty();
  }

  @Override
  public boolean trusts(HostFingerprint offered) throws TrekException {
    return false;
  }

  @Override
  public void warning(String sentence) {
    warnings.add(sentence);
  }
}
