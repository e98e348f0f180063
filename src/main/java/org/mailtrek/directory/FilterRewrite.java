package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Gives a search filter the new names of attributes and object classes. The filter is parsed; what merely looks like a name, in an asserted
 * value say, stays. Immutable.
 */
public final class FilterRewrite {

  private final SchemaMap names;

  /** Makes a rewrite by these names. */
  public FilterRewrite(SchemaMap names) {
    this.names = names;
  }

  /**
   * Returns the filter with its new names; empty when it names nothing that moves, and its text shall stay.
   *
   * @throws LDAPException when the text is no filter (RFC 4515)
   */
  public Optional<String> rewrite(String text) throws LDAPException {
    Filter before = Filter.create(text.strip());
    Filter after = rewrite(before);
    return after.equals(before) ? Optional.empty() : Optional.of(after.toString());
  }

  /** Returns the filter with its new names. */
  public Filter rewrite(Filter filter) {
    return switch (filter.getFilterType()) {
      case Filter.FILTER_TYPE_AND -> Filter.createANDFilter(all(filter.getComponents()));
      case Filter.FILTER_TYPE_OR -> Filter.createORFilter(all(filter.getComponents()));
      case Filter.FILTER_TYPE_NOT -> Filter.createNOTFilter(rewrite(filter.getNOTComponent()));
      case Filter.FILTER_TYPE_PRESENCE -> Filter.createPresenceFilter(name(filter));
      case Filter.FILTER_TYPE_EQUALITY -> Filter.createEqualityFilter(name(filter), value(filter));
      case Filter.FILTER_TYPE_APPROXIMATE_MATCH -> Filter.createApproximateMatchFilter(name(filter), value(filter));
      case Filter.FILTER_TYPE_GREATER_OR_EQUAL -> Filter.createGreaterOrEqualFilter(name(filter), filter.getAssertionValueBytes());
      case Filter.FILTER_TYPE_LESS_OR_EQUAL -> Filter.createLessOrEqualFilter(name(filter), filter.getAssertionValueBytes());
      case Filter.FILTER_TYPE_SUBSTRING -> Filter.createSubstringFilter(
          name(filter), filter.getSubInitialBytes(), filter.getSubAnyBytes(), filter.getSubFinalBytes());
      case Filter.FILTER_TYPE_EXTENSIBLE_MATCH -> Filter.createExtensibleMatchFilter(
          filter.getAttributeName() == null ? null : name(filter), filter.getMatchingRuleID(), filter.getDNAttributes(), value(filter));
      default -> filter;
    };
  }

  private List<Filter> all(Filter[] filters) {
    List<Filter> rewritten = new ArrayList<>(filters.length);
    for (Filter each : filters) {
      rewritten.add(rewrite(each));
    }
    return rewritten;
  }

  private String name(Filter filter) {
    return names.newDescription(filter.getAttributeName()).orElse(filter.getAttributeName());
  }

  private byte[] value(Filter filter) {
    String attribute = String.valueOf(filter.getAttributeName()).toLowerCase(Locale.ROOT);
    if (!attribute.equals("objectclass") && !attribute.equals("structuralobjectclass")) {
      return filter.getAssertionValueBytes();
    }
    return names.objectClass(filter.getAssertionValue())
        .map(moved -> moved.newName().getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .orElse(filter.getAssertionValueBytes());
  }
}
