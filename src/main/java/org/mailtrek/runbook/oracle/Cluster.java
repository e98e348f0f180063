package org.mailtrek.runbook.oracle;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.engine.change.Act;
import org.mailtrek.engine.change.Sign;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * The cluster that starts and stops a server: Oracle Solaris Cluster, by {@code scswitch} and {@code scrgadm}, or where those are gone by {@code clresource} and
 * {@code clresourcegroup}. What it says is asked by {@code scha_resource_get}, whose answers are made for programs.
 *
 * @param resource the resource of the server
 * @param group the group that it is in
 * @param nodes the hosts of the estate that are its nodes, the declared home first
 */
record Cluster(String resource, String group, List<String> nodes) {

  static final String ONLINE = "ONLINE";
  static final String OFFLINE = "OFFLINE";
  static final String ENABLED = "ENABLED";

  private static final HostPath BIN = HostPath.of("/usr/cluster/bin");

  Cluster {
    nodes = List.copyOf(nodes);
  }

  /** Returns whether any server is declared to be in a cluster. */
  static boolean declared(Declaration declared) {
    return declared.products().stream().anyMatch(each -> each.product().equals("oracle") && each.places().server().containsKey("resource"));
  }

  /**
   * Reads what is declared of a server's cluster.
   *
   * @throws TrekException of kind {@code ESTATE} when something of it is missing
   */
  static Cluster of(Declaration declared, String host) throws TrekException {
    Map<String, String> places = declared.products().stream().filter(each -> each.product().equals("oracle") && each.host().equals(host)).findFirst().orElseThrow().places().server();
    TrekException.Draft wrong = TrekException.at("estate.yaml: products." + host).kind(TrekException.Kind.ESTATE);
    for (String each : List.of("resource", "group", "nodes")) {
      if (!places.containsKey(each)) {
        throw wrong.found("lacks " + each).next("write resource: NAME, group: NAME and nodes: \"" + host + " OTHER\", the node on which the group is online first");
      }
    }
    List<String> nodes = new ArrayList<>(Arrays.asList(places.get("nodes").strip().split("[ ,]+")));
    if (nodes.size() < 2 || !nodes.get(0).equals(host) || !declared.hosts().keySet().containsAll(nodes)) {
      throw wrong.found("nodes must be hosts of this estate, " + host + " first, and are " + String.join(" ", nodes)).next("correct nodes, or declare the other hosts");
    }
    return new Cluster(places.get("resource"), places.get("group"), nodes);
  }

  /**
   * Returns the node that the group is to be switched to.
   *
   * @param wanted its name; empty for the next one
   */
  String other(String wanted) throws TrekException {
    if (!wanted.isEmpty() && (!nodes.contains(wanted) || wanted.equals(nodes.get(0)))) {
      throw TrekException.at("--set node=" + wanted).kind(TrekException.Kind.USAGE).found(wanted + " is not another node of the group").next("--set node=" + nodes.get(1));
    }
    return wanted.isEmpty() ? nodes.get(1) : wanted;
  }

  private static String bin(String program) {
    return BIN.resolve(program).toString();
  }

  private boolean newer(View view) throws TrekException {
    return view.host(nodes.get(0)).stat(BIN.resolve("scswitch")).isEmpty();
  }

  Act.Run disable(View view) throws TrekException {
    return new Act.Run(newer(view) ? List.of(bin("clresource"), "disable", resource) : List.of(bin("scswitch"), "-n", "-j", resource));
  }

  Act.Run enable(View view) throws TrekException {
    return new Act.Run(newer(view) ? List.of(bin("clresource"), "enable", resource) : List.of(bin("scswitch"), "-e", "-j", resource));
  }

  Act.Run switchTo(View view, String node) throws TrekException {
    return new Act.Run(newer(view) ? List.of(bin("clresourcegroup"), "switch", "-n", node, group) : List.of(bin("scswitch"), "-z", "-g", group, "-h", node));
  }

