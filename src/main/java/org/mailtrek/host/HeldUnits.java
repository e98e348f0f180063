package org.mailtrek.host;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Keeps units from starting while their packages change, also where a maintainer script calls {@code systemctl start} itself and so asks no
 * policy-rc.d: a condition that lets the start succeed without starting anything (systemd.unit(5)). A mask would let it fail, and the
 * installation with it. It lies below {@code /run}, so a reboot ends it too; what a crash leaves, {@link #duringAndAfter} puts right.
 */
final class HeldUnits {

  /** Words: services. Nothing happens where systemd does not run. */
  private static final String BEGIN =
      """
      [ -d /run/systemd/system ] || exit 0
      mkdir -p /run/mailtrek && : >/run/mailtrek/quiet || exit
      for each do
        mkdir -p "/run/systemd/system/$each.service.d" || exit
        printf '[Unit]\\nConditionPathExists=!/run/mailtrek/quiet\\n' >"/run/systemd/system/$each.service.d/mailtrek-quiet.conf" || exit
      done
      systemctl daemon-reload
      """;

  /** The marker goes first: from then on everything can be started again. */
  private static final String END =
      """
      rm -f /run/mailtrek/quiet
      set -- /run/systemd/system/*.service.d/mailtrek-quiet.conf
      [ -e "$1" ] || exit 0
      rm -f "$@"
      for each do rmdir "${each%/*}" 2>/dev/null; done
      systemctl daemon-reload
      """;

  /** Words: services. Those that a script or a preset has given a place at boot lose it. */
  private static final String HUSH =
      """
      for each do
        if [ -d /run/systemd/system ]; then
          systemctl is-enabled --quiet "$each.service" 2>/dev/null && { systemctl --quiet disable "$each.service" || exit; }
        elif command -v chkconfig >/dev/null; then
          chkconfig "$each" off 2>/dev/null
        fi
      done
      exit 0
      """;

  private final Programs programs;

  HeldUnits(Programs programs) {
    this.programs = programs;
  }

  /** Changes packages. */
  @FunctionalInterface
  interface Work {
    void run() throws TrekException;
  }

  /** Holds services, whether they are there yet or not. When the machine is lost they stay held until {@link #duringAndAfter}, or its next boot. */
  void during(Collection<String> services, Work work) throws TrekException {
    if (services.isEmpty()) {
      work.run();
    } else {
      begin(services);
      held(work);
    }
  }

  /** Holds services, such as those of half installed packages that are about to be configured, and lets go also what was left held. */
  void duringAndAfter(Collection<String> services, Work work) throws TrekException {
    if (!services.isEmpty()) {
      begin(services);
    }
    held(work);
  }

  private void held(Work work) throws TrekException {
    try {
      work.run();
    } catch (TrekException e) {
      throw putRight(e, this::end);
    }
    end();
  }

  /** Lets services go again after a failure, and returns it. Where the machine is lost, what is at work there may go on: the next contact puts it right. */
  static TrekException putRight(TrekException why, Work end) {
    if (why.kind() != TrekException.Kind.UNREACHABLE) {
      try {
        end.run();
      } catch (TrekException again) {
        why.addSuppressed(again);
      }
    }
    return why;
  }

  /** Takes the place at boot from services that a script or a preset has given one. */
  void hush(Collection<String> services) throws TrekException {
    if (services.isEmpty()) {
      return;
    }
    List<String> line = new ArrayList<>(List.of("sh", "-c", HUSH, "sh"));
    line.addAll(services);
    Programs.Ended ended = programs.run(new byte[0], line);
    if (!ended.ok()) {
      throw TrekException.at(programs.host()).found("new services can't be kept from starting at boot: " + ended.lastWords()).next("systemctl disable " + String.join(" ", services) + " on " + programs.host());
    }
  }

  private void begin(Collection<String> services) throws TrekException {
    List<String> line = new ArrayList<>(List.of("sh", "-c", BEGIN, "sh"));
    line.addAll(services);
    Programs.Ended ended = programs.run(new byte[0], line);
    if (!ended.ok()) {
      throw TrekException.at(programs.host()).found("its services can't be kept from starting: " + ended.lastWords()).next("look at it, then try again");
    }
  }

  private void end() throws TrekException {
    Programs.Ended ended = programs.run("sh", "-c", END);
    if (!ended.ok()) {
      throw TrekException.at(programs.host()).found("its services can't be let go again: " + ended.lastWords()).next("systemctl daemon-reload on " + programs.host());
    }
  }
}
