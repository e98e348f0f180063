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
  private final Optional<String> after;

  SetSafeMode(String host, HostPath file, boolean on, Optional<String> after) {
    this.host = host;
    this.file = file;
    this.on = on;
    this.after = after;
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
  public Optional<String> knownAfter() {
    return after;
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    if (view.host(host).stat(file).isEmpty()) {
      throw TrekException.at(host + ":" + file).found("there is no such file").next("take the configuration over first");
    }
    byte[] before = view.host(host).readAll(file);
    ConfigFile config = ConfigFile.parse(before, Dialect.DAEMON);
    if (Meaning.yes(config.value(DIRECTIVE).orElse("no")) == on) {
      return;
    }
    byte[] next = config.with(DIRECTIVE, on ? "yes" : "no").bytes();
    preview.content(next);
    preview.change(FileContent.of(view, host, file, before, Content.stored(next)));
  }

  @Override
  public void verify(View view) throws TrekException {
    ConfigFile config = ConfigFile.parse(view.host(host).readAll(file), Dialect.DAEMON);
    if (Meaning.yes(config.value(DIRECTIVE).orElse("no")) != on) {
      throw TrekException.at(host + ":" + file)
          .kind(TrekException.Kind.DIFFERENT)
          .found(DIRECTIVE + " is " + config.value(DIRECTIVE).orElse("not set"))
          .next("set " + DIRECTIVE + " = " + (on ? "yes" : "no"));
    }
  }
}
