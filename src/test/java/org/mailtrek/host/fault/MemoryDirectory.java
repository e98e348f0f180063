package org.mailtrek.host.fault;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModifyDNRequest;
import com.unboundid.ldap.sdk.RootDSE;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/** UnboundID's server in memory behind the port, without a network between, copied by snapshot. */
public final class MemoryDirectory implements DirectoryServer, DirectoryView {

  private final InMemoryDirectoryServer server;
  private final String base;
  private final Optional<Schema> published;
  private final boolean keepsClasses;

  private MemoryDirectory(InMemoryDirectoryServer server, String base, Optional<Schema> published, boolean keepsClasses) {
    this.server = server;
    this.base = base;
    this.published = published;
    this.keepsClasses = keepsClasses;
  }

  /** Returns this directory as one that exchanges no class of an address list, relaxed rules or not. */
  public MemoryDirectory keepingClasses() {
    return new MemoryDirectory(server, base, published, true);
  }

  /** Returns this directory with a schema that it publishes and does not enforce. */
  public MemoryDirectory publishing(Schema schema) {
    return new MemoryDirectory(server, base, Optional.of(schema), keepsClasses);
  }

  /** Returns a directory without a schema whose only entry is its base. */
  public static MemoryDirectory of(String base, String... more) {
    try {
      List<String> bases = new ArrayList<>(List.of(base));
      bases.addAll(Arrays.asList(more));
      InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(bases.toArray(String[]::new));
      config.setSchema(null);
      config.setMaxConnections(8);
      config.setGenerateOperationalAttributes(false);
      MemoryDirectory made = new MemoryDirectory(new InMemoryDirectoryServer(config), base, Optional.empty(), false);
      for (String each : bases) {
        made.server.add(new Entry(each, new Attribute("objectClass", "top")));
      }
      return made;
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a directory that holds the entries of LDIF, parents first, the first of them its base. */
  public static MemoryDirectory reading(String base, byte[] ldif) {
    MemoryDirectory made = of(base);
    try (LDIFReader reader = new LDIFReader(new ByteArrayInputStream(ldif))) {
      made.server.delete(base);
      for (Entry each = reader.readEntry(); each != null; each = reader.readEntry()) {
        made.server.add(each);
      }
      return made;
    } catch (LDAPException | LDIFException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a copy that lives on its own. */
  public MemoryDirectory copy() {
    try {
      InMemoryDirectoryServer twin = new InMemoryDirectoryServer(server.getConfig());
      twin.restoreSnapshot(server.createSnapshot());
      return new MemoryDirectory(twin, base, published, keepsClasses);
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a line for every entry, by DN, with sorted values. */
  public SortedMap<String, String> dump() {
    SortedMap<String, String> lines = new TreeMap<>();
    try {
      for (var each : server.getConfig().getBaseDNs()) {
        for (SearchResultEntry entry : server.search(each.toString(), SearchScope.SUB, "(objectClass=*)").getSearchEntries()) {
          SortedMap<String, List<String>> values = new TreeMap<>();
          entry.getAttributes().forEach(attribute -> values.put(attribute.getName(), Arrays.stream(attribute.getValues()).sorted().toList()));
          lines.put("entry " + entry.getDN(), values.toString());
        }
      }
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
    return lines;
  }

  /** Makes one operation. */
  private interface Call {
    void make() throws LDAPException;
  }

  private static Answer answer(Call call) {
    try {
      call.make();
      return Answer.OK;
    } catch (LDAPException e) {
      return new Answer(e.getResultCode().intValue(), e.getMessage());
    }
  }

  @Override
  public DirectoryView view() {
    return this;
  }

  @Override
  public Answer modify(String dn, List<Modification> modifications, boolean relaxed) {
    boolean exchanges = keepsClasses && modifications.stream().filter(each -> each.getAttributeName().equalsIgnoreCase("objectClass"))
        .flatMap(each -> Arrays.stream(each.getValues())).anyMatch(each -> each.endsWith("-addresslist"));
    return exchanges ? new Answer(69, "structural object class modification not allowed") : answer(() -> server.modify(dn, modifications));
  }

  @Override
  public Answer add(Entry entry, boolean relaxed) {
    return answer(() -> server.add(entry));
  }

  @Override
  public Answer delete(String dn) {
    return answer(() -> server.delete(new DeleteRequest(dn)));
  }

  @Override
  public Answer rename(String dn, String newRdn, boolean deleteOldRdn) {
    return answer(() -> server.modifyDN(new ModifyDNRequest(dn, newRdn, deleteOldRdn)));
  }

  @Override
  public String url() {
    return "ldap://memory";
  }

  @Override
  public String base() {
    return base;
  }

  @Override
  public Schema schema() throws TrekException {
    try {
      return published.isPresent() ? withConfigured(published.get()) : Schema.getDefaultStandardSchema();
    } catch (LDAPException e) {
      throw failed(e);
    }
  }

  /** As slapd does: what stands below {@code cn=schema,cn=config} is published too. */
  private Schema withConfigured(Schema schema) throws LDAPException {
    if (server.getEntry("cn=schema,cn=config") == null) {
      return schema;
    }
    Entry all = schema.getSchemaEntry().duplicate();
    for (Entry each : server.search("cn=schema,cn=config", SearchScope.SUB, "(objectClass=olcSchemaConfig)").getSearchEntries()) {
      configured(each, "olcAttributeTypes", all, "attributeTypes");
      configured(each, "olcObjectClasses", all, "objectClasses");
    }
    return new Schema(all);
  }

  private static void configured(Entry from, String attribute, Entry all, String published) {
    if (from.hasAttribute(attribute)) {
      for (String each : from.getAttributeValues(attribute)) {
        all.addAttribute(published, each.replaceFirst("^\\{-?[0-9]+\\}", ""));
      }
    }
  }

  @Override
  public Entry rootEntry() throws TrekException {
    try {
      RootDSE root = server.getRootDSE();
      return root;
    } catch (LDAPException e) {
      throw failed(e);
    }
  }

  @Override
  public Optional<Entry> entry(String dn, String... operational) throws TrekException {
    try {
      List<String> wanted = new ArrayList<>(List.of("*"));
      wanted.addAll(Arrays.asList(operational));
      return Optional.ofNullable(server.getEntry(dn, wanted.toArray(String[]::new)));
    } catch (LDAPException e) {
      throw failed(e);
    }
  }

  @Override
  public void search(String from, SearchScope scope, Filter filter, Sink sink, String... attributes) throws TrekException {
    try {
      for (SearchResultEntry entry : server.search(from, scope, filter, attributes).getSearchEntries()) {
        sink.accept(entry);
      }
    } catch (LDAPException e) {
      throw failed(e);
    }
  }

  private static TrekException failed(LDAPException e) {
    return TrekException.at("ldap://memory").found(e.getMessage()).because(e).next("check the test");
  }

  @Override
  public void close() {}
}
