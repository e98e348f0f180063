package org.mailtrek.macro;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/** The directory: {@code directory.search("(mail=*)")}, {@code directory.entry(dn)}. Only reads. */
public final class Directory {

  private final Recorder world;

  Directory(Recorder world) {
    this.world = world;
  }

  private DirectoryView view() throws TrekException {
    return world.view().directory();
  }

  /** Returns where it is. */
  public String getUrl() throws TrekException {
    return view().url();
  }

  /** Returns the name that all entries lie below. */
  public String getBase() throws TrekException {
    return view().base();
  }

  /** Returns the entries that a filter matches, in memory; with all attributes, or these. */
  public List<DirectoryEntry> search(String filter, String... attributes) throws TrekException {
    return below(getBase(), filter, attributes);
  }

  /** Returns the entries at and below a name that a filter matches. */
  public List<DirectoryEntry> below(String base, String filter, String... attributes) throws TrekException {
    List<DirectoryEntry> found = new ArrayList<>();
    view().search(base, SearchScope.SUB, parse(filter), entry -> found.add(new DirectoryEntry(entry)), attributes);
    return found;
  }

  private static Filter parse(String filter) throws TrekException {
    try {
      return Filter.create(filter);
    } catch (LDAPException e) {
      throw TrekException.at(filter).kind(TrekException.Kind.USAGE).found("is no filter: " + e.getMessage()).because(e).next("(objectClass=zarafa-user)");
    }
  }

  /** Returns text as it may stand within a filter. */
  public String quoted(String value) {
    return Filter.encodeValue(value);
  }

  /**
   * Returns an entry.
   *
   * @throws TrekException when there is none
   */
  public DirectoryEntry entry(String dn) throws TrekException {
    Optional<Entry> found = view().entry(dn);
    return new DirectoryEntry(found.orElseThrow(() -> TrekException.at(dn).found("there is no such entry").next("ldap search")));
  }

  /** Returns whether there is an entry of that name. */
  public boolean exists(String dn) throws TrekException {
    return view().entry(dn).isPresent();
  }

  /** Returns the one entry that a filter matches; empty, which Groovy takes for false, when there is none. */
  public List<DirectoryEntry> one(String filter) throws TrekException {
    List<DirectoryEntry> found = search(filter);
    if (found.size() > 1) {
      throw TrekException.at(filter).kind(TrekException.Kind.REFUSED).found("matches " + found.size() + " entries, not one").next("a narrower filter");
    }
    return found;
  }

  /**
   * A value that names an entry.
   *
   * @param dn the entry that has it
   * @param attribute its attribute
   * @param value the value
   */
  public record Reference(String dn, String attribute, String value) {}

  /** Returns the values of all entries that name an entry, or one below it, in any of these attributes; in all that hold names when none is given. */
  public List<Reference> references(String dn, String... attributes) throws TrekException {
    DN top = Recorder.name(dn);
    List<Reference> found = new ArrayList<>();
    for (DirectoryEntry each : search("(objectClass=*)", attributes)) {
      for (Attribute attribute : each.read().getAttributes()) {
        for (String value : attribute.getValues()) {
          if (value.indexOf('=') > 0 && DN.isValidDN(value) && names(top, value)) {
            found.add(new Reference(each.getDn(), attribute.getName(), value));
          }
        }
      }
    }
    return found;
  }

  /** Returns the name that an entry has after another was renamed: another one only where it is that entry or lies below it. */
  public String moved(String dn, String from, String to) throws TrekException {
    DN name = Recorder.name(dn);
    DN top = Recorder.name(from);
    if (!name.equals(top) && !name.isDescendantOf(top, false)) {
      return dn;
    }
    List<RDN> kept = new ArrayList<>(List.of(name.getRDNs()).subList(0, name.getRDNs().length - top.getRDNs().length));
    kept.addAll(List.of(Recorder.name(to).getRDNs()));
    return new DN(kept).toString();
  }

  private static boolean names(DN top, String value) throws TrekException {
    DN name = Recorder.name(value);
    return name.equals(top) || name.isDescendantOf(top, false);
  }
}
