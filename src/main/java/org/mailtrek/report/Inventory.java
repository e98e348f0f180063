package org.mailtrek.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.HostEntry;
import org.mailtrek.host.TrekException;

/** The machines of an estate as Ansible reaches them. */
final class Inventory {

  /** The machine that the playbook runs on: the directory's clients run there. */
  static final String CONTROL = "control";

  private final Declaration declared;
  private final Path estate;

  Inventory(Declaration declared, Path estate) {
    this.declared = declared;
    this.estate = estate;
  }

  /** Returns a file of this machine as Ansible finds it from anywhere; one in the home folder stands for itself. */
  private String file(String declaredPath) {
    return declaredPath.startsWith("~") ? declaredPath : estate.resolve(declaredPath).normalize().toString();
  }

  Map<String, Object> content() throws TrekException {
    Map<String, Object> hosts = new LinkedHashMap<>();
    for (HostEntry each : declared.hosts().values()) {
      hosts.put(each.name(), variables(each));
    }
    hosts.put(CONTROL, local());
    return Map.of("all", Map.of("hosts", hosts));
  }

  private static Map<String, Object> local() {
    Map<String, Object> variables = new LinkedHashMap<>();
    variables.put("ansible_connection", "local");
    variables.put("ansible_python_interpreter", "{{ ansible_playbook_python }}");
    return variables;
  }

  private Map<String, Object> variables(HostEntry entry) throws TrekException {
    if (entry.name().equals(CONTROL)) {
      throw TrekException.at(entry.name()).kind(TrekException.Kind.REFUSED).found("is the name by which the playbook calls the machine that it runs on").next("give the host another name in estate.yaml");
    }
    if (entry instanceof HostEntry.Simulated) {
      throw TrekException.at(entry.name()).kind(TrekException.Kind.REFUSED).found("is a practice machine, a folder: Ansible can't sign in there").next("apply the plan here, and export that of real machines");
    }
    return entry instanceof HostEntry.Ssh ssh ? remote(ssh) : local();
  }

  private Map<String, Object> remote(HostEntry.Ssh ssh) {
    Map<String, Object> variables = new LinkedHashMap<>();
    int at = ssh.destination().indexOf('@');
    variables.put("ansible_host", ssh.destination().substring(at + 1));
    variables.put("ansible_port", ssh.port());
    if (at > 0) {
      variables.put("ansible_user", ssh.destination().substring(0, at));
    }
    ssh.login().key().ifPresent(key -> variables.put("ansible_ssh_private_key_file", file(key)));
    StringBuilder options = new StringBuilder();
    ssh.login().knownHosts().ifPresent(known -> options.append(" -o UserKnownHostsFile=").append(file(known)));
    ssh.login().jump().ifPresent(jump -> options.append(" -J ").append(jump));
    if (!options.isEmpty()) {
      variables.put("ansible_ssh_common_args", options.substring(1));
    }
    if (ssh.login().sudo()) {
      variables.put("ansible_become", true);
    }
    return variables;
  }
}
