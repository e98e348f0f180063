package org.mailtrek.host;

import com.jcraft.jsch.Session;
import java.util.Optional;

/**
 * A session that is signed in, and the one that it runs through.
 *
 * @param jsch the session
 * @param jump the session of the machine between, if there is one
 */
record SshSession(Session jsch, Optional<Session> jump) {

  boolean alive() {
    return jsch.isConnected() && jump.map(Session::isConnected).orElse(true);
  }

  void close() {
    jsch.disconnect();
    jump.ifPresent(Session::disconnect);
  }
}
