package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FilterRewriteTest {

  private final FilterRewrite rewrite = new FilterRewrite(SchemaMap.standard());

  @Test
  void exchangesAttributesAndClassesWhereverTheyStand() throws Exception {
    assertRewritten("(&(objectClass=ZARAFA-user)(!(zarafaHidden=1))(|(zarafaAliases;lang-nl=a*b*c)(zarafaQuotaWarn>=5)))",
        "(&(objectClass=kopano-user)(!(kopanoHidden=1))(|(kopanoAliases;lang-nl=a*b*c)(kopanoQuotaWarn>=5)))");
    assertRewritten("(zarafaAccount:integerMatch:=1)", "(kopanoAccount:integerMatch:=1)");
    assertRewritten("zarafaUserServer~=x", "(kopanoUserServer~=x)");
    assertRewritten("(zarafaAdmin=*)", "(kopanoAdmin=*)");
    assertRewritten("(zarafaSslPort<=9)", "(kopanoSslPort<=9)");
  }

  @Test
  void leavesValuesThatMerelyHoldTheWord() throws Exception {
    assertEquals(Optional.empty(), rewrite.rewrite("(description=zarafa-user has zarafaAccount=1)"));
    assertRewritten("(&(zarafaAccount=1)(cn=zarafa-user)(ou=\\28zarafaHidden=1\\29))", "(&(kopanoAccount=1)(cn=zarafa-user)(ou=\\28zarafaHidden=1\\29))");
  }

  @Test
  void refusesWhatIsNoFilter() {
    assertThrows(LDAPException.class, () -> rewrite.rewrite("(&(zarafaAccount=1)"));
  }

  private void assertRewritten(String before, String after) throws LDAPException {
    String found = rewrite.rewrite(before).orElseThrow();
    assertEquals(Filter.create(after), Filter.create(found));
  }
}
