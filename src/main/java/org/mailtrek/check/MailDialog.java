package org.mailtrek.check;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.HostView;
import org.mailtrek.host.Programs;
import org.mailtrek.host.TrekException;

/** Talks to a mail server on the machine where it runs. Waits twenty seconds for a server that was just started. Needs bash there. */
final class MailDialog {

  private static final String TALK = """
      host=$1 port=$2; shift 2
      tries=40
      until { exec 3<>"/dev/tcp/$host/$port"; } 2>/dev/null; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || exit 9
        sleep 0.5
      done
      hear() {
        while IFS= read -r -t 20 line <&3; do
          line=${line%$'\\r'}
          case $line in [0-9][0-9][0-9]-*) ;; *) printf '%s\\n' "$line"; return 0 ;; esac
        done
        echo 'no answer'; return 1
      }
      hear || exit 8
      for each; do printf '%s\\r\\n' "$each" >&3; hear || exit 8; done
      """;

  private final HostView host;

  MailDialog(HostView host) {
    this.host = host;
  }

  /**
   * What a server answered.
   *
   * @param tried whether there is what it takes to ask
   * @param reached whether anybody listens there
   * @param lines its greeting, then the last line of each answer
   */
  record Heard(boolean tried, boolean reached, List<String> lines) {

    /** Returns the answer to one of the lines, from 1; empty where it came not so far. */
    Optional<String> to(int line) {
      return line < lines.size() ? Optional.of(lines.get(line)) : Optional.empty();
    }
  }

  /** Says lines one after the other, each after the answer to the one before. */
  Heard say(String address, int port, List<String> lines) throws TrekException {
    List<String> command = new ArrayList<>(List.of("timeout", "60", "bash", "-c", TALK, "talk", address, Integer.toString(port)));
    command.addAll(lines);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Programs.Ended ended = host.inspection().read(command, out);
    return new Heard(ended.code() != 126 && ended.code() != 127, ended.code() != 9, out.toString(StandardCharsets.UTF_8).lines().toList());
  }

  /** Runs a program that only looks. */
  Said run(List<String> command) throws TrekException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Programs.Ended ended = host.inspection().read(command, out);
    return new Said(ended.code(), out.toString(StandardCharsets.UTF_8).strip(), ended.lastWords());
  }

  /** How a program ended, and what it said. */
  record Said(int code, String out, String words) {}
}
