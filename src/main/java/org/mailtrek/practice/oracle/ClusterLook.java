package org.mailtrek.practice.oracle;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.Host;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/**
 * Plays {@code scha_resource_get -O TAG -R RES [-G RG] [ARG]} and {@code scha_resourcegroup_get -O TAG -G RG [ARG]}, by which programs ask a cluster: a value alone
 * on its line, and of an extension its type before.
 */
final class ClusterLook implements Tool {

  @Override
  public Programs.Ended run(Call call, Host machine, InputStream input) throws TrekException {
    Optional<ClusterState> cluster = ClusterState.of(machine);
    List<String> words = call.arguments();
    String last = words.isEmpty() ? "" : words.get(words.size() - 1);
    String resource = after(words, "-R");
    if (cluster.isEmpty() || !cluster.get().has("group." + after(words, "-G") + ".online") || !resource.isEmpty() && !cluster.get().has("resource." + resource + ".group")) {
      return Answer.failed(14, call.program().name() + ": invalid resource or group");
    }
    return Answer.said(answer(cluster.get(), words, resource, last) + "\n");
  }

  private static String answer(ClusterState cluster, List<String> words, String resource, String last) throws TrekException {
    return switch (after(words, "-O")) {
      case "RG_STATE_NODE" -> cluster.get("group." + after(words, "-G") + ".online").equals(last) ? "ONLINE" : "OFFLINE";
      case "NODELIST" -> cluster.get("group." + after(words, "-G") + ".nodes").replace(' ', '\n');
      case "ON_OFF_SWITCH" -> cluster.enabled(resource) ? "ENABLED" : "DISABLED";
      case "MONITORED_SWITCH" -> cluster.get("resource." + resource + ".monitored").equals("yes") ? "ENABLED" : "DISABLED";
      case "RESOURCE_STATE_NODE" -> cluster.enabled(resource) && cluster.online(resource).equals(last) ? "ONLINE" : "OFFLINE";
      case "TYPE_VERSION" -> cluster.get("resource." + resource + ".Type_version");
      case "EXTENSION" -> "STRING\n" + cluster.get("resource." + resource + "." + last);
      default -> "";
    };
  }

  private static String after(List<String> words, String option) {
    int at = words.indexOf(option) + 1;
    return at == 0 || at >= words.size() ? "" : words.get(at);
  }

  @Override
  public boolean onlyLooks(List<String> arguments) {
    return true;
  }
}
