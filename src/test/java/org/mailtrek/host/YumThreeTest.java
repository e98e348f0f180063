package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.PackagesView.Exchange;

/**
 * yum 3, as Red Hat 6 and 7 have it and no machine here has: a stand-in that writes down how it was called and says what is laid out here as yum 3.4.3
 * lays it out. What it would really do, it can't show.
 */
class YumThreeTest {

  private static final String LIST = """
      Available Packages
      kopano-common.noarch                8.7.25.0-0.1                    kopano
      kopano-server.x86_64                8.7.24.0-0.1                    kopano
      kopano-server.x86_64                1:8.7.25.0-0.1                  kopano
      kopano-server-packages-with-a-long-name.x86_64
                                          8.7.25.0-0.1                    kopano
      """;

  private static final String TRANSACTION = """
      Setting up Remove Process
      Resolving Dependencies
      --> Running transaction check
      ---> Package kopano-server.x86_64 1:8.7.25.0-0.1 will be installed
      --> Finished Dependency Resolution

      ================================================================================
       Package            Arch        Version                 Repository         Size
      ================================================================================
      Installing:
       kopano-server      x86_64      1:8.7.25.0-0.1          kopano            1.2 M
           replacing  zarafa-licensed.x86_64 7.2.6.52189-1
      Removing:
       zarafa-server      x86_64      7.2.6.52189-1           @zarafa           3.1 M
      Updating:
       python-mapi        x86_64      8.7.25.0-0.1            kopano             96 k
      Installing for dependencies:
       kopano-common      noarch      8.7.25.0-0.1            kopano             12 k
      Removing for dependencies:
       zarafa-webaccess-with-a-long-name
                          noarch      7.2.6.52189-1           @zarafa           9.0 M

      Transaction Summary
      ================================================================================
      Install  1 Package  (+1 Dependent package)
      Upgrade  1 Package
      Remove   1 Package  (+1 Dependent package)

      Total download size: 1.3 M
      Exiting on user command
      """;

  @TempDir private Path scratch;

  private Dnf yum(String said, String complained, int code) throws Exception {
    Path program = Files.writeString(scratch.resolve("yum"), "#!/bin/sh\n# A stand-in.\necho \"$*\" >>" + scratch + "/called\n[ \"$5\" != shell ] || cat >>" + scratch + "/called\ncat " + scratch + "/said\ncat " + scratch
        + "/complained >&2\nexit " + code + "\n", StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(scratch.resolve("said"), said, StandardCharsets.UTF_8);
    Files.writeString(scratch.resolve("complained"), complained, StandardCharsets.UTF_8);
    return new Dnf(program.toString(), Children.of(new Root("redhat", Path.of("/"))), LocalHost.files("redhat"));
  }

  private String called() throws Exception {
    return Files.readString(scratch.resolve("called"), StandardCharsets.UTF_8);
  }

  private static RpmSolver.Wish wish(String name, String before, String after) {
    return new RpmSolver.Wish(new Exchange(name, Optional.of(before).filter(each -> !each.isEmpty()), Optional.of(after).filter(each -> !each.isEmpty())), "");
  }

  @Test
  void readsWhatRepositoriesHaveAlsoWhereALineIsPartedInTwo() throws Exception {
    Dnf yum = yum(LIST, "", 0);
    assertEquals(List.of("8.7.24.0-0.1.x86_64", "1:8.7.25.0-0.1.x86_64"), yum.versions("kopano-server").toList());
    assertEquals(List.of("kopano-common", "kopano-server", "kopano-server-packages-with-a-long-name"), yum.names().toList());
    assertEquals("--quiet --cacheonly list --showduplicates kopano-server", called().lines().findFirst().orElseThrow());
  }

  @Test
  void readsATransactionAndChangesNothing() throws Exception {
    Dnf yum = yum(TRANSACTION, "", 1);
    assertEquals(
        List.of(
            new Exchange("kopano-server", Optional.empty(), Optional.of("1:8.7.25.0-0.1.x86_64")),
            new Exchange("kopano-common", Optional.empty(), Optional.of("8.7.25.0-0.1.noarch")),
            new Exchange("python-mapi", Optional.of("7.2.6.52189-1.x86_64"), Optional.of("8.7.25.0-0.1.x86_64")),
            new Exchange("zarafa-licensed", Optional.of("7.2.6.52189-1.x86_64"), Optional.empty()),
            new Exchange("zarafa-server", Optional.of("7.2.6.52189-1.x86_64"), Optional.empty()),
            new Exchange("zarafa-webaccess-with-a-long-name", Optional.of("7.2.6.52189-1.noarch"), Optional.empty())),
        yum.simulate(List.of(wish("zarafa-server", "7.2.6.52189-1.x86_64", ""), wish("kopano-server", "", "1:8.7.25.0-0.1.x86_64"), wish("python-mapi", "7.2.6.52189-1.x86_64", "8.7.25.0-0.1.x86_64")))
            .stream().sorted(java.util.Comparator.comparing(Exchange::name).thenComparing(Exchange::toString)).sorted(java.util.Comparator.comparing(each -> each.name().startsWith("kopano-server") ? "0" : each.name())).toList());
    assertTrue(called().contains("--assumeno") && called().contains("remove zarafa-server\n") && called().contains("install kopano-server-1:8.7.25.0-0.1.x86_64 python-mapi-8.7.25.0-0.1.x86_64\nrun\nexit\n"), called());
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    Dnf yum = yum("Resolving Dependencies\n", "Error: Package: kopano-server-8.7.25.0-0.1.x86_64 (kopano)\n           Requires: libical.so.3()(64bit)\n You could try using --skip-broken to work around the problem\n", 1);
    TrekException refused = assertThrows(TrekException.class, () -> yum.simulate(List.of(wish("kopano-server", "", "8.7.25.0-0.1.x86_64"))));
    assertTrue(refused.kind() == TrekException.Kind.REFUSED && refused.what().contains("Requires: libical.so.3"), refused::getMessage);
  }
}
