package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldap.sdk.schema.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailtrek.engine.change.Change;
import org.mailtrek.host.LdapAddress;
import org.mailtrek.host.LdapDirectory;
import org.mailtrek.host.LdapLimits;
import org.mailtrek.host.TrekException;

/**
 * A server that behaves as Active Directory does where that matters here: classes without hyphens, its own attribute for a server's address, a subschema without
 * matching rules, at most so many entries in a page, no exchange of a structural class, no relaxed rules, and a configuration that is no slapd's.
 */
class ActiveDirectoryTest {

  private static final String BASE = "DC=corp,DC=example";
  private static final String POLICY = "CN=Default Query Policy,CN=Query-Policies,CN=Directory Service,CN=Windows NT,CN=Services,CN=Configuration," + BASE;
  private static final int PAGE = 100;
  private static final List<String> ATTRIBUTES = List.of("Account", "Admin", "SharedStoreOnly", "ResourceType", "Aliases", "UserServer", "QuotaOverride", "QuotaHard", "Filter", "Base", "HttpPort", "FilePath", "HostAddress");

  private InMemoryDirectoryServer server;
  private DirectoryEstate estate;
  private boolean withKopano = true;

  @BeforeEach
  void start() throws Exception {
    start(true);
  }

  private void start(boolean bothSchemas) throws Exception {
    withKopano = bothSchemas;
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
    config.setSchema(schema());
    config.addInMemoryOperationInterceptor(new Windows());
    config.setCustomRootDSEAttributes(List.of(new Attribute("supportedCapabilities", "1.2.840.113556.1.4.800", "1.2.840.113556.1.4.1670"), new Attribute("configurationNamingContext", "CN=Configuration," + BASE)));
    server = new InMemoryDirectoryServer(config);
    server.startListening();
    server.add("dn: " + BASE, "objectClass: domainDNS", "DC: corp");
    for (String above = POLICY; !above.equals(BASE); above = above.substring(above.indexOf(',') + 1)) {
      containers.add(0, above);
    }
    for (String each : containers) {
      String cn = each.substring(3, each.indexOf(','));
      server.add(each.equals(POLICY) ? new String[] {"dn: " + each, "objectClass: queryPolicy", "cn: " + cn, "lDAPAdminLimits: MaxPageSize=" + PAGE, "lDAPAdminLimits: MaxConnections=5000"}
          : new String[] {"dn: " + each, "objectClass: container", "cn: " + cn});
    }
    containers.clear();
    for (String each : List.of("Users", "Lists", "Computers")) {
      server.add("dn: CN=" + each + "," + BASE, "objectClass: container", "cn: " + each);
    }
    estate = new DirectoryEstate(LdapDirectory.open(LdapAddress.of("ldap://127.0.0.1:" + server.getListenPort(), BASE), Optional.empty(), LdapLimits.DEFAULT));
  }

  private final List<String> containers = new ArrayList<>();

  @AfterEach
  void stop() {
    estate.close();
    server.shutDown(true);
  }

  /** Refuses what Active Directory refuses. */
  private static final class Windows extends InMemoryOperationInterceptor {

    @Override
    public void processModifyRequest(InMemoryInterceptedModifyRequest request) throws LDAPException {
      boolean structural = request.getRequest().getModifications().stream().filter(each -> each.getAttributeName().equalsIgnoreCase("objectClass"))
          .flatMap(each -> Arrays.stream(each.getValues())).anyMatch(each -> each.toLowerCase(Locale.ROOT).matches("(zarafa|kopano)(addresslist|dynamicgroup)"));
      if (structural) {
        throw new LDAPException(ResultCode.UNWILLING_TO_PERFORM, "0000209F: UpdErr: DSID-0305030D, problem 6004 (CLASS_MODIFICATION_PROHIBITED)");
      }
      for (Modification each : request.getRequest().getModifications()) {
        if (each.getAttributeName().contains(";")) {
          throw new LDAPException(ResultCode.UNDEFINED_ATTRIBUTE_TYPE, "00000057: options are not known");
        }
      }
    }

    @Override
    public void processSearchRequest(InMemoryInterceptedSearchRequest request) throws LDAPException {
      try {
        var search = request.getRequest().duplicate();
        SimplePagedResultsControl pages = null;
        for (var each : search.getControlList()) {
          if (each.getOID().equals(SimplePagedResultsControl.PAGED_RESULTS_OID)) {
            pages = new SimplePagedResultsControl(each.getOID(), each.isCritical(), each.getValue());
          }
        }
        if (pages == null) {
          search.setSizeLimit(PAGE);
        } else {
          search.setControls(new SimplePagedResultsControl(Math.min(PAGE, pages.getSize()), pages.getCookie(), false));
        }
        request.setRequest(search);
      } catch (LDAPException e) {
        throw new LDAPException(ResultCode.PROTOCOL_ERROR, e.getMessage(), e);
      }
    }
  }

