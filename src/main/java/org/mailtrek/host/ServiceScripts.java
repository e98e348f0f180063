package org.mailtrek.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What is done to a service on its machine in one call, so that waiting costs no round trips. Each script gets its words as arguments and says by
 * its exit code how it went: {@link #LEFT} with a line {@code PID NAME} for each process that is left, {@link #LOCKED} with the lock.
 */
final class ServiceScripts {

  /** Processes are left. */
  static final int LEFT = 75;

  /** The server is at work on its database and must not be stopped. */
  static final int LOCKED = 76;

  /** It started and did not stay up. */
  static final int FELL = 77;

  /** What timeout(1) says when it had to end a program. */
  static final int TIMED_OUT = 124;

  private static final String FUNCTIONS =
      """
      locked() {
        case $2 in zarafa-server|kopano-server) lock=/tmp/${2%-server}-upgrade-lock;; *) return 0;; esac
        if [ -e "$3$lock" ] || [ -e "/proc/$1/root$lock" ]; then echo "$lock"; exit 76; fi
      }
      names() {
        for pid in $1; do
          [ -r "/proc/$pid/comm" ] && echo "$pid $(cat "/proc/$pid/comm")"
        done
      }
      """;

  /** Words: unit, how many fifths of a second to watch it. The last lines tell its state when it does not stay up. */
  static final String SYSTEMD_START =
      """
      unit=$1 ticks=$2
      get() { systemctl show --property="$1" -- "$unit" | sed "s/^$1=//"; }
      show() { systemctl show --property=ActiveState,SubState,MainPID,NRestarts,Result,ExecMainStatus -- "$unit"; }
      [ "$(get NeedDaemonReload)" != yes ] || systemctl daemon-reload
      if [ "${unit##*.}" = socket ] && service=$(get Triggers) && systemctl is-active --quiet "$service"; then
        systemctl stop -- "$service"
      else
        service=
      fi
      systemctl --no-ask-password start -- "$unit" || exit
      [ -z "$service" ] || systemctl --no-ask-password start -- "$service" || exit
      case $(get Type) in notify|notify-reload|dbus|oneshot) ticks=0;; esac
      first=$(show)
      while [ "$ticks" -gt 0 ] && [ "$(show)" = "$first" ]; do ticks=$((ticks - 1)); sleep 0.2; done
      [ "$(show)" = "$first" ] && case $first in *ActiveState=active*) exit 0;; esac
      show
      systemctl stop -- "$unit" >/dev/null 2>&1
      exit 77
      """;

  /** Words: unit, its name without suffix, how many seconds it may take, how many fifths of a second what it left may take. */
  static final String SYSTEMD_STOP =
      FUNCTIONS
          + """
          unit=$1 name=$2 seconds=$3 ticks=$4
          get() { systemctl show --property="$1" -- "$unit" | sed "s/^$1=//"; }
          main=$(get MainPID)
          [ "${main:-0}" = 0 ] || locked "$main" "$name" ""
          group=$(get ControlGroup)
          left() {
            case $group in ""|/) return;; esac
            for top in /sys/fs/cgroup /sys/fs/cgroup/systemd /sys/fs/cgroup/unified; do
              [ ! -d "$top$group" ] || find "$top$group" -name cgroup.procs -exec cat {} + 2>/dev/null
            done | sort -un
          }
          timeout "$seconds" systemctl --no-ask-password stop -- "$unit"; code=$?
          while [ "$code" = 0 ] && [ "$ticks" -gt 0 ] && [ -n "$(left)" ]; do ticks=$((ticks - 1)); sleep 0.2; done
          pids=$(left)
          [ -z "$pids" ] || { names "$pids"; [ "$code" = 124 ] || code=75; exit $code; }
          [ "$(get ActiveState)" != failed ] || systemctl reset-failed -- "$unit"
          exit $code
          """;

  private static final String INIT =
      FUNCTIONS
          + """
          script=$1 name=$2 root=$3 ticks=$4
          tops() {
            for file in "$root/var/run/$name.pid" "$root/var/run/"*"/$name.pid" "$root/var/run/${name%%-*}"*"/${name#*-}.pid"; do
              [ ! -r "$file" ] || tr -cd '0-9\\n' <"$file"
            done
            pidof "$name" 2>/dev/null | tr ' ' '\\n'
          }
          call() {
            said=$(mktemp) && "$script" "$1" </dev/null >"$said" 2>&1
            code=$?
            cat "$said" >&2; rm -f "$said"
            return $code
          }
          status() {
            if grep -q '^[^#]*status' "$script"; then
              "$script" status >/dev/null 2>&1 </dev/null
              return
            fi
            for pid in $(tops); do [ ! -d "/proc/$pid" ] || return 0; done
            return 3
          }
          """;

  /** Words as for {@link #INIT_STOP}. Exits as the script's {@code status} does (LSB core, chapter 22.2), also where it knows none. */
  static final String INIT_STATUS = INIT + "status\n";

  /** Words: start script, name, the machine's root without a slash at its end, how many fifths of a second what it left may take. */
  static final String INIT_STOP =
      INIT
          + """
          all() {
            cat /proc/[0-9]*/stat 2>/dev/null | sed 's/^\\([0-9]*\\) (.*) [A-Z] \\([0-9]*\\) \\([-0-9]* \\)\\{17\\}\\([0-9]*\\) .*/\\1 \\2 \\4/' | awk -v tops="$(tops | tr '\\n' ' ')" '
              BEGIN { n = split(tops, top, " "); for (i = 1; i <= n; i++) ours[top[i]] = 1 }
              { parent[$1] = $2; born[$1] = $3 }
              END { do { more = 0; for (p in parent) if (!(p in ours) && (parent[p] in ours)) { ours[p] = 1; more = 1 } } while (more)
                for (p in ours) if (p in born) print p ":" born[p] }'
          }
          ours=$(all)
          for each in $ours; do locked "${each%:*}" "$name" "$root"; done
          alive() {
            for each in $ours; do
              now=$(sed 's/^.*) \\([A-Z]\\) \\([-0-9]* \\)\\{18\\}\\([0-9]*\\) .*/\\1:\\3/' "/proc/${each%:*}/stat" 2>/dev/null)
              [ "${now#*:}" != "${each#*:}" ] || [ "${now%:*}" = Z ] || echo "${each%:*}"
            done
          }
          call stop
          while [ "$ticks" -gt 0 ] && { [ -n "$(alive)" ] || status; }; do ticks=$((ticks - 1)); sleep 0.2; done
          pids=$(alive)
          [ -z "$pids" ] || { names "$pids"; exit 75; }
          ! status || exit 75
          """;

  /** Words: start script, name, how many fifths of a second to watch it. */
  static final String INIT_START =
      INIT
          + """
          call start || exit
          while status; do
            [ "$ticks" -gt 0 ] || exit 0
            ticks=$((ticks - 1)); sleep 0.2
          done
          exit 77
          """;

  /**
   * Words: name, unit or nothing, the machine's root without a slash at its end, files. Says in a line each when the process was started and, both in
   * seconds since 1970, when the last of the files was changed (nothing where there is none); then the words of its command. Exits 3 when there is none.
   */
  static final String RUNNING =
      """
      name=$1 unit=$2 root=$3; shift 3
      main() {
        [ -z "$unit" ] || systemctl show --property=MainPID -- "$unit" | sed 's/^MainPID=//'
        for file in "$root/var/run/$name.pid" "$root/var/run/"*"/$name.pid" "$root/var/run/${name%%-*}"*"/${name#*-}.pid"; do
          [ ! -r "$file" ] || { tr -cd '0-9\\n' <"$file"; echo; }
        done
        [ -n "$root" ] || pidof "$name" 2>/dev/null | tr ' ' '\\n'
      }
      for pid in $(main); do
        [ "$pid" != 0 ] && grep -qs 'State:.[^Z]' "/proc/$pid/status" || continue
        born=$(sed 's/^.*) [A-Z] \\([-0-9]* \\)\\{18\\}\\([0-9]*\\) .*/\\2/' "/proc/$pid/stat")
        boot=$(sed -n 's/^btime //p' /proc/stat)
        echo $((boot + born / $(getconf CLK_TCK 2>/dev/null || echo 100)))
        changed=
        [ $# = 0 ] || changed=$(stat --format=%Z -- "$@" 2>/dev/null | sort -n | tail -n 1)
        echo "$changed"
        tr '\\0' '\\n' <"/proc/$pid/cmdline"
        exit 0
      done
      exit 3
      """;

  private ServiceScripts() {}

  /** Looks at the process of a service by {@link #RUNNING}. */
  static Optional<ServicesView.Running> running(Programs programs, String service, String unit, String root, Collection<HostPath> files) throws TrekException {
    List<String> line = new ArrayList<>(command(RUNNING, service, unit, root));
    for (HostPath each : files) {
      line.add(programs.word(each));
    }
    Programs.Ended ended = programs.looking().run(new byte[0], line);
    List<String> said = ended.text().lines().toList();
    if (!ended.ok() || said.size() < 2) {
      return Optional.empty();
    }
    Optional<Instant> changed = said.get(1).isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochSecond(Long.parseLong(said.get(1))));
    return Optional.of(new ServicesView.Running(Instant.ofEpochSecond(Long.parseLong(said.get(0))), changed, said.subList(2, said.size())));
  }

  static List<String> command(String script, String... words) {
    List<String> line = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    line.addAll(List.of(words));
    return line;
  }
}
