package org.mailtrek.engine;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.engine.change.Content;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.engine.change.Folder;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.engine.change.Removal;
import org.mailtrek.engine.change.Rename;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** A runbook of two listed steps, a bulk and a late one, and one behind {@code open}. */
final class SmallRunbook implements Runbook {

  static final String HOST = "mail1";

  /** How a step's preview is told in a test. */
  @FunctionalInterface
  interface Finder {
    void find(View view, Step.Preview preview) throws TrekException;
  }

  /**
   * A step of a test.
   *
   * @param kind {@code listed}, {@code bulk}, {@code late} or {@code open}
   */
  record SmallStep(String id, String kind, Finder finder, List<Guard> guards) implements Step {

    @Override
    public String title() {
      return "Step " + id;
    }

    @Override
    public void preview(View view, Preview preview) throws TrekException {
      finder.find(view, preview);
    }

    @Override
    public boolean bulk() {
      return kind.equals("bulk");
    }

    @Override
    public Optional<String> knownAfter() {
      return kind.equals("late") ? Optional.of("edit") : Optional.empty();
    }

    @Override
    public boolean afterOpen() {
      return kind.equals("open");
    }
  }

  private final List<Step> steps;

  private SmallRunbook(List<Step> steps) {
    this.steps = steps;
  }

  static SmallRunbook of(Step... steps) {
    return new SmallRunbook(List.of(steps));
  }

  /** Returns the runbook that crash tests use. */
  static SmallRunbook whole() {
    return of(
        step("edit", "listed", SmallRunbook::edit),
        step("many", "bulk", SmallRunbook::many),
        step("late", "late", (view, preview) -> becomes(view, preview, "/etc/late.cfg", "late = yes\n")),
        step("shape", "listed", SmallRunbook::shape),
        step("open", "open", (view, preview) -> becomes(view, preview, "/etc/opened", "yes\n")));
  }

  static Step step(String id, String kind, Finder finder) {
    return new SmallStep(id, kind, finder, List.of());
  }

  private static void edit(View view, Step.Preview preview) throws TrekException {
    becomes(view, preview, "/etc/server.cfg", "user = kopano\nport = 236\n" + "# a long comment\n".repeat(400));
    becomes(view, preview, "/etc/new.cfg", "is = new\n");
  }

  private static void shape(View view, Step.Preview preview) throws TrekException {
    HostPath folder = HostPath.of("/etc/new.d");
    HostPath gone = HostPath.of("/etc/gone.cfg");
    HostPath old = HostPath.of("/etc/old.cfg");
    if (view.host(HOST).stat(folder).isEmpty()) {
      for (Folder each : Folder.of(view, HOST, folder, Owner.of(0, 0), 0750)) {
        preview.change(each);
      }
    }
    Optional<Removal> removal = Removal.of(view, HOST, gone);
    if (removal.isPresent()) {
      preview.change(removal.get());
    }
    if (view.host(HOST).stat(old).isPresent()) {
      preview.change(Rename.move(view, HOST, old, HostPath.of("/etc/kept.cfg")));
    }
  }

  private static void many(View view, Step.Preview preview) throws TrekException {
    for (HostPath each : view.host(HOST).list(HostPath.of("/var/many"))) {
      becomes(view, preview, each.toString(), "moved " + each.name() + "\n");
    }
  }

  /** Hands over what makes a file hold a text; nothing when it does already. */
  static void becomes(View view, Step.Preview preview, String path, String text) throws TrekException {
    HostPath file = HostPath.of(path);
    byte[] after = text.getBytes(StandardCharsets.UTF_8);
    if (view.host(HOST).stat(file).isEmpty()) {
      preview.change(FileContent.create(view, HOST, file, Content.of(after), Owner.of(0, 0), 0640));
      return;
    }
    byte[] before = view.host(HOST).readAll(file);
    if (!java.util.Arrays.equals(before, after)) {
      preview.change(FileContent.of(view, HOST, file, before, after));
    }
  }

  @Override
  public String name() {
    return "small";
  }

  @Override
  public String title() {
    return "A small runbook";
  }

  List<Step> steps() {
    return steps;
  }

  @Override
  public List<Step> steps(View view, Map<String, String> options) {
    return steps;
  }
}
