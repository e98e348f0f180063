package org.mailtrek.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.TrekException;

/** What people read of a failure, sign for sign. */
class FailureTextTest {

  private static final Map<TrekException.Kind, String> LEFT = new EnumMap<>(Map.of(
      TrekException.Kind.FAILED, "nothing was changed",
      TrekException.Kind.REFUSED, "nothing was changed",
      TrekException.Kind.ESTATE, "nothing was changed",
      TrekException.Kind.IN_USE, "nothing was changed",
      TrekException.Kind.UNREACHABLE, "nothing was changed",
      TrekException.Kind.USAGE, "nothing was changed",
      TrekException.Kind.PARTLY, "part of the work is done; the journal holds it",
      TrekException.Kind.DIFFERENT, "the result differs from what was expected",
      TrekException.Kind.INTERRUPTED, "interrupted; nothing is half-done"));

  @Test
  void saysWhatWhereWhyWhatWasLeftAndLastWhatToType() {
    for (TrekException.Kind kind : TrekException.Kind.values()) {
      TrekException failure = TrekException.at("ldap1: uid=joe,dc=example,dc=com").kind(kind).found("objectClass violation (65): attribute 'x' not allowed\nmatched DN: dc=example").next("ldap schema --plan");
      assertEquals(
          List.of(
              "! ldap transplant: ldap1: uid=joe,dc=example,dc=com: objectClass violation (65): attribute 'x' not allowed\n    matched DN: dc=example",
              "  " + LEFT.get(kind),
              "  more in /srv/acme/logs/mailtrek.log",
              "  next: ldap schema --plan"),
          FailureText.lines("ldap transplant", failure, Optional.of(Path.of("/srv/acme/logs/mailtrek.log"))),
          kind::toString);
    }
  }

  @Test
  void saysNothingTwiceAndNoLogWhereThereIsNone() {
    TrekException failure = TrekException.at("nix").kind(TrekException.Kind.USAGE).found("there is no such command").next("help");
    assertEquals(List.of("! nix: there is no such command", "  nothing was changed", "  next: help"), FailureText.lines("nix", failure, Optional.empty()));
  }
}
