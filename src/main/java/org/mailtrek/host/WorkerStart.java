package org.mailtrek.host;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Starts a {@link ShellWorker} in a session: a POSIX shell, through sudo where the host is declared so. */
final class WorkerStart {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SshTarget target;
  private final SshAnswers answers;
  private final byte[] script;

  WorkerStart(SshTarget target, SshAnswers answers) {
    this.target = target;
    this.answers = answers;
    this.script = (HostScript.of("linked-tree.sh") + HostScript.of("worker.sh")).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Starts a worker; empty when the machine allows no further channel.
   *
   * @throws TrekException when the account may not run a shell, or sudo refuses
   * @throws LostException when the connection breaks, or the shell does not answer in time
   */
  Optional<ShellWorker> start(Session session) throws TrekException, LostException {
    String mark = random();
    Object lock = new Object();
    Heard out = new Heard(lock, mark);
    Heard err = new Heard(lock, mark);
    ChannelExec channel = channel(session);
    try {
      String ready = "ready-" + random();
      String prompt = "sudo-" + random();
      channel.setCommand(command(ready, prompt));
      channel.setOutputStream(out);
      channel.setErrStream(err);
      OutputStream in = channel.getOutputStream();
      if (!connected(channel)) {
        return Optional.empty();
      }
      ShellWorker worker = new ShellWorker(channel, in, lock, out, err, mark);
      if (target.sudo()) {
        admit(worker, ready, prompt, out, err);
      }
      in.write(script);
      in.write((mark + "\n").getBytes(StandardCharsets.US_ASCII));
      in.flush();
      worker.greet(PATIENCE);
      return Optional.of(worker);
    } catch (JSchException | IOException e) {
      channel.disconnect();
      throw new LostException(String.valueOf(e.getMessage()));
    } catch (LostException e) {
      channel.disconnect();
      if (session.isConnected() && !err.text().isBlank()) {
        throw refused(err.text());
      }
      throw e;
    } catch (TrekException e) {
      channel.disconnect();
      throw e;
    }
  }

  /** Connects; false when the machine refuses with a reason (RFC 4254, section 5.1), which the library keeps in the place of an exit status. */
  private static boolean connected(ChannelExec channel) throws JSchException {
    try {
      // given a time, the library waits all of it even when the session has ended meanwhile; without one it looks every 10 ms, for 20 seconds
      channel.connect();
      return true;
    } catch (JSchException e) {
      if (channel.getExitStatus() > 0) {
        return false;
      }
      throw e;
    }
  }

  private static ChannelExec channel(Session session) throws LostException {
    try {
      ChannelExec channel = (ChannelExec) session.openChannel("exec");
      if (channel == null) {
        throw new LostException("the session has just ended");
      }
      return channel;
    } catch (JSchException e) {
      throw new LostException(String.valueOf(e.getMessage()));
    }
  }

  /** The login shell may be of any kind: nothing but plain words and single quotes reaches it. */
  private byte[] command(String ready, String prompt) {
    String shell = "exec /bin/sh -c 'echo " + ready + "; eval \"$(head -c " + script.length + ")\"'";
    return (target.sudo() ? shell.replaceFirst("exec ", "exec sudo -S -p " + prompt + " -- ") : shell).getBytes(StandardCharsets.US_ASCII);
  }

  /** Waits until sudo lets us in; answers it once when it asks for the password. */
  private void admit(ShellWorker worker, String ready, String prompt, Heard out, Heard err) throws TrekException, LostException {
    if (!worker.await(PATIENCE, () -> out.text().contains(ready) || err.text().contains(prompt))) {
      throw refused("sudo does not answer");
    }
    if (out.text().contains(ready)) {
      return;
    }
    Optional<Secret> password = answers.sudo(target.address());
    if (password.isEmpty()) {
      throw refused("sudo asks for a password");
    }
    err.take();
    worker.say(password.get());
    if (!worker.await(PATIENCE, () -> out.text().contains(ready) || err.text().contains(prompt)) || !out.text().contains(ready)) {
      throw refused("sudo does not accept the password");
    }
  }

  private TrekException refused(String said) {
    List<String> lines = said.strip().lines().filter(line -> !line.isBlank()).toList();
    String words = String.join("; ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    TrekException.Draft draft = TrekException.at(target.name()).kind(TrekException.Kind.UNREACHABLE).found("signs in, and then refuses to work: " + words);
    if (target.sudo()) {
      return draft.next("let " + target.address().user() + " run /bin/sh through sudo (visudo), give the password under hosts." + target.name()
          + ".sudo-password in estate.yaml, or sign in as root");
    }
    return draft.next("see what happens with: ssh " + target.address() + " true");
  }

  private static String random() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
