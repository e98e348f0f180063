package org.mailtrek.config;

import java.util.List;
import java.util.Optional;

/** A row of the catalogue: from which release to which a directive has one default and status, according to one kind of source. */
record Span(Source source, Release since, Optional<Release> until, String status, String flags, String value) {

  /** Where a row was read. */
  enum Source {
    CODE,
    EXAMPLE,
    MANUAL
  }

  static Span parse(String row) {
    String[] field = row.split("\t", -1);
    Source source =
        switch (field[1].charAt(0)) {
          case 'c' -> Source.CODE;
          case 'e' -> Source.EXAMPLE;
          default -> Source.MANUAL;
        };
    Release.Product product = field[1].charAt(1) == 'z' ? Release.Product.ZCP : Release.Product.KC;
    Optional<Release> until = field[3].isEmpty() ? Optional.empty() : Optional.of(Release.plain(product, field[3]));
    return new Span(source, Release.plain(product, field[2]), until, field[4], field[5], unescape(field[6]));
  }

  /** Returns the row of one source that speaks of a release. */
  static Optional<Span> pick(List<Span> rows, Source source, Release release) {
    for (Span row : rows) {
      if (row.source() == source && row.covers(release)) {
        return Optional.of(row);
      }
    }
    return Optional.empty();
  }

  boolean covers(Release release) {
    return since.product() == release.product() && since.compareTo(release) <= 0 && (until.isEmpty() || until.get().compareTo(release) >= 0);
  }

  boolean has(char flag) {
    return flags.indexOf(flag) >= 0;
  }

  private static String unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      char each = text.charAt(at);
      if (each == '\\') {
        at++;
        each = text.charAt(at) == 'n' ? '\n' : text.charAt(at) == 't' ? '\t' : text.charAt(at);
      }
      plain.append(each);
    }
    return plain.toString();
  }
}
