package org.mailtrek.attachments;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mailtrek.engine.Guard;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * Refuses while an attachment that the database names is not in the store. The server itself would start happily with a wrong or empty
 * attachment path, and hand out mail without its attachments.
 */
final class AttachmentsPresent implements Guard {

  private final String host;
  private final HostPath path;

  AttachmentsPresent(String host, HostPath path) {
    this.host = host;
    this.path = path;
  }

  @Override
  public String name() {
    return "attachments";
  }

  @Override
  public String check(View view) throws TrekException {
    Optional<String> marker = view.database(host).setting("attachment_storage").map(value -> new String(value, StandardCharsets.UTF_8));
    if (marker.isPresent() && marker.get().equals("database")) {
      return "the attachments are in the database";
    }
    Layout layout = marker.flatMap(storage -> Layout.of(path, storage)).orElse(new Layout(path));
    AttachmentSurvey survey = AttachmentSurvey.of(view.host(host), layout, view.database(host), AttachmentSurvey.Depth.NAMES);
    if (survey.missing().count() > 0) {
      throw TrekException.at(host + ":" + path)
          .kind(TrekException.Kind.REFUSED)
          .found("of " + survey.referenced() + " attachments that the database names, these are not there: " + survey.missing())
          .next("attachments survey lists them; is the right file system mounted?");
    }
    if (survey.doubled().count() > 0) {
      throw TrekException.at(host + ":" + path)
          .kind(TrekException.Kind.REFUSED)
          .found("attachments are there both plain and compressed, and clients would see one or the other: " + survey.doubled())
          .next("attachments survey lists them; keep the one that is right");
    }
    return "all " + survey.found() + " attachments that the database names are in " + path;
  }
}
