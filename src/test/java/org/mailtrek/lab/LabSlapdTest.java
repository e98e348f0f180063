package org.mailtrek.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.LdapDirectory;
import org.mailtrek.host.LdapLimits;

@RequiresLab("slapd")
final class LabSlapdTest {

  @Test
  void keepsItsDataOverAKillAndLeavesNothingBehind() throws Exception {
    LabSlapd slapd = LabSlapd.start(LabSlapdOptions.DEFAULT.withSync());
    try (slapd) {
      slapd.add("dn: ou=a,dc=example,dc=com\nobjectClass: organizationalUnit\nou: a\n");
      slapd.kill();
      slapd.restart();
      try (LdapDirectory directory = LdapDirectory.open(slapd.address(), Optional.of(slapd.root()), LdapLimits.DEFAULT)) {
        assertTrue(directory.view().entry("ou=a,dc=example,dc=com").isPresent());
      }
    }
    assertFalse(Files.exists(slapd.folder()));
  }

  @Test
  void missingProgramsAreSkippedVisiblyOrFailWhereTheyAreRequired() {
    assertEquals(Optional.of("not installed: [nosuchd]"), LabCondition.decide(List.of("nosuchd"), false).getReason());
    assertTrue(LabCondition.decide(List.of("nosuchd"), false).isDisabled());
    assertThrows(AssertionError.class, () -> LabCondition.decide(List.of("nosuchd"), true));
    assertFalse(LabCondition.decide(List.of(), true).isDisabled());
  }
}