  Act.Run serverRoot(View view, HostPath root) throws TrekException {
    String set = "IMS_serverroot=" + root;
    return new Act.Run(newer(view) ? List.of(bin("clresource"), "set", "-p", set, resource) : List.of(bin("scrgadm"), "-cj", resource, "-x", set));
  }

  Act.Run typeVersion(View view, String other, String version) throws TrekException {
    return new Act.Run(newer(view) ? List.of(bin("clresource"), "set", "-p", "Type_version=" + version, other) : List.of(bin("scrgadm"), "-cj", other, "-y", "Type_version=" + version));
  }

  private List<String> ask(String tag, String... more) {
    List<String> words = new ArrayList<>(List.of(bin("scha_resource_get"), "-O", tag, "-R", resource, "-G", group));
    words.addAll(List.of(more));
    return words;
  }

  private List<String> groupOn(String node) {
    return List.of(bin("scha_resourcegroup_get"), "-O", "RG_STATE_NODE", "-G", group, node);
  }

  /** Returns the sign that the resource is enabled, before and after. */
  Sign staysEnabled() {
    return Sign.said(ask("ON_OFF_SWITCH"), ENABLED, ENABLED);
  }

  /** Returns the sign of the server's state on a node. */
  Sign serverOn(String node, String before, String after) {
    return Sign.said(ask("RESOURCE_STATE_NODE", node), before, after);
  }

  /** Returns the sign of the group's state on a node. */
  Sign groupOn(String node, String before, String after) {
    return Sign.said(groupOn(node), before, after);
  }

  /** Returns the sign of the tree that the resource starts. */
  Sign serverRootSign(HostPath before, HostPath after) {
    return Sign.said(ask("EXTENSION", "IMS_serverroot"), "\n" + before + "\n", "\n" + after + "\n");
  }

  Act.When groupIsOn(String node) {
    return Act.When.said(groupOn(node), ONLINE);
  }

  Act.When startsFrom(HostPath root) {
    return Act.When.said(ask("EXTENSION", "IMS_serverroot"), "\n" + root + "\n");
  }

  /** Returns the tree, or the link to it, that the resource starts; the type of the value stands above it. */
  HostPath root(View view) throws TrekException {
    String[] lines = said(view, ask("EXTENSION", "IMS_serverroot")).strip().split("\n");
    return HostPath.of(lines[lines.length - 1].strip());
  }

  /** Returns the version of the agent that the resource uses; empty where it is not said. */
  Optional<String> agent(View view) throws TrekException {
    return Optional.of(said(view, ask("TYPE_VERSION")).strip()).filter(each -> each.matches("[0-9]+(\\.[0-9]+)*"));
  }

  /** Returns the node on which the group is online; empty where it is nowhere. */
  Optional<String> online(View view) throws TrekException {
    for (String each : nodes) {
      if (said(view, groupOn(each)).contains(ONLINE)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /**
   * Refuses a group that is not where it is declared to be.
   *
   * @throws TrekException of kind {@code REFUSED}
   */
  void atHome(View view) throws TrekException {
    Optional<String> online = online(view);
    if (!online.equals(Optional.of(nodes.get(0)))) {
      throw TrekException.at("group " + group).kind(TrekException.Kind.REFUSED).found("is online " + online.map(each -> "on " + each).orElse("nowhere") + ", and " + nodes.get(0) + " is declared")
          .next("declare the host and its nodes as they are now, or: scswitch -z -g " + group + " -h " + nodes.get(0));
    }
    if (!said(view, ask("ON_OFF_SWITCH")).contains(ENABLED)) {
      throw TrekException.at("resource " + resource).kind(TrekException.Kind.REFUSED).found("is disabled").next("enable it: a server that does not run can't be compared with the one that will");
    }
  }

  private String said(View view, List<String> command) throws TrekException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!view.host(nodes.get(0)).inspection().read(command, out).ok()) {
      throw TrekException.at(nodes.get(0) + ": " + String.join(" ", command)).kind(TrekException.Kind.REFUSED).found("the cluster does not know this resource and group").next("correct resource and group under products in estate.yaml");
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
