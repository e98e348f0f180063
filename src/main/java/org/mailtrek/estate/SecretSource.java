package org.mailtrek.estate;

import java.util.List;
import org.mailtrek.host.HostPath;

/** Where a secret is to be had from; never the secret itself. */
public sealed interface SecretSource {

  /** A file, whose first line it is; a relative path starts at the estate's folder. */
  record File(String path) implements SecretSource {}

  /** An environment variable. */
  record Variable(String name) implements SecretSource {}

  /** A program of this machine, the first line of whose output it is. */
  record Command(List<String> words) implements SecretSource {

    /** Copies the words. */
    public Command {
      words = List.copyOf(words);
    }
  }

  /** The person at the terminal. */
  record Prompt() implements SecretSource {}

  /** A directive {@code name = value} of a configuration file on a host. */
  record Directive(String host, HostPath file, String directive) implements SecretSource {}
}
