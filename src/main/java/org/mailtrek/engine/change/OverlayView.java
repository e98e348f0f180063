package org.mailtrek.engine.change;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.mailtrek.estate.StoreMoverView;
import org.mailtrek.estate.View;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.HostView;
import org.mailtrek.host.ImapView;
import org.mailtrek.host.TestMailbox;
import org.mailtrek.host.TrekException;

/**
 * A view with one change laid over it.
 */
final class OverlayView implements View {

  private final View below;
  private final String at;
  private final UnaryOperator<HostView> overHost;
  private final UnaryOperator<DirectoryView> overDirectory;
  private final UnaryOperator<DatabaseView> overDatabase;

  /** What an overlay has read of its change is read once: packages are opened, account files looked through. */
  private final Map<String, HostView> hosts = new ConcurrentHashMap<>();

  private OverlayView(
      View below, String at, UnaryOperator<HostView> overHost, UnaryOperator<DirectoryView> overDirectory, UnaryOperator<DatabaseView> overDatabase) {
    this.below = below;
    this.at = at;
    this.overHost = overHost;
    this.overDirectory = overDirectory;
    this.overDatabase = overDatabase;
  }

  static View host(View below, String host, UnaryOperator<HostView> overlay) {
    return new OverlayView(below, host, overlay, UnaryOperator.identity(), UnaryOperator.identity());
  }

  static View files(View below, String host, Function<HostView, FileLayer> layer) {
    return host(below, host, view -> OverlayHostView.over(view).files(layer.apply(view)));
  }

  static View directory(View below, UnaryOperator<DirectoryView> overlay) {
    return new OverlayView(below, "", UnaryOperator.identity(), overlay, UnaryOperator.identity());
  }

  static View database(View below, String host, UnaryOperator<DatabaseView> overlay) {
    return new OverlayView(below, host, UnaryOperator.identity(), UnaryOperator.identity(), overlay);
  }

  @Override
  public List<String> hosts() {
    return below.hosts();
  }

  @Override
  public HostView host(String name) throws TrekException {
    HostView view = below.host(name);
    return name.equals(at) ? hosts.computeIfAbsent(name, fresh -> overHost.apply(view)) : view;
  }

  @Override
  public DirectoryView directory() throws TrekException {
    return overDirectory.apply(below.directory());
  }

  @Override
  public DatabaseView database(String host) throws TrekException {
    DatabaseView view = below.database(host);
    return host.equals(at) ? overDatabase.apply(view) : view;
  }

  @Override
  public Optional<TestMailbox> probe() throws TrekException {
    return below.probe();
  }

  @Override
  public ImapView imap(String name) throws TrekException {
    return below.imap(name);
  }

  @Override
  public StoreMoverView mover() throws TrekException {
    return below.mover();
  }

  @Override
  public List<String> replicas() {
    return below.replicas();
  }

  @Override
  public DirectoryView replica(String url) throws TrekException {
    return below.replica(url);
  }
}
