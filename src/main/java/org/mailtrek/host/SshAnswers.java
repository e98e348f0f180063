package org.mailtrek.host;

import java.util.Optional;

/** Answers what is asked while a machine is signed in to. Asked by whichever thread connects; one question at a time. */
public interface SshAnswers {

  /** Returns the password of an account; empty when there is none to be had, and then signing in by password is not tried. */
  Optional<Secret> password(SshTarget.Address address) throws TrekException;

  /** Returns the words that unlock a key's file; empty when there are none to be had, and then the key is passed over. */
  Optional<Secret> passphrase(String keyFile) throws TrekException;

  /** Returns the password that sudo asks for; empty when there is none to be had. */
  Optional<Secret> sudo(SshTarget.Address address) throws TrekException;

  /** Answers a question of the machine's own, as it words it, such as for a one-time code; empty when nobody can. */
  Optional<Secret> question(SshTarget.Address address, String words) throws TrekException;

  /** Returns whether the key of a machine that was never seen before is to be trusted from now on. */
  boolean trusts(HostFingerprint offered) throws TrekException;

  /** Takes a sentence that the operator should read. */
  void warning(String sentence);
}
