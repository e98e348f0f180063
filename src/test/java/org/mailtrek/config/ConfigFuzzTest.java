package org.mailtrek.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailtrek.fuzz.Fuzzing;
import org.mailtrek.host.HostPath;

/** Whatever bytes a configuration holds, it is read, and written back as it was. */
final class ConfigFuzzTest {

  private static final String DAEMON = "# threads = 8\nlog_level = 3\n server_socket=file:///var/run/zarafa\n!include ldap.cfg\n!propmap /etc/x\nssl_key=\n\n";
  private static final String SHELL = "# ours\nAUTORESPOND_CC=1\nTIMELIMIT=$[24*60*60]\nSENDDB=\"$BASE_PATH/x\" # why\nexport A='b\n";
  private static final String SLAPD = "include /etc/x\ndatabase mdb\nsuffix \"dc=x\"\nindex uid eq\n  ,cn sub\naccess to *\n\tby * read\n";

  @ParameterizedTest
  @EnumSource
  void anyFileIsWrittenBackAsItWas(Dialect dialect) throws InterruptedException {
    Fuzzing.of("configuration of dialect " + dialect, DAEMON, SHELL, SLAPD).words("!include ", "threads", " = ", "\n#", "$[", "\\\n", "index ", "[section]\n").feed(input -> {
      ConfigFile file = ConfigFile.parse(input, dialect);
      assertArrayEquals(input, file.bytes());
      String name = file.lines().isEmpty() ? "" : file.lines().get(0).name();
      if (!name.isEmpty()) {
        assertEquals(file.lines().size(), ConfigFile.parse(file.bytes(), dialect).lines().size());
      }
    });
  }

  @Test
  void anyServersConfigurationIsTakenOver() throws InterruptedException {
    TakeoverOptions options = TakeoverOptions.of(Release.of("zcp-7.2.6"), Release.of("kc-8.7.25"));
    Catalogue catalogue = Catalogue.open();
    Fuzzing.of("takeover", DAEMON + "server_tcp_port = 236\nserver_bind = 0.0.0.0\nserver_ssl_protocols = !SSLv2\nuser_plugin = ldap\nthread = 9\n")
        .words("server_ssl_enabled = yes", "server_listen", "zarafa", "/var/lib/zarafa", "local_admin_users", "mysql_password = x")
        .some(8)
        .feed(input -> {
          SortedMap<HostPath, byte[]> files = new TreeMap<>();
          files.put(options.source().resolve("server.cfg"), input);
          new Takeover(catalogue, options).run(new ConfigTree(files), new ConfigTree(new TreeMap<>()));
        });
  }

  @Test
  void anyListOfAddressesIsReadOrNothingIsMadeOfIt() throws InterruptedException {
    Fuzzing.of("listening addresses", "*:236", "0.0.0.0%lo:236 [::]:237", "localhost:8080,*:1").words("%eth0", "[::1]", "*", ":").feed(input -> ListenPlaces.parse(new String(input, StandardCharsets.ISO_8859_1)).toString());
  }

  @Test
  void anyShellValueIsRead() throws InterruptedException {
    Fuzzing.of("value of a shell", "$[24*60*60]", "$((2*3))", "'a' # b", "\"x\"").words("*", "999999999", "$((").feed(input -> {
      String text = new String(input, StandardCharsets.ISO_8859_1);
      ShellValue.number(ShellValue.plain(text));
    });
  }
}
