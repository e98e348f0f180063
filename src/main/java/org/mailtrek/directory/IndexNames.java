package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
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
final class IndexNames extends IndexStep {

  private static final String SETTING = "olcDbIndex";

  IndexNames(boolean removing) {
    super(removing);
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
          .next("declare it in estate.yaml (directory: config: { dn: cn=config, .. } or { file: /etc/ldap/slapd.conf }); or write '" + WantedIndexes.LINE + "' into slapd.conf, and slapindex");
    }
    List<String> there = ValueChange.values(database.get(), SETTING).stream().map(each -> new String(each.array(), StandardCharsets.UTF_8)).toList();
    WantedIndexes wanted = new WantedIndexes(there, names, name -> schema.getAttributeType(name) != null);
    List<Bytes> gone = gone(wanted).stream().map(Bytes::of).toList();
    List<Bytes> come = come(wanted).stream().map(Bytes::of).toList();
    tellMixed(wanted, preview);
    if (!gone.isEmpty() || !come.isEmpty()) {
      preview.change(Entries.of(List.of(new ModifyEntry(database.get().getDN(), List.of(new ValueChange(SETTING, gone, come))))));
    }
  }
}
