package org.mailtrek.estate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.Host;

/** Whether what is seen of an estate may be taken for true for a while, as its hosts and its directory are told. Safe for several threads. */
final class Remembering {

  private final List<Host> hosts = new ArrayList<>();
  private int depth;
  private Optional<DirectoryView> directory = Optional.empty();

  /** Takes a host in that has just been opened. */
  synchronized void opened(Host host) {
    hosts.add(host);
    for (int each = 0; each < depth; each++) {
      host.remember();
    }
  }

  synchronized void begin() {
    depth++;
    hosts.forEach(Host::remember);
  }

  synchronized void end() {
    depth--;
    hosts.forEach(Host::forget);
    if (depth == 0) {
      directory = Optional.empty();
    }
  }

  /** Returns the directory; while one remembers, with a schema that is read once. */
  synchronized DirectoryView directory(DirectoryView view) {
    if (depth > 0 && directory.isEmpty()) {
      directory = Optional.of(new SameSchema(view));
    }
    return directory.orElse(view);
  }

  /** Returns the names of hosts whose connection is lost. */
  synchronized List<String> lost() {
    return hosts.stream().filter(Host::lost).map(Host::name).sorted().toList();
  }

  /** All hosts are closed. */
  synchronized void closed() {
    hosts.clear();
  }
}
