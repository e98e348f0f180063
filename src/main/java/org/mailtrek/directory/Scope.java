package org.mailtrek.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.Optional;
import org.mailtrek.host.DirectoryLayer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * The part of a directory that a transplant is about.
 *
 * @param base the entry at and below which it works; empty for the estate's base
 * @param filter which entries; empty for all
 */
public record Scope(Optional<String> base, Optional<Filter> filter) {

  /** All of it. */
  public static final Scope WHOLE = new Scope(Optional.empty(), Optional.empty());

  /**
   * Reads a scope as it was typed.
   *
   * @param base a name, or blank
   * @param filter a filter (RFC 4515), or blank
   * @throws TrekException of kind USAGE when one of them is malformed
   */
  public static Scope of(String base, String filter) throws TrekException {
    try {
      Optional<Filter> parsed = filter.isBlank() ? Optional.empty() : Optional.of(Filter.create(filter));
      return new Scope(base.isBlank() ? Optional.empty() : Optional.of(new DN(base).toString()), parsed);
    } catch (LDAPException e) {
      throw TrekException.at("scope").kind(TrekException.Kind.USAGE).found(e.getMessage()).because(e).next("such as --base ou=people,dc=example,dc=com, --filter '(zarafaAccount=1)'");
    }
  }

  boolean whole() {
    return base.isEmpty() && filter.isEmpty();
  }

  /**
   * Returns a directory as one sees it who sees only this part.
   *
   * @throws TrekException of kind USAGE when the base does not lie in the directory
   */
  DirectoryView over(DirectoryView directory) throws TrekException {
    if (whole()) {
      return directory;
    }
    String top = base.orElse(directory.base());
    try {
      if (DN.isDescendantOf(top, directory.base(), true) && directory.entry(top).isPresent()) {
        return new Part(directory, top, filter);
      }
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
    throw TrekException.at(directory.url()).kind(TrekException.Kind.USAGE).found("has no " + top + " at or below " + directory.base()).next("correct --base");
  }

  /** Shows a part. */
  private record Part(DirectoryView below, String base, Optional<Filter> filter) implements DirectoryLayer {

    @Override
    public void search(String from, SearchScope scope, Filter wanted, Sink sink, String... attributes) throws TrekException {
      below.search(from, scope, filter.isPresent() ? Filter.createANDFilter(filter.get(), wanted) : wanted, sink, attributes);
    }
  }
}
