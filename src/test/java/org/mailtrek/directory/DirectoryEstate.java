package org.mailtrek.directory;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.Side;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.Database;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostView;
import org.mailtrek.host.Scratch;

/** An estate that is a directory and nothing else. */
record DirectoryEstate(DirectoryServer directory) implements Estate, Side {

  /** Previews a step and makes its changes; returns them, and adds what was left to the list. */
  List<Change> apply(Step step, List<String> left) throws Exception {
    List<Change> changes = preview(step);
    for (Change each : changes) {
      left.addAll(each.perform(this, this).items());
    }
    return changes;
  }

  /** Returns what a step would change. */
  List<Change> preview(Step step) throws Exception {
    List<Change> changes = new ArrayList<>();
    step.preview(view(), new Step.Preview() {
      @Override
      public void change(Change change) {
        changes.add(change);
      }

      @Override
      public void note(String sentence) {}

      @Override
      public String content(byte[] bytes) {
        throw new UnsupportedOperationException();
      }
    });
    return changes;
  }

  /** Takes changes back, the last first; returns what was left. */
  List<String> undo(List<Change> changes) throws Exception {
    List<String> left = new ArrayList<>();
    for (int at = changes.size() - 1; at >= 0; at--) {
      left.addAll(changes.get(at).revert(this, this).items());
    }
    return left;
  }

  /** The face that can't write. */
  private record ReadOnly(DirectoryView directory) implements View {

    @Override
    public List<String> hosts() {
      return List.of();
    }

    @Override
    public HostView host(String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public DatabaseView database(String host) {
      throw new UnsupportedOperationException();
    }
  }

  @Override
  public View view() {
    return new ReadOnly(directory.view());
  }

  @Override
  public String name() {
    return "directory";
  }

  @Override
  public Path folder() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Host host(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Database database(String host) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    directory.close();
  }

  @Override
  public Scratch scratch() {
    return new Scratch(1, 1);
  }

  @Override
  public void save(String name, Side.Writer content) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<InputStream> open(String name) {
    return Optional.empty();
  }

  @Override
  public InputStream content(String digest) {
    throw new UnsupportedOperationException();
  }
}
