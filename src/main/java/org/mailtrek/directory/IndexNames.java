package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Bytes;
import org.mailtrek.engine.change.Entries;
import org.mailtrek.engine.change.ModifyEntry;
import org.mailtrek.engine.change.ValueChange;
import org.mailtrek.estate.View;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * Gives a running slapd, through its own configuration, the indexes that the new names need: those that the old names have, and those that the new
 * server's searches want. slapd builds them in the background, and answers rightly meanwhile. Or removes those of the old names.
 */
final class IndexNames implements Step {

  private static final String SETTING = "olcDbIndex";
  private static final List<String> WANTED = List.of("objectClass", "uid", "cn", "mail", "uidNumber", "gidNumber", "memberUid", "ou", "kopanoAccount", "kopanoAliases",
      "kopanoUserServer", "kopanoSendAsPrivilege");

  private final boolean removing;

  IndexNames(boolean removing) {
    this.removing = removing;
  }

  @Override
  public String id() {
    return removing ? "remove-old-indexes" : "index-new-names";
  }

  @Override
  public String title() {
    return removing ? "Remove the indexes of the old names" : "Index the new names in the directory";
  }

  @Override
  public Set<String> procedures() {
    return Set.of("Z18");
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    DirectoryView directory = view.directory();
    Schema schema = directory.schema();
    SchemaMap names = SchemaMap.standard().forServer(schema);
    Optional<Entry> database = SlapdDatabase.of(directory);
    if (database.isEmpty() && ActiveDirectory.is(directory)) {
      throw TrekException.at(directory.url()).kind(TrekException.Kind.REFUSED).found("Active Directory has its indexes in its schema, where nobody but a schema administrator may set them")
          .next("Kopano's extension sets them (bit 1 of searchFlags); there is nothing to do here");
    }
    if (database.isEmpty()) {
      throw TrekException.at(directory.url()).kind(TrekException.Kind.REFUSED).found("its own configuration can't be reached")
          .next("declare it in estate.yaml (directory: config: { dn: cn=config, .. }); or write 'index " + String.join(",", WANTED) + " eq' into slapd.conf, and slapindex");
    }
    List<Index> there = Index.of(database.get());
    List<Bytes> gone = new ArrayList<>();
    List<Bytes> come = new ArrayList<>();
    if (removing) {
      there.stream().filter(each -> each.attributes().stream().allMatch(name -> names.attribute(name).isPresent())).forEach(each -> gone.add(Bytes.of(each.text())));
      there.stream().filter(each -> mixed(each, names)).forEach(each -> preview.note("'" + each.text() + "' indexes other attributes too, and stays"));
    } else {
      missing(there, names, schema).forEach(each -> come.add(Bytes.of(each)));
    }
    if (!gone.isEmpty() || !come.isEmpty()) {
      preview.change(Entries.of(List.of(new ModifyEntry(database.get().getDN(), List.of(new ValueChange(SETTING, gone, come))))));
    }
  }

  private static boolean mixed(Index index, SchemaMap names) {
    return index.attributes().stream().anyMatch(name -> names.attribute(name).isPresent()) && index.attributes().stream().anyMatch(name -> names.attribute(name).isEmpty());
  }

  /** Returns the settings to add: the kinds of the old name, else an equality index. */
  private static List<String> missing(List<Index> there, SchemaMap names, Schema schema) {
    Set<String> indexed = new LinkedHashSet<>();
    there.forEach(each -> each.attributes().forEach(name -> indexed.add(name.toLowerCase(Locale.ROOT))));
    List<String> missing = new ArrayList<>();
    for (Index each : there) {
      for (String name : each.attributes()) {
        Optional<String> renamed = names.attribute(name).map(MovedAttribute::newName).filter(known -> schema.getAttributeType(known) != null);
        if (renamed.isPresent() && indexed.add(renamed.get().toLowerCase(Locale.ROOT))) {
          missing.add(renamed.get() + (each.kinds().isEmpty() ? "" : " " + each.kinds()));
        }
      }
    }
    for (String name : WANTED) {
      if (schema.getAttributeType(name) != null && indexed.add(name.toLowerCase(Locale.ROOT))) {
        missing.add(name + " eq");
      }
    }
    return missing;
  }

  /**
   * A setting such as {@code zarafaAliases,mail eq,sub} (slapd-mdb(5)).
   *
   * @param text all of it
   * @param attributes which are indexed
   * @param kinds how; empty for the server's default
   */
  private record Index(String text, List<String> attributes, String kinds) {

    static List<Index> of(Entry database) {
      List<Index> all = new ArrayList<>();
      for (Bytes each : ValueChange.values(database, SETTING)) {
        String text = new String(each.array(), java.nio.charset.StandardCharsets.UTF_8);
        String[] parts = text.strip().split("\\s+", 2);
        all.add(new Index(text, List.of(parts[0].split(",")), parts.length < 2 ? "" : parts[1]));
      }
      return all;
    }
  }
}
