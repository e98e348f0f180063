package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.LDAPException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.fuzz.Fuzzing;
import org.mailtrek.host.TrekException;

/** Whatever an LDIF, a filter or a slapd's configuration holds, it is read or refused in words. */
final class DirectoryFuzzTest {

  private static final String ENTRIES = "version: 1\n\ndn: cn=a,dc=x\nobjectClass: zarafa-user\nzarafaAccount: 1\nzarafaAliases;lang-de:: YcOk\nkopanoQuota\n Soft: 5\n# said\n\ndn:: Y249YixkYz14\nobjectClass: zarafa-group\nzarafaFilter: (&(zarafaAccount=1)(cn=*))\n\n";
  private static final String CHANGES = "dn: cn=a,dc=x\nchangetype: modify\nadd: zarafaAliases\nzarafaAliases: b\n-\nreplace: cn\n-\n\ndn: zarafaAccount=1,dc=x\nchangetype: modrdn\nnewrdn: zarafaAccount=2\ndeleteoldrdn: 1\n\n";

  private final LdifRewrite ldif = new LdifRewrite(SchemaMap.standard(), new Policy(Policy.OnConflict.OLD, Policy.Mode.MOVE));

  @TempDir Path folder;

  private byte[] rewritten(byte[] input) throws Exception {
    Path file = Files.write(folder.resolve("in.ldif"), input);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ldif.rewrite(file, "in.ldif", out);
    return out.toByteArray();
  }

  @Test
  void anyLdifIsRewrittenOnceOrRefused() throws InterruptedException {
    Fuzzing.of("LDIF", ENTRIES, CHANGES, ENTRIES.replace("\n", "\r\n")).words("zarafa", "kopano", "dn: ", "objectClass: zarafa-user\n", "\n ", ":: ", ":< ", "changetype: add\n", "\n-\n", "zarafaUserServer", "structuralObjectClass: zarafa-user\n").feed(input -> {
      byte[] once = rewritten(input);
      assertArrayEquals(once, rewritten(once), "a second rewrite changes what the first one made");
    });
  }

  @Test
  void anyFilterIsRewrittenToOneThatStaysOrRefused() throws InterruptedException {
    FilterRewrite rewrite = new FilterRewrite(SchemaMap.standard());
    Fuzzing.of("filter", "(&(objectClass=zarafa-user)(zarafaAccount=1))", "(|(!(cn=zarafa*b*c))(zarafaAliases:caseExactMatch:=x\\2a))", "(zarafaQuotaSoft>=5)").words("(", ")", "(&", "(!", "zarafaAccount", "=*", "\\28").feed(input -> {
      try {
        Optional<String> once = rewrite.rewrite(new String(input, StandardCharsets.UTF_8));
        if (once.isPresent()) {
          assertEquals(Optional.empty(), rewrite.rewrite(once.get()));
        }
      } catch (LDAPException e) {
        throw TrekException.at("filter").found(e.getMessage()).because(e).next("correct it");
      }
    });
  }

  @Test
  void anyConfigurationOfSlapdIsKeptAsItWas() throws InterruptedException {
    Fuzzing.of("slapd.conf", "include /etc/x.schema\ndatabase mdb\nsuffix \"dc=x\"\ndirectory /var/lib/ldap\nindex uid eq\n\taccess x\n", "# only\n\n").words("index zarafaAccount eq\n", "database ", "\n ", "suffix ").feed(input -> {
      String text = new String(input, StandardCharsets.ISO_8859_1);
      assertEquals(text, SlapdConf.of(text).text());
      assertTrue(SlapdConf.of("").text().isEmpty());
    });
  }
}
