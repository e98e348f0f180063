package org.mailtrek.config;

import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Content;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Switches the server's safe mode, in which it neither creates nor deletes users that the directory gained or lost. */
final class SetSafeMode implements Step {

  private static final String DIRECTIVE = "user_safe_mode";

  private final String host;
  private final HostPath file;
  private final boolean on;

  SetSafeMode(String host, HostPath file, boolean on) {
    this.host = host;
    this.file = file;
    this.on = on;
  }

  @Override
  public String id() {
    return on ? "safe-mode-on" : "safe-mode-off";
  }

  @Override
  public Set<String> procedures() {
    return Set.of("K10");
  }

  @Override
  public String title() {
    return "Switch the server's safe mode " + (on ? "on" : "off");
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    refuseWithoutFile(view);
    byte[] before = view.host(host).readAll(file);
    ValueEdit edit = ValueEdit.read(view.host(host), file, Dialect.DAEMON);
    if (Meaning.yes(edit.effective().value(DIRECTIVE).orElse("no")) == on) {
      return;
    }
    byte[] next = edit.with(DIRECTIVE, on ? "yes" : "no").bytes();
    preview.content(next);
    preview.change(FileContent.of(view, host, file, before, Content.stored(next)));
  }

  private void refuseWithoutFile(View view) throws TrekException {
    if (view.host(host).stat(file).isEmpty()) {
      throw TrekException.at(host + ":" + file).found("there is no such file").next("take the configuration over first");
    }
  }

  @Override
  public void verify(View view) throws TrekException {
    refuseWithoutFile(view);
    Optional<String> found = ValueEdit.read(view.host(host), file, Dialect.DAEMON).effective().value(DIRECTIVE);
    if (Meaning.yes(found.orElse("no")) != on) {
      throw TrekException.at(host + ":" + file)
          .kind(TrekException.Kind.DIFFERENT)
          .found(DIRECTIVE + " is " + found.orElse("not set"))
          .next("set " + DIRECTIVE + " = " + (on ? "yes" : "no"));
    }
  }
}
