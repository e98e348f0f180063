package org.mailtrek.runbook.oracle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Where a classic message store keeps its messages: its folder, and partitions that the configuration puts elsewhere. The names of the options are documented; how a unified configuration
 * writes them is inferred, so that every path of a {@code partition} in it is taken for one.
 */
final class StorePlaces {

  private static final Pattern OPTION = Pattern.compile("partition[.:][^.\\s\"=<>]+\\.(?:path|messagepath)\\b[^/\\n<]*?[=>\"]\\s*\"?(/[^\"<\\n]+)");
  private static final Pattern ELEMENT = Pattern.compile("(?s)<partition\\b.*?</partition>");
  private static final Pattern PATH = Pattern.compile("[>\"]\\s*(/[^<\"]+)");

  private final HostView host;
  private final HostPath config;

  StorePlaces(HostView host, Move move) {
    this.host = host;
    this.config = move.config();
  }

  /** Returns where the store's folder really is. */
  HostPath store() throws TrekException {
    return host.followed(config.parent().resolve("store"));
  }

  private String text(String name) throws TrekException {
    HostPath file = config.resolve(name);
    return host.stat(file).isPresent() ? new String(host.readAll(file), StandardCharsets.UTF_8) : "";
  }

  /** Returns the folders that the configuration names. */
  private Set<HostPath> named() throws TrekException {
    Set<HostPath> named = new LinkedHashSet<>();
    add(named, OPTION.matcher(text("msg.conf")));
    String unified = text("config.xml");
    add(named, OPTION.matcher(unified));
    for (Matcher each = ELEMENT.matcher(unified); each.find(); ) {
      add(named, PATH.matcher(each.group()));
    }
    return named;
  }

  private void add(Set<HostPath> named, Matcher found) throws TrekException {
    while (found.find()) {
      named.add(host.followed(HostPath.of(found.group(1).strip())));
    }
  }

  /**
   * Returns what of the store is not on the mount of a folder and in it by its own name, each in a few words.
   *
   * @param above the store's folder, or one above it
   * @throws TrekException when the host can't be read
   */
  List<String> outside(HostPath above) throws TrekException {
    HostPath top = host.followed(above);
    List<String> found = new ArrayList<>();
    for (HostPath each : named()) {
      if (!each.isWithin(top)) {
        found.add(each + ", a partition");
      }
    }
    look(store(), top, 3, found);
    for (HostPath each : named()) {
      if (each.isWithin(top) && !each.isWithin(store())) {
        look(each, top, 1, found);
      }
    }
    return found;
  }

  /** Looks as deep as folders of partitions and of their users lie. */
  private void look(HostPath folder, HostPath top, int deep, List<String> found) throws TrekException {
    Optional<FileState> state = host.stat(folder);
    if (state.filter(each -> each.kind() == FileState.Kind.LINK).isPresent()) {
      found.add(folder + ", a link");
    } else if (state.filter(each -> each.kind() == FileState.Kind.FOLDER).isPresent()) {
      if (!host.space(folder).mountKey().equals(host.space(top).mountKey())) {
        found.add(folder + ", a mount of its own");
      } else if (deep > 0) {
        for (HostPath each : host.list(folder)) {
          look(each, top, deep - 1, found);
        }
      }
    }
  }
}
