package org.mailtrek.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.engine.change.Ownership;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Who shall own what of a mail server, and with which mode: the daemons read their configuration and can't write it, and own what they store.
 *
 * @param host the host
 * @param places the trees and objects, each with its rule
 */
public record Permissions(String host, List<Place> places) {

  /**
   * A tree or an object.
   *
   * @param path its top
   * @param tree whether all below is meant as well
   * @param rule what it shall have
   */
  public record Place(HostPath path, boolean tree, Ownership.Rule rule) {}

  /**
   * What was found at a place.
   *
   * @param place the place
   * @param examples some of the objects that deviate, with what they have
   * @param groups how many objects deviate, by kind, owner and mode
   */
  public record Found(Place place, List<String> examples, SortedMap<String, Long> groups) {

    /** Returns how many objects deviate. */
    public long count() {
      return groups.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  private static final int EXAMPLES = 5;
  private static final Set<String> SHARED = Set.of("/var/lib", "/var/log", "/var/spool", "/var/tmp", "/var/run", "/usr/lib", "/usr/share", "/usr/local", "/etc/ssl", "/etc/ldap", "/etc/mysql", "/var/lib/mysql");

  /** Copies the list. */
  public Permissions {
    places = List.copyOf(places);
  }

  /**
   * Returns what a server of Zarafa or Kopano needs.
   *
   * @param product {@code zarafa} or {@code kopano}: what its folders are called
   * @param account the user and group that the daemons run as
   * @param logGroup the group that reads its logs; Debian's packages give them to {@code adm}
   * @param config folder of its configuration
   * @param stored folders of attachments and search index
   * @throws TrekException of kind {@code REFUSED} when one of the folders holds more than the mail server, such as {@code /var}
   */
  public static Permissions of(String host, String product, Owner account, String logGroup, HostPath config, List<HostPath> stored) throws TrekException {
    List<Place> places = new ArrayList<>();
    refuseShared(host, config);
    for (HostPath each : stored) {
      refuseShared(host, each);
    }
    places.add(new Place(config, true, new Ownership.Rule(new Owner("root", account.group()), Optional.of(0750), Optional.of(0640), false, true)));
    for (HostPath each : stored) {
      places.add(new Place(each, true, new Ownership.Rule(account, Optional.empty(), Optional.empty(), true)));
    }
    places.add(new Place(HostPath.of("/var/lib/" + product), false, new Ownership.Rule(account, Optional.of(0755), Optional.empty(), false)));
    places.add(new Place(HostPath.of("/var/log/" + product), true, new Ownership.Rule(new Owner(account.user(), logGroup), Optional.of(0750), Optional.empty(), false)));
    places.add(new Place(HostPath.of("/tmp"), false, new Ownership.Rule(new Owner("root", "root"), Optional.of(01777), Optional.empty(), false)));
    return new Permissions(host, places);
  }

  /** A slip of the pen in the configuration must not give the machine away. */
  private static void refuseShared(String host, HostPath tree) throws TrekException {
    if (tree.root() || tree.parent().root() || SHARED.contains(tree.toString())) {
      throw TrekException.at(host + ":" + tree).kind(TrekException.Kind.REFUSED).found("holds more than the mail server, so its owner is not changed").next("correct the path in the configuration");
    }
  }

  /**
   * Looks at every object.
   *
   * @return what was found at each place that is there
   * @throws TrekException when something can't be read
   */
  public List<Found> check(View view) throws TrekException {
    List<Found> all = new ArrayList<>();
    for (Place each : places) {
      HostView machine = view.host(host);
      if (folder(machine, each)) {
        List<String> examples = new ArrayList<>();
        SortedMap<String, Long> groups = new TreeMap<>();
        Ownership.deviating(view, host, each.path(), each.tree(), each.rule(), (path, state) -> {
          String has = words(state);
          groups.merge(has, 1L, Long::sum);
          if (examples.size() < EXAMPLES) {
            examples.add(path + " (" + has + ")");
          }
        });
        all.add(new Found(each, examples, groups));
      }
    }
    return all;
  }

  /** Whether a place is a folder that is there; where it is a link, what that leads to is named by itself. */
  static boolean folder(HostView machine, Place place) throws TrekException {
    return machine.stat(place.path()).map(FileState::kind).equals(Optional.of(FileState.Kind.FOLDER));
  }

  private static String words(FileState state) {
    String kind = state.kind() == FileState.Kind.FOLDER ? "folder" : state.kind() == FileState.Kind.FILE ? "file" : "other";
    return kind + " " + state.uid() + ":" + state.gid() + " " + Integer.toOctalString(state.mode());
  }
}
