package org.mailtrek.estate;

import java.util.Optional;
import org.mailtrek.host.HostPath;

/** A host as {@code estate.yaml} declares it. */
public sealed interface HostEntry {

  /** Returns its name. */
  String name();

  /** Returns the folder on the host where backups go, if one was declared. */
  Optional<HostPath> backup();

  /** This machine. */
  record Local(String name, Optional<HostPath> backup) implements HostEntry {}

  /** A folder that acts as a machine's root; a relative one starts at the estate's folder. */
  record Simulated(String name, String folder, Optional<HostPath> backup) implements HostEntry {}

  /**
   * A machine over SSH.
   *
   * @param name its name
   * @param destination {@code USER@HOST} or {@code HOST}
   * @param port the port, 22 unless said otherwise
   * @param login how to sign in
   * @param backup where backups go
   */
  record Ssh(String name, String destination, int port, SshLogin login, Optional<HostPath> backup) implements HostEntry {}

  /**
   * How to sign in over SSH.
   *
   * @param key file with the private key
   * @param knownHosts file with the keys of known hosts
   * @param jump the machine between, as {@code USER@HOST:PORT}
   * @param secrets where passwords are to be had from
   * @param sudo whether programs run through sudo
   * @param legacy whether the ciphers and keys of old machines are allowed
   */
  record SshLogin(Optional<String> key, Optional<String> knownHosts, Optional<String> jump, SshSecrets secrets, boolean sudo, boolean legacy) {}

  /**
   * Where the secrets of a sign-in are to be had from; what is not declared is asked for, where somebody can be asked.
   *
   * @param password the account's password
   * @param passphrase what unlocks the private key
   * @param sudo what sudo asks for
   */
  record SshSecrets(Optional<SecretSource> password, Optional<SecretSource> passphrase, Optional<SecretSource> sudo) {}
}