  private Schema schema() throws LDAPException {
    Entry all = Schema.getDefaultStandardSchema().getSchemaEntry().duplicate();
    int number = 1;
    List<String> names = new ArrayList<>();
    for (String product : withKopano ? List.of("zarafa", "kopano") : List.of("zarafa")) {
      for (String each : ATTRIBUTES) {
        boolean many = each.equals("Aliases");
        boolean digits = List.of("Account", "Admin", "SharedStoreOnly", "QuotaOverride", "QuotaHard", "HttpPort").contains(each);
        names.add(product + each);
        all.addAttribute("attributeTypes", "( 1.2.840.1." + number++ + " NAME '" + product + each + "' SYNTAX '1.3.6.1.4.1.1466.115.121.1." + (digits ? "27" : "15") + "' " + (many ? "" : "SINGLE-VALUE ") + ")");
      }
      for (String each : List.of("Addresslist", "DynamicGroup")) {
        all.addAttribute("objectClasses", "( 1.2.841.1." + number++ + " NAME '" + product + each + "' SUP top STRUCTURAL MUST ( cn ) MAY ( " + product + "Account $ " + product + "Filter $ " + product + "Base ) )");
      }
    }
    for (String each : List.of("sAMAccountName", "lDAPAdminLimits", "whenCreated")) {
      all.addAttribute("attributeTypes", "( 1.2.842.1." + number++ + " NAME '" + each + "' SYNTAX '1.3.6.1.4.1.1466.115.121.1.15' " + (each.startsWith("when") ? "NO-USER-MODIFICATION " : "") + ")");
    }
    String may = "MAY ( sAMAccountName $ mail $ whenCreated $ " + String.join(" $ ", names) + " )";
    for (String each : List.of("user", "group", "contact", "computer", "container")) {
      all.addAttribute("objectClasses", "( 1.2.843.1." + number++ + " NAME '" + each + "' SUP top STRUCTURAL MUST ( cn ) " + may + " )");
    }
    all.addAttribute("objectClasses", "( 1.2.843.1." + number++ + " NAME 'domainDNS' SUP top STRUCTURAL MUST ( dc ) )", "( 1.2.843.1." + number + " NAME 'queryPolicy' SUP top STRUCTURAL MUST ( cn ) MAY ( lDAPAdminLimits ) )");
    return new Schema(all);
  }

  private void people(int count) throws Exception {
    for (int each = 0; each < count; each++) {
      server.add("dn: CN=User " + each + ",CN=Users," + BASE, "objectClass: top", "objectClass: user", "cn: User " + each, "sAMAccountName: u" + each, "mail: u" + each + "@corp.example", "zarafaAccount: 1",
          "zarafaAliases: A" + each + "@corp.example", "zarafaQuotaHard: 100");
    }
    server.add("dn: CN=Everybody,CN=Lists," + BASE, "objectClass: top", "objectClass: zarafaAddresslist", "cn: Everybody", "zarafaAccount: 1", "zarafaFilter: (&(objectClass=user)(zarafaAccount=1))", "zarafaBase: " + BASE);
    server.add("dn: CN=Admins,CN=Lists," + BASE, "objectClass: top", "objectClass: zarafaDynamicGroup", "cn: Admins", "zarafaFilter: (zarafaAdmin=1)");
    server.add("dn: CN=MAIL1,CN=Computers," + BASE, "objectClass: top", "objectClass: computer", "cn: MAIL1", "zarafaHostAddress: 10.0.0.1", "zarafaHttpPort: 236", "zarafaFilePath: /var/run/zarafa");
  }

