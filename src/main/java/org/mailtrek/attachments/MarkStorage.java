package org.mailtrek.attachments;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.Setting;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/**
 * Notes in the database where the attachments are, as the server itself would: it refuses to start while its configuration says otherwise, and
 * has raised the schema by then.
 */
final class MarkStorage implements Step {

  private static final String NAME = "attachment_storage";

  private final String host;
  private final String storage;

  MarkStorage(String host, String storage) {
    this.host = host;
    this.storage = storage;
  }

  @Override
  public String id() {
    return "mark-storage";
  }

  @Override
  public String title() {
    return "Note in the database that the attachments are in '" + storage + "'";
  }

  @Override
  public Set<String> procedures() {
    return Set.of("K3");
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    Optional<Change> change = Setting.of(view, host, NAME, storage);
    if (change.isPresent()) {
      preview.change(change.get());
    }
  }

  @Override
  public void verify(View view) throws TrekException {
    Optional<String> now = view.database(host).setting(NAME).map(value -> new String(value, StandardCharsets.UTF_8));
    if (!now.equals(Optional.of(storage))) {
      throw TrekException.at(host + ": database").kind(TrekException.Kind.DIFFERENT).found("setting " + NAME + " is " + now.orElse("missing")).next("database check");
    }
  }
}
