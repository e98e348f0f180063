package org.mailtrek.practice.oracle;

import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/**
 * Plays what changes a cluster: {@code scswitch -n|-e [-M] -j RES}, {@code scswitch -z -g RG -h NODE}, {@code scrgadm -c -j RES -x P=V} (also {@code -cj}, and
 * {@code -y Type_version=V}), and the newer {@code clresource enable|disable|monitor|unmonitor RES}, {@code clresource set -p P=V RES} and
 * {@code clresourcegroup switch -n NODE RG}. A tree that is not on shared storage is started and stopped from its own node only.
 */
final class ClusterControl implements Tool {

  @Override
  public Programs.Ended run(Call call, Host machine, InputStream input) throws TrekException {
    Optional<ClusterState> cluster = ClusterState.of(machine);
    if (cluster.isEmpty()) {
      return Answer.failed(1, call.program().name() + ": not a cluster member");
    }
    List<String> words = call.arguments();
    return switch (call.program().name()) {
      case "scswitch" -> scswitch(cluster.get(), machine, words);
      case "scrgadm" -> set(cluster.get(), value(words, "j", ""), value(words, "x", value(words, "y", "")));
      case "clresourcegroup" -> words.size() == 4 && words.get(0).equals("switch") ? move(cluster.get(), machine, words.get(3), value(words, "n", "")) : usage(call);
      default -> clresource(call, cluster.get(), machine);
    };
  }

  private static Programs.Ended usage(Call call) {
    return Answer.failed(64, call.program().name() + ": unrecognized option " + String.join(" ", call.arguments()));
  }

  /** Returns the word behind an option, which may be the last of several letters. */
  private static String value(List<String> words, String option, String otherwise) {
    for (int at = 0; at + 1 < words.size(); at++) {
      if (words.get(at).matches("-[a-zA-Z]*" + option)) {
        return words.get(at + 1);
      }
    }
    return otherwise;
  }

  private static Programs.Ended scswitch(ClusterState cluster, Host machine, List<String> words) throws TrekException {
    if (words.contains("-z")) {
      return move(cluster, machine, value(words, "g", ""), value(words, "h", ""));
    }
    boolean on = words.contains("-e");
    String resource = value(words, "j", "");
    return words.contains("-M") ? monitor(cluster, resource, on) : on ? enable(cluster, machine, resource) : disable(cluster, resource);
  }

  private static Programs.Ended clresource(Call call, ClusterState cluster, Host machine) throws TrekException {
    List<String> words = call.arguments();
    String resource = words.isEmpty() ? "" : words.get(words.size() - 1);
    return switch (words.isEmpty() ? "" : words.get(0)) {
      case "enable" -> enable(cluster, machine, resource);
      case "disable" -> disable(cluster, resource);
      case "monitor" -> monitor(cluster, resource, true);
      case "unmonitor" -> monitor(cluster, resource, false);
      case "set" -> set(cluster, resource, value(words, "p", ""));
      default -> usage(call);
    };
  }

  private static Programs.Ended unknown(String what) {
    return Answer.failed(1, what + ": invalid resource, group, node or property");
  }

  private static boolean there(ClusterState cluster, String resource) {
    return cluster.has("resource." + resource + ".group");
  }

  private static Programs.Ended monitor(ClusterState cluster, String resource, boolean on) throws TrekException {
    if (!there(cluster, resource)) {
      return unknown(resource);
    }
    cluster.put("resource." + resource + ".monitored", on ? "yes" : "no");
    return Answer.said("");
  }

  private static Programs.Ended enable(ClusterState cluster, Host machine, String resource) throws TrekException {
    if (!there(cluster, resource)) {
      return unknown(resource);
    }
    Programs.Ended started = start(cluster, machine, resource);
    if (started.ok()) {
      cluster.put("resource." + resource + ".enabled", "yes");
    }
    return started;
  }

  /** An agent from before version 7 does not know the server of 8. */
  private static Programs.Ended start(ClusterState cluster, Host machine, String resource) throws TrekException {
    if (!cluster.reaches(resource)) {
      return Answer.failed(1, resource + ": validation failed: no server in " + cluster.tree(resource).root() + " on " + cluster.node());
    }
    Installed tree = cluster.tree(resource);
    String type = cluster.get("resource." + resource + ".Type_version");
    if (!ProductVersion.of(type).atLeast("7") && tree.version().atLeast("8")) {
      return Answer.failed(1, resource + ": the agent SUNW.ims:" + type + " failed to start " + tree.version().text());
    }
    return new StartMsg().run(new Call(tree.root().resolve("bin/start-msg"), List.of()), machine, InputStream.nullInputStream());
  }

  private static Programs.Ended disable(ClusterState cluster, String resource) throws TrekException {
    if (!there(cluster, resource)) {
      return unknown(resource);
    }
    cluster.put("resource." + resource + ".enabled", "no"); // first, as a cluster does: one that was killed is seen to be on its way
    cluster.tree(resource).stop();
    return Answer.said("");
  }

  /** Switches a group over; what is enabled in it stops on the one node and starts on the other. */
  private static Programs.Ended move(ClusterState cluster, Host machine, String group, String node) throws TrekException {
    if (!Arrays.asList(cluster.get("group." + group + ".nodes").split(" ")).contains(node)) {
      return unknown(group + " on " + node);
    }
    cluster.put("group." + group + ".online", node);
    for (String each : cluster.resources()) {
      if (cluster.get("resource." + each + ".group").equals(group) && cluster.enabled(each)) {
        cluster.tree(each).stop();
        Programs.Ended started = start(cluster, machine, each);
        if (!started.ok()) {
          return started;
        }
      }
    }
    return Answer.said("");
  }

  private static Programs.Ended set(ClusterState cluster, String resource, String assignment) throws TrekException {
    String[] pair = assignment.split("=", 2);
    if (pair.length != 2 || !cluster.has("resource." + resource + "." + pair[0])) {
      return unknown(resource + " " + assignment);
    }
    if (pair[0].equals("IMS_serverroot") && !cluster.files().has(HostPath.of(pair[1]).resolve("bin/start-msg"))) {
      return Answer.failed(1, resource + ": validation failed: no server in " + pair[1]);
    }
    cluster.put("resource." + resource + "." + pair[0], pair[1]);
    return Answer.said("");
  }
}
