package org.mailtrek.host;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks at a machine by its own programs. One that is to read runs in a mount namespace of its own in which everything is mounted read-only
 * (unshare(1), mount(8)), without the right to mount anew (setpriv(1)).
 */
final class MachineInspection implements Inspection {

  private static final Duration DAY = Duration.ofHours(24);

  private static final String CONFINED = """
      while read -r _ _ _ _ point _; do
        mount -o remount,bind,ro "$(printf '%b' "$point")" 2>/dev/null
      done </proc/self/mountinfo
      for each in / /etc /usr /var /tmp /home /root; do
        [ ! -w "$each" ] || { echo "mailtrek: $each stays writable" >&2; exit 125; }
      done
      if command -v setpriv >/dev/null; then exec setpriv --bounding-set=-sys_admin,-sys_boot,-sys_module,-sys_time,-mknod -- "$@"; fi
      exec "$@"
      """;

  private static final String READ = """
      if unshare --mount true 2>/dev/null; then exec unshare --mount --propagation private sh -c "$0" sh "$@"; fi
      if unshare --mount --map-root-user true 2>/dev/null; then exec unshare --mount --map-root-user --propagation private sh -c "$0" sh "$@"; fi
      echo 'mailtrek: this account may not unshare' >&2; exit 125
      """;

  private static final List<List<String>> LOOKING =
      List.of(List.of("findmnt"), List.of("btrfs", "subvolume", "show"), List.of("btrfs", "subvolume", "list"), List.of("lvs", "--readonly"), List.of("zfs", "list"));

  private static final Map<String, String> TOOLS = new TreeMap<>(Map.of(
      "find", "files can't be listed (package findutils)",
      "xargs", "files can't be listed (package findutils)",
      "stat", "files can't be seen (package coreutils)",
      "base64", "files can't be written (package coreutils)",
      "dd", "files can't be written (package coreutils)",
      "flock", "files can't be written (package util-linux)",
      "getfattr", "extended attributes can't be seen (package attr)",
      "setfattr", "extended attributes can't be set (package attr)",
      "unshare", "exec is refused (package util-linux)",
      "tar", "folders can't be packed (package tar)"));

  private final FilesView files;
  private final Programs programs;

  MachineInspection(FilesView files, Programs programs) {
    this.files = files;
    this.programs = programs;
  }

  @Override
  public Programs.Ended read(List<String> command, OutputStream output) throws TrekException {
    List<String> line = new ArrayList<>(List.of("sh", "-c", READ, CONFINED));
    line.addAll(command);
    Programs.Ended ended = programs.stream(new ByteArrayInputStream(new byte[0]), output, line);
    if (ended.code() == 125 && ended.err().startsWith("mailtrek: ")) {
      throw TrekException.at(programs.host()).kind(TrekException.Kind.REFUSED)
          .found("a program can't be kept from writing there: " + ended.lastWords().substring("mailtrek: ".length()))
          .next("sign in as root, or with sudo: true in estate.yaml");
    }
    return ended;
  }

  @Override
  public Programs.Ended volumes(List<String> command, OutputStream output) throws TrekException {
    if (LOOKING.stream().noneMatch(each -> command.size() >= each.size() && command.subList(0, each.size()).equals(each))) {
      throw new IllegalArgumentException(command + " is none of the tools that only look");
    }
    return programs.looking().stream(new ByteArrayInputStream(new byte[0]), output, command);
  }

  @Override
  public void log(String service, int lines, boolean follow, OutputStream output) throws TrekException {
    Programs.Ended ended = programs.within(follow ? DAY : Duration.ofMinutes(2)).stream(new ByteArrayInputStream(new byte[0]), output, command(service, lines, follow));
    if (!ended.ok()) {
      throw TrekException.at(programs.host() + ": " + service).found("the log can't be read: " + ended.lastWords()).next("services list " + programs.host());
    }
  }

  private List<String> command(String service, int lines, boolean follow) throws TrekException {
    List<String> line;
    if (files.stat(HostPath.of("/run/systemd/system")).isPresent()) {
      line = new ArrayList<>(List.of("journalctl", "--no-pager", "--quiet", "--output=short-iso", "--lines=" + lines, "--unit=" + service + ".service"));
      if (follow) {
        line.add("--follow");
      }
      return line;
    }
    for (String file : List.of("/var/log/" + service.replaceFirst("-", "/") + ".log", "/var/log/" + service + ".log", "/var/log/syslog", "/var/log/messages")) {
      if (files.stat(HostPath.of(file)).isPresent()) {
        line = new ArrayList<>(List.of("tail", "--lines=" + lines));
        if (follow) {
          line.add("--follow=name");
        }
        line.add(file);
        return line;
      }
    }
    throw TrekException.at(programs.host() + ": " + service).found("no log is to be found").next("look under /var/log with: exec " + programs.host() + " ls /var/log");
  }

  @Override
  public List<String> missing() throws TrekException {
    List<String> line = new ArrayList<>(List.of("sh", "-c", "for each; do command -v \"$each\" >/dev/null || echo \"$each\"; done", "sh"));
    line.addAll(TOOLS.keySet());
    return programs.looking().run(new byte[0], line).text().lines().map(each -> each + ": " + TOOLS.get(each)).toList();
  }
}
