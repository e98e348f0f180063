package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldif.LDIFAddChangeRecord;
import com.unboundid.ldif.LDIFChangeRecord;
import com.unboundid.ldif.LDIFDeleteChangeRecord;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import com.unboundid.ldif.LDIFReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.DeleteEntry;
import org.mailtrek.engine.change.EntryChange;
import org.mailtrek.estate.View;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * Brings LDIF into the directory. A plain entry is added; where it is there already, the attributes that the LDIF gives it become what the LDIF says, and all
 * others stay. Change records add, modify and delete; renaming is {@code ldap transplant}'s business, or the server's own tools'.
 */
final class ImportEntries implements Step {

  private final String name;
  private final DirectorySteps.Ldif source;
  private final List<Guard> guards;

  ImportEntries(String name, DirectorySteps.Ldif source, List<Guard> guards) {
    this.name = name;
    this.source = source;
    this.guards = List.copyOf(guards);
  }

  @Override
  public String id() {
    return "import-entries";
  }

  @Override
  public String title() {
    return "Import " + name + " into the directory";
  }

  @Override
  public boolean bulk() {
    return true;
  }

  @Override
  public List<Guard> guards() {
    return guards;
  }

  /** Takes records. */
  private interface Taker {
    boolean take(LDIFChangeRecord record) throws TrekException, LDAPException;
  }

  /** Reads records until one is not wanted; returns whether all were. */
  private boolean read(Taker taker) throws TrekException {
    try (LDIFReader ldif = new LDIFReader(source.open())) {
      for (LDIFChangeRecord record = ldif.readChangeRecord(true); record != null; record = ldif.readChangeRecord(true)) {
        if (!taker.take(record)) {
          return false;
        }
      }
      return true;
    } catch (IOException | LDIFException | LDAPException e) {
      throw refused("is no LDIF: " + e.getMessage(), "check the file", e);
    }
  }

  /** Returns whether no entry that is there would change. */
  boolean onlyAdds(DirectoryView directory) throws TrekException {
    return read(record -> record instanceof LDIFAddChangeRecord && directory.entry(record.getDN()).isEmpty());
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    DirectoryView directory = view.directory();
    EntryDifference difference = new EntryDifference(directory.schema());
    NameSet seen = new NameSet();
    try (EntryBatch batch = new EntryBatch()) {
      read(
          record -> {
            if (!seen.add(record.getParsedDN())) {
              throw refused(record.getDN() + " is there twice", "give each entry one record, or import them one file after the other");
            }
            Optional<EntryChange> change = change(directory, difference, record);
            if (change.isPresent()) {
              batch.take(change.get());
            }
            return true;
          });
      batch.give(preview);
    }
  }

  private Optional<EntryChange> change(DirectoryView directory, EntryDifference difference, LDIFChangeRecord record) throws TrekException, LDAPException {
    Optional<Entry> now = directory.entry(record.getDN());
    if (record instanceof LDIFAddChangeRecord add) {
      return difference.to(add.getEntryToAdd(), now, false);
    }
    if (record instanceof LDIFDeleteChangeRecord) {
      return now.map(DeleteEntry::new);
    }
    if (record instanceof LDIFModifyChangeRecord modify) {
      if (Stream.of(modify.getModifications()).anyMatch(each -> each.getModificationType() == ModificationType.INCREMENT)) {
        throw refused("increments a value of " + record.getDN() + ": done twice it gives another value, so that it can't be resumed", "write 'replace:' with the value that it shall have");
      }
      Entry there = now.orElseThrow(() -> refused("modifies " + record.getDN() + ", which is not there", "check the name"));
      Entry wanted = Entry.applyModifications(there, true, modify.getModifications());
      return difference.to(withEmptied(wanted, there, List.of(modify.getModifications())), now, true);
    }
    throw refused("renames " + record.getDN() + ": only adding, modifying and deleting is imported", "rename it with the server's own tools");
  }

  /** Leaves attributes that no modification names exactly as they are, whatever the library made of them. */
  private static Entry withEmptied(Entry wanted, Entry there, List<Modification> modifications) {
    Entry result = there.duplicate();
    for (Modification each : modifications) {
      if (wanted.hasAttribute(each.getAttributeName())) {
        result.setAttribute(wanted.getAttribute(each.getAttributeName()));
      } else {
        result.removeAttribute(each.getAttributeName());
      }
    }
    return result;
  }

  private TrekException refused(String what, String next) {
    return TrekException.at(name).kind(TrekException.Kind.REFUSED).found(what).next(next);
  }

  private TrekException refused(String what, String next, Exception why) {
    return TrekException.at(name).kind(TrekException.Kind.REFUSED).found(what).because(why).next(next);
  }
}
