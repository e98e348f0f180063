package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.SchemaChange;
import org.mailtrek.estate.View;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * Gives a running slapd the new schema through its own configuration, where it is missing. Without a way to that configuration it refuses and
 * says what to do by hand; a schema that is there in part is never touched.
 */
final class InstallSchema implements Step {

  private static final String ABOVE = "cn=schema,cn=config";

  @Override
  public String id() {
    return "install-schema";
  }

  @Override
  public String title() {
    return "Give the directory's server the new schema";
  }

  @Override
  public Set<String> procedures() {
    return Set.of("K11", "Z13");
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    DirectoryView directory = view.directory();
    Schema schema = directory.schema();
    SchemaMap names = SchemaMap.standard();
    List<String> missing = names.forServer(schema).missing(schema);
    if (missing.isEmpty()) {
      return;
    }
    if (ActiveDirectory.is(directory)) {
      throw refused(directory, "Active Directory does not know the new schema, " + missing.size() + " names such as " + missing.get(0),
          "install Kopano's extension for Active Directory on the schema master, which brings it, and wait until all controllers have it");
    }
    if (names.attributes().stream().anyMatch(each -> schema.getAttributeType(each.newName()) != null)) {
      throw refused(directory, "the server has a part of the new schema, but not " + String.join(", ", missing),
          "replace that schema by the one that came with the new release, on every replica, then plan again");
    }
    if (!open(directory)) {
      throw refused(directory, "the server does not know the new schema, and its own configuration can't be reached",
          "declare it in estate.yaml (directory: config: { dn: cn=config, bind-dn: .., password: .. }), or load kopano.schema by hand; on every replica");
    }
    Optional<SchemaChange> change = SchemaChange.of(view, schema());
    if (change.isPresent()) {
      preview.note("every replica must have the new schema before the first new value is written: one that lacks it can break its database");
      preview.change(change.get());
    }
  }

  private static boolean open(DirectoryView directory) throws TrekException {
    try {
      return directory.entry(ABOVE).isPresent();
    } catch (TrekException e) {
      if (e.kind() == TrekException.Kind.UNREACHABLE) {
        throw e;
      }
      return false;
    }
  }

  private static TrekException refused(DirectoryView directory, String found, String next) {
    return TrekException.at(directory.url()).kind(TrekException.Kind.REFUSED).found(found).next(next);
  }

  /** Returns the new schema as an entry of a server's configuration. */
  static Entry schema() {
    try (InputStream in = InstallSchema.class.getResourceAsStream("kopano-schema.ldif");
        LDIFReader reader = new LDIFReader(in)) {
      return reader.readEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (LDIFException e) {
      throw new IllegalStateException(e);
    }
  }
}
