package org.mailtrek.attachments;

import java.util.ArrayList;
import java.util.List;

/** Counts, and keeps the first names. */
final class Names {

  private final List<String> first = new ArrayList<>();
  private long count;

  void add(Object name) {
    count++;
    if (first.size() < AttachmentSurvey.Named.KEPT) {
      first.add(name.toString());
    }
  }

  long count() {
    return count;
  }

  AttachmentSurvey.Named named() {
    return new AttachmentSurvey.Named(count, first);
  }
}