  @Test
  void isSurveyedAndMovedAndTakenBack() throws Exception {
    people(220);
    server.modify("dn: CN=User 7,CN=Users," + BASE, "changetype: modify", "add: kopanoAliases", "kopanoAliases: a7@CORP.example"); // the same to this server, which compares without case
    SortedMap<String, String> before = found();
    LdapSurvey survey = LdapSurvey.of(estate.view().directory());
    assertEquals(223, survey.toMove());
    assertEquals(List.of(), survey.missing());
    assertEquals(Optional.empty(), survey.limit());
    assertEquals(2, survey.structural().size());
    assertEquals(1L, survey.attributes().get("zarafaHostAddress"));
    ServerSurvey settings = ServerSurvey.of(estate.view().directory());
    assertFalse(settings.open());
    assertTrue(settings.limits().toString().contains("MaxPageSize=" + PAGE), settings.limits().toString());
    List<String> left = new ArrayList<>();

    List<Change> changes = estate.apply(DirectorySteps.transplant(Policy.DEFAULT), left);

    assertEquals(List.of(), left);
    DirectorySteps.transplant(Policy.DEFAULT).verify(estate.view());
    assertEquals(List.of(), estate.preview(DirectorySteps.transplant(Policy.DEFAULT)));
    Entry seven = estate.view().directory().entry("CN=User 7,CN=Users," + BASE).orElseThrow();
    assertEquals(1, seven.getAttributeValues("kopanoAliases").length, seven::toLDIFString);
    Entry list = estate.view().directory().entry("CN=Everybody,CN=Lists," + BASE).orElseThrow();
    assertTrue(list.hasObjectClass("kopanoAddresslist") && list.getAttributeValue("kopanoFilter").equals("(&(objectClass=user)(kopanoAccount=1))"), list::toLDIFString);
    assertTrue(estate.view().directory().entry("CN=Admins,CN=Lists," + BASE).orElseThrow().hasObjectClass("kopanoDynamicGroup"));
    assertEquals("10.0.0.1", estate.view().directory().entry("CN=MAIL1,CN=Computers," + BASE).orElseThrow().getAttributeValue("kopanoHostAddress"));
    found().values().forEach(each -> assertFalse(each.contains("zarafaA") || each.contains("zarafaH"), each));
    assertEquals(List.of(), estate.undo(changes));
    assertEquals(before, found());
  }

  @Test
  void isRefusedWithWordsOfItsOwnWhereItsSchemaIsMissing() throws Exception {
    stop();
    start(false);
    people(3);

    List<String> missing = LdapSurvey.of(estate.view().directory()).missing();
    assertTrue(missing.containsAll(List.of("kopanoAddresslist", "kopanoDynamicGroup", "kopanoHostAddress")), missing.toString());
    assertTrue(missing.stream().noneMatch(each -> each.contains("-")), missing.toString());
    TrekException schema = assertThrows(TrekException.class, () -> estate.preview(DirectorySteps.installSchema()));
    assertTrue(schema.next().contains("Kopano's extension for Active Directory"), schema.getMessage());
    assertThrows(TrekException.class, () -> estate.preview(DirectorySteps.transplant(Policy.DEFAULT)));
    TrekException indexes = assertThrows(TrekException.class, () -> estate.preview(DirectorySteps.indexes()));
    assertTrue(indexes.next().contains("searchFlags"), indexes.getMessage());
    TrekException fast = assertThrows(TrekException.class, () -> estate.preview(DirectorySteps.transplant(Transplant.of(Policy.DEFAULT).quickly())));
    assertTrue(fast.next().contains("leave out --fast"), fast.getMessage());
  }

  @Test
  void setsTheTypesOfSharedStores() throws Exception {
    people(2);
    for (String each : List.of("Blue room", "Beamer")) {
      server.add("dn: CN=" + each + ",CN=Users," + BASE, "objectClass: top", "objectClass: user", "cn: " + each, "sAMAccountName: " + each.split(" ")[0].toLowerCase(Locale.ROOT), "zarafaAccount: 1", "zarafaSharedStoreOnly: 1");
    }
    assertEquals(2, SharedStores.untyped(estate.view().directory()).size());

    estate.apply(DirectorySteps.resources("room", List.of("blue")), new ArrayList<>());
    estate.apply(DirectorySteps.transplant(Policy.DEFAULT), new ArrayList<>());
    List<Change> typed = estate.apply(DirectorySteps.resources("equipment", List.of("CN=Beamer,CN=Users," + BASE)), new ArrayList<>());

    assertEquals("room", estate.view().directory().entry("CN=Blue room,CN=Users," + BASE).orElseThrow().getAttributeValue("kopanoResourceType"));
    assertEquals("equipment", estate.view().directory().entry("CN=Beamer,CN=Users," + BASE).orElseThrow().getAttributeValue("kopanoResourceType"));
    assertEquals(List.of(), SharedStores.untyped(estate.view().directory()));
    assertEquals(List.of(), estate.preview(DirectorySteps.resources("equipment", List.of("beamer"))));
    assertEquals(List.of(), estate.undo(typed));
    assertEquals(List.of("CN=Beamer,CN=Users," + BASE), SharedStores.untyped(estate.view().directory()));
    assertEquals(TrekException.Kind.USAGE, assertThrows(TrekException.class, () -> estate.preview(DirectorySteps.resources("room", List.of("u1")))).kind());
  }

  private SortedMap<String, String> found() throws Exception {
    List<Entry> entries = new ArrayList<>();
    estate.view().directory().search(BASE, SearchScope.SUBORDINATE_SUBTREE, Filter.createPresenceFilter("objectClass"), entries::add, "*");
    return Expected.found(entries);
  }
}
