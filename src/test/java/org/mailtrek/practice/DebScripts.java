package org.mailtrek.practice;

/**
 * What the maintainer scripts of Debian packages do about services, with Debian's own tools for that. Trouble can be ordered: where {@code /run/lab/fails-NAME} is, the configuration of a
 * service's package fails; where {@code /run/lab/kills-NAME} is, dpkg is killed while it removes it.
 */
final class DebScripts {

  private DebScripts() {}

  /**
   * Adds what a package with a daemon does: enables and starts it, restarts it on upgrades, stops it before it goes.
   *
   * @param scripted whether the daemon has a start script beside its unit
   */
  static void service(DebPackage made, String service, boolean scripted) {
    made.script(
        "postinst",
        """
        if [ "$1" = configure ]; then
          deb-systemd-helper unmask @.service >/dev/null || true
          if deb-systemd-helper --quiet was-enabled @.service; then
            deb-systemd-helper enable @.service >/dev/null || true
          else
            deb-systemd-helper update-state @.service >/dev/null || true
          fi
          DEFAULTS
          if [ -n "$2" ]; then act=restart; else act=start; fi
          if [ -d /run/systemd/system ]; then
            systemctl --system daemon-reload >/dev/null || true
            deb-systemd-invoke $act @.service >/dev/null || true
          else
            invoke-rc.d --skip-systemd-native @ $act || true
          fi
          if [ -e /run/lab/fails-@ ]; then echo '@ can not be configured today' >&2; exit 1; fi
        fi
        """.replace("DEFAULTS", scripted ? "update-rc.d @ defaults >/dev/null" : "update-rc.d @ remove >/dev/null || true").replace("@", service));
    made.script(
        "prerm",
        """
        if [ "$1" = remove ]; then
          if [ -d /run/systemd/system ]; then
            deb-systemd-invoke stop @.service >/dev/null || true
          else
            invoke-rc.d --skip-systemd-native @ stop || true
          fi
          if [ -e /run/lab/kills-@ ]; then kill -9 $PPID; exit 1; fi
        fi
        """.replace("@", service));
    made.script(
        "postrm",
        """
        if [ -d /run/systemd/system ]; then
          systemctl --system daemon-reload >/dev/null || true
        fi
        if [ "$1" = remove ] && [ -x /usr/bin/deb-systemd-helper ]; then
          deb-systemd-helper mask @.service >/dev/null || true
        fi
        if [ "$1" = purge ]; then
          update-rc.d @ remove >/dev/null || true
          if [ -x /usr/bin/deb-systemd-helper ]; then
            deb-systemd-helper purge @.service >/dev/null || true
            deb-systemd-helper unmask @.service >/dev/null || true
          fi
        fi
        """.replace("@", service));
  }

  /** Adds what the common package does: the account and its folders. */
  static void account(DebPackage made, String product, String runtime) {
    made.script(
        "postinst",
        """
        if [ "$1" = configure ]; then
          getent group @ >/dev/null || groupadd --system @
          getent passwd @ >/dev/null || useradd --system --gid @ --home-dir /var/lib/@ --no-create-home --shell /usr/sbin/nologin --comment 'mail server' @
          if [ -z "$2" ]; then
            chown root:@ /etc/@ && chmod 750 /etc/@
            chown @:@ /var/lib/@
            chown @:adm /var/log/@ && chmod 750 /var/log/@
          fi
          systemd-tmpfiles --create /usr/lib/tmpfiles.d/@.conf || true
        fi
        """.replace("@", product));
    made.script("postrm", "if [ \"$1\" = purge ]; then rm -rf /var/log/" + product + "; fi\n");
    made.file("/usr/lib/tmpfiles.d/" + product + ".conf", "d " + runtime + " 0775 " + product + " " + product + " -\n", 0644);
  }

  /** Adds what gives configuration files to root and the daemon's group, once. */
  static void owned(DebPackage made, String product, String... files) {
    made.script("postinst", "if [ \"$1\" = configure ] && [ -z \"$2\" ]; then\n  chown root:" + product + " " + String.join(" ", files) + "\n  chmod 640 " + String.join(" ", files) + "\nfi\n");
  }

  /** Returns the unit of a daemon. */
  static String unit(String service, String command, boolean server) {
    return """
        [Unit]
        Description=%s (a stand-in)
        After=network.target local-fs.target%s

        [Service]
        Type=simple
        ExecStart=%s
        ExecReload=/bin/kill -HUP $MAINPID
        TimeoutStopSec=60

        [Install]
        WantedBy=multi-user.target
        """.formatted(service, server ? " mariadb.service slapd.service" : "", command);
  }

  /** Returns the start script of a daemon. */
  static String startScript(String service, String command, String runtime) {
    return """
        #!/bin/sh
        ### BEGIN INIT INFO
        # Provides:          @
        # Required-Start:    $remote_fs $syslog
        # Required-Stop:     $remote_fs $syslog
        # Default-Start:     2 3 4 5
        # Default-Stop:      0 1 6
        # Short-Description: @ (a stand-in)
        ### END INIT INFO
        PIDFILE=RUN/@.start.pid
        case "$1" in
          start)
            mkdir -p RUN
            start-stop-daemon --start --oknodo --background --make-pidfile --pidfile $PIDFILE --startas /bin/sh -- -c 'exec COMMAND' ;;
          stop)
            start-stop-daemon --stop --oknodo --retry TERM/60/KILL/5 --pidfile $PIDFILE ;;
          restart | force-reload)
            "$0" stop
            "$0" start ;;
          reload)
            start-stop-daemon --stop --signal HUP --pidfile $PIDFILE ;;
          status)
            start-stop-daemon --status --pidfile $PIDFILE ;;
          *)
            echo "Usage: $0 start|stop|restart|reload|status" >&2
            exit 2 ;;
        esac
        """.replace("@", service).replace("RUN", runtime).replace("COMMAND", command);
  }
}
