package org.mailtrek.runbook.kopano;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.ServiceState;
import org.mailtrek.estate.View;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;

/** Stops the server, switches its safe mode off, and starts it again: from here on it follows the directory. Begins the second act. */
final class LeaveSafeMode implements Step {

  private static final String SERVER = "kopano-server";

  private final String host;
  private final Step off;
  private final List<Guard> guards;

  LeaveSafeMode(String host, Step off, List<Guard> guards) {
    this.host = host;
    this.off = off;
    this.guards = List.copyOf(guards);
  }

  @Override
  public String id() {
    return "leave-safe-mode";
  }

  @Override
  public String title() {
    return "Restart the server without safe mode";
  }

  @Override
  public Set<String> procedures() {
    return Set.of("K10", "K13");
  }

  @Override
  public boolean afterOpen() {
    return true;
  }

  @Override
  public List<Guard> guards() {
    return guards;
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    Edits edits = new Edits(preview);
    View stopped = view;
    Optional<Change> stop = ServiceState.of(view, host, SERVER, Run.STOPPED, true);
    if (stop.isPresent()) {
      stopped = stop.get().over(view);
    }
    off.preview(stopped, edits);
    if (edits.change.isEmpty()) {
      return;
    }
    if (stop.isPresent()) {
      preview.change(stop.get());
    }
    preview.change(edits.change.get());
    Optional<Change> start = ServiceState.of(stopped, host, SERVER, Run.RUNNING, true);
    if (start.isPresent()) {
      preview.change(start.get());
    }
  }

  @Override
  public void verify(View view) throws TrekException {
    off.verify(view);
    if (view.host(host).services().state(SERVER).run() != Run.RUNNING) {
      throw TrekException.at(host + ": " + SERVER).kind(TrekException.Kind.DIFFERENT).found("does not run").next("logs " + host + " " + SERVER);
    }
  }

  /** Holds the one change of the file back until the server is stopped. */
  private static final class Edits implements Preview {
    private final Preview below;
    private Optional<Change> change = Optional.empty();

    Edits(Preview below) {
      this.below = below;
    }

    @Override
    public void change(Change found) {
      change = Optional.of(found);
    }

    @Override
    public void note(String sentence) {
      below.note(sentence);
    }

    @Override
    public String content(byte[] bytes) throws TrekException {
      return below.content(bytes);
    }
  }
}
