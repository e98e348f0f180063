package org.mailtrek.config;

import java.util.Arrays;
import java.util.Optional;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Content;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Puts the value of one directive in force, or takes its assignment away; all other lines of the file, comments and layout stay. */
final class SetDirective implements Step {

  private final CatalogueFile known;
  private final String host;
  private final HostPath file;
  private final String directive;
  private final Optional<String> value;

  /**
   * Sets a directive.
   *
   * @param known what the release knows of the file
   * @param value the value; empty to fall back to the default
   */
  SetDirective(CatalogueFile known, String host, HostPath file, String directive, Optional<String> value) {
    this.known = known;
    this.host = host;
    this.file = file;
    this.directive = directive;
    this.value = value;
  }

  @Override
  public String id() {
    return "set-directive";
  }

  @Override
  public String title() {
    return (value.isPresent() ? "Set " + directive : "Remove " + directive) + " in " + host + ":" + file;
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    check();
    if (view.host(host).stat(file).isEmpty()) {
      throw refused("there is no such file", "config get " + directive);
    }
    byte[] before = view.host(host).readAll(file);
    ValueEdit edit = edit(view);
    byte[] after = (value.isPresent() ? edit.with(directive, ByteText.of(value.get())) : edit.without(directive)).bytes();
    if (Arrays.equals(before, after)) {
      return;
    }
    preview.content(after);
    preview.change(FileContent.of(view, host, file, before, Content.stored(after)));
    Optional<Effective.Line> now = edit.effective().line(directive).filter(line -> !line.file().equals(file));
    now.ifPresent(line -> preview.note(line + " sets " + directive + " too; the line at the end of " + file + " counts"));
    Optional<Directive> found = known.find(directive);
    if (found.map(each -> !each.effective()).orElse(false)) {
      preview.note(directive + " has no effect in " + known.release());
    }
    preview.note(found.map(Directive::reloadable).orElse(false) ? "read again when the program reloads its configuration" : "counts from the next start of the program on");
  }

  @Override
  public void verify(View view) throws TrekException {
    if (!edit(view).effective().value(directive).equals(value.map(ByteText::of))) {
      throw TrekException.at(host + ":" + file).kind(TrekException.Kind.DIFFERENT).found(directive + " is not in force as it was set").next("config get " + directive);
    }
  }

  private ValueEdit edit(View view) throws TrekException {
    return ValueEdit.read(view.host(host), file, Dialect.of(file.name(), known.release()));
  }

  private void check() throws TrekException {
    if (value.isPresent() && !known.accepts(directive)) {
      String next = known.nearest(directive).map(each -> "did you mean " + each + "?").orElse("config explain " + directive);
      throw refused(known.release() + " does not know " + directive + " in " + file.name(), next);
    }
    if (known.find(directive).map(Directive::needsValue).orElse(false) && value.map(String::isEmpty).orElse(false)) {
      throw refused(directive + " must not be empty", "config set " + directive + " --unset takes the line away");
    }
    if (known.find(directive).map(Directive::mandatory).orElse(false) && value.isEmpty()) {
      throw refused(directive + " has no default and must be set", "config set " + directive + " VALUE");
    }
    if (value.map(text -> text.chars().anyMatch(each -> each == '\n' || each == 0)).orElse(false)) {
      throw refused("a value is one line", "config set " + directive + " VALUE");
    }
  }

  private TrekException refused(String what, String next) {
    return TrekException.at(host + ":" + file).kind(TrekException.Kind.REFUSED).found(what).next(next);
  }
}
