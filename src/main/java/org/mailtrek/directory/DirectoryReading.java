package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/** Reads from a directory exactly what a transplant must see: entries that use one of the two schemas, with those attributes only. */
final class DirectoryReading {

  private final DirectoryView directory;
  private final Schema schema;
  private final SchemaMap names;

  private DirectoryReading(DirectoryView directory, Schema schema, SchemaMap names) {
    this.directory = directory;
    this.schema = schema;
    this.names = names;
  }

  static DirectoryReading of(DirectoryView directory) throws TrekException {
    Schema schema = directory.schema();
    return new DirectoryReading(directory, schema, SchemaMap.standard().forServer(schema));
  }

  SchemaMap names() {
    return names;
  }

  Schema schema() {
    return schema;
  }

  /** Returns whether the name of an entry uses an attribute that moves. */
  boolean renames() throws TrekException {
    DnRewrite rewrite = new DnRewrite(names);
    boolean[] found = new boolean[1];
    directory.search(directory.base(), SearchScope.SUB, filter(false, Names.OLD), entry -> found[0] |= rewrite.rewrite(entry.getDN()).isPresent(), "1.1");
    return found[0];
  }

  /** Hands over the entries that are named in a group that the server has noted in them, if it does so by itself. */
  void members(DirectoryView.Sink sink) throws TrekException {
    if (References.keepsMemberships(schema)) {
      directory.search(directory.base(), SearchScope.SUB, Filter.createPresenceFilter("memberOf"), sink, "memberOf");
    }
  }

  /** Hands over the entries that use an old name, or hold filters under a new one; with {@code references} also those that name others. */
  void entries(boolean references, DirectoryView.Sink sink) throws TrekException {
    directory.search(directory.base(), SearchScope.SUB, filter(references, Names.OLD), sink, attributes(references));
  }

  /** Hands over the entries that use an old or a new name. */
  void bothSchemas(DirectoryView.Sink sink) throws TrekException {
    directory.search(directory.base(), SearchScope.SUB, filter(false, Names.BOTH), sink, attributes(false));
  }

  /** Hands over the entries that use any name of the old name space, moved or not, or hold filters under a new one. */
  void leftovers(DirectoryView.Sink sink) throws TrekException {
    directory.search(directory.base(), SearchScope.SUB, filter(false, Names.LEFT), sink, attributes(false));
  }

  /** Which entries are looked for. */
  private enum Names {
    /** Those that use an old name that moves. */
    OLD,
    /** Those that use any name of the old name space. */
    LEFT,
    /** Those that use a name of either. */
    BOTH
  }

  private String[] attributes(boolean references) {
    Set<String> wanted = new LinkedHashSet<>(List.of("objectClass"));
    names.attributes().forEach(each -> wanted.addAll(List.of(each.oldName(), each.newName())));
    for (var type : schema.getAttributeTypes()) {
      for (String name : type.getNames()) {
        if (SchemaMap.old(name)) {
          wanted.add(name);
        }
      }
    }
    if (references) {
      wanted.addAll(knownReferences());
    }
    return wanted.toArray(String[]::new);
  }

  /** Returns the attributes of the old name space that do not move: they are looked for too when it is asked what is left. */
  private List<String> foreign() {
    return schema.getAttributeTypes().stream().flatMap(type -> Stream.of(type.getNames())).filter(name -> SchemaMap.old(name) && names.attribute(name).isEmpty()).toList();
  }

  private List<String> knownReferences() {
    return names.references().stream().filter(each -> schema.getAttributeType(each) != null).toList();
  }

  /** Returns the classes of the old name space that do not move. */
  private List<String> foreignClasses() {
    return schema.getObjectClasses().stream().flatMap(type -> Stream.of(type.getNames())).filter(name -> SchemaMap.old(name) && names.objectClass(name).isEmpty()).toList();
  }

  private Filter filter(boolean references, Names which) {
    boolean both = which == Names.BOTH;
    List<Filter> any = new ArrayList<>();
    for (MovedClass each : names.classes()) {
      any.add(Filter.createEqualityFilter("objectClass", each.oldName()));
      if (both) {
        any.add(Filter.createEqualityFilter("objectClass", each.newName()));
      }
    }
    if (which != Names.OLD) {
      foreign().forEach(each -> any.add(Filter.createPresenceFilter(each)));
      foreignClasses().forEach(each -> any.add(Filter.createEqualityFilter("objectClass", each)));
    }
    for (MovedAttribute each : names.attributes()) {
      any.add(Filter.createPresenceFilter(each.oldName()));
      if (both || each.filter()) {
        any.add(Filter.createPresenceFilter(each.newName()));
      }
    }
    if (references) {
      knownReferences().forEach(each -> any.add(Filter.createPresenceFilter(each)));
    }
    return Filter.createORFilter(any);
  }
}
