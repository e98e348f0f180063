package org.mailtrek.runbook.netscape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.MovePair;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.mailbox.ConvertQueue;
import org.mailtrek.mailbox.MoveMessages;
import org.mailtrek.mailbox.NamedStore;
import org.mailtrek.mailbox.PartitionName;
import org.mailtrek.mailbox.StorePaths;

/**
 * The way on which Mailtrek moves the messages itself, out of the published layout into a store that is served today. Needs nothing of the maker's.
 *
 * @param server the old server
 * @param to where messages go
 * @param toHost the host that takes them
 * @param places where those of single partitions or mail store paths go instead
 */
record OwnEngine(Declaration.Product server, String to, String toHost, Map<String, String> places) {

  private static final String EXAMPLE = "--set place=sales=maildir:/disk1/vmail/%u/Maildir";

  /**
   * Reads the options.
   *
   * @throws TrekException of kind {@code USAGE} when the places are none
   */
  static OwnEngine of(Declaration.Product server, String to, String toHost, String places) throws TrekException {
    Map<String, String> found = new LinkedHashMap<>();
    for (String each : places.isEmpty() ? List.<String>of() : List.of(places.split(","))) {
      int equals = each.indexOf('=');
      if (equals < 1 || each.indexOf(':', equals) < 0) {
        throw TrekException.at("place").kind(TrekException.Kind.USAGE).found("'" + each + "' is no PARTITION=FORMAT:PATH").next(EXAMPLE);
      }
      found.put(each.substring(0, equals), NamedStore.plain(each.substring(equals + 1)));
    }
    return new OwnEngine(server, NamedStore.plain(to), toHost.isEmpty() ? server.host() : toHost, found);
  }

  /** Returns the messages' step: each mail store path is a store of its own, with the users whom the directory names there. */
  Step messages(View view, int threads, boolean remove) throws TrekException {
    HostPath data = data();
    SortedMap<HostPath, SortedSet<String>> users = StorePaths.of(view.directory(), data).users();
    Map<String, String> unused = new TreeMap<>(places);
    List<MovePair> begun = view.mover().begun();
    List<MoveMessages.Store> stores = new ArrayList<>();
    for (Map.Entry<HostPath, SortedSet<String>> each : users.entrySet()) {
      String target = Optional.ofNullable(place(unused, each.getKey(), data, users)).orElse(to);
      stores.add(new MoveMessages.Store(pair(each.getKey(), target, begun), List.copyOf(each.getValue())));
    }
    if (!unused.isEmpty()) {
      throw TrekException.at("place").kind(TrekException.Kind.USAGE).found("there is no partition or path " + String.join(", ", unused.keySet())).next("mailbox partitions");
    }
    return new MoveMessages(stores, threads, remove);
  }

  /** Returns where a path's messages were sent, by the path itself or by its partition's name; the choice is taken out. */
  private String place(Map<String, String> unused, HostPath path, HostPath data, SortedMap<HostPath, SortedSet<String>> users) throws TrekException {
    String byPath = unused.remove(path.toString());
    if (byPath != null || unused.keySet().stream().allMatch(each -> each.startsWith("/"))) {
      return byPath;
    }
    List<HostPath> others = users.keySet().stream().filter(each -> !each.equals(data)).toList();
    for (PartitionName each : PartitionName.of(data, data, others, Map.of())) {
      if (each.from().equals(path)) {
        return unused.remove(each.name());
      }
    }
    return null;
  }

  private MovePair pair(HostPath path, String target, List<MovePair> begun) throws TrekException {
    MovePair pair = new MovePair(server.host(), "netscape3:" + path, NamedStore.imap(target) ? MovePair.BY_IMAP : toHost, target);
    Optional<MovePair> other = begun.stream().filter(each -> each.sourceHost().equals(pair.sourceHost()) && each.source().equals(pair.source()) && !each.equals(pair)).findFirst();
    if (other.isPresent() && begun.stream().noneMatch(pair::equals)) {
      throw TrekException.at("place").kind(TrekException.Kind.REFUSED).found("the messages of " + path + " were begun to be moved to " + other.get().target() + "; that stays").next("--set to=" + other.get().target() + ", or --set place=" + path + "=" + other.get().target());
    }
    return pair;
  }

  private HostPath data() throws TrekException {
    String data = server.places().server().get("data");
    if (data == null || !data.startsWith("/")) {
      throw TrekException.at("estate.yaml: the product on " + server.host()).kind(TrekException.Kind.ESTATE).found("'data' is missing: the server's default mail store path").next("data: /mail/mailbox-3.x");
    }
    return HostPath.of(data);
  }

  /** Returns the queue's step, which comes last: what Postfix has taken can't be had back. */
  Step queue(HostPath queue, String target) {
    return new ConvertQueue(server.host(), queue, target.isEmpty() ? "postfix" : target);
  }
}
