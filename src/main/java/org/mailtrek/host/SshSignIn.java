package org.mailtrek.host;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Signs in to a machine, through another where one is named. */
final class SshSignIn {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private final SshTarget target;
  private final SshAnswers answers;

  SshSignIn(SshTarget target, SshAnswers answers) {
    this.target = target;
    this.answers = answers;
  }

  /**
   * Signs in. A key that was never seen is asked about; one that differs from what is known is refused.
   *
   * @throws TrekException of kind {@code UNREACHABLE} when it can't be reached or refuses us, or {@code REFUSED} when its key is not trusted
   */
  SshSession open() throws TrekException {
    Optional<Session> jump = Optional.empty();
    try {
      if (target.jump().isPresent()) {
        jump = Optional.of(connect(target.jump().get(), Optional.empty()));
      }
      return new SshSession(connect(target.address(), jump), jump);
    } catch (TrekException | RuntimeException e) {
      jump.ifPresent(Session::disconnect);
      throw e;
    }
  }

  private Session connect(SshTarget.Address address, Optional<Session> jump) throws TrekException {
    KnownKeys known = KnownKeys.read(target.knownHosts());
    SshQuestions questions = new SshQuestions(address, answers);
    Session session = prepared(address, jump, known, questions);
    try {
      session.connect((int) PATIENCE.toMillis());
      return session;
    } catch (SshQuestions.NoPasswordException e) {
      session.disconnect();
      questions.rethrow();
      throw failed(address, new JSchException("Auth cancel", e));
    } catch (JSchException e) {
      session.disconnect();
      questions.rethrow();
      if (known.refused().isPresent()) {
        accept(address, known, known.refused().get());
        return connect(address, jump);
      }
      throw failed(address, e);
    }
  }

  private Session prepared(SshTarget.Address address, Optional<Session> jump, KnownKeys known, SshQuestions questions) throws TrekException {
    try {
      JSch jsch = new JSch();
      for (Path key : target.keys()) {
        if (Files.isRegularFile(key)) {
          add(jsch, key);
        }
      }
      Session session = jsch.getSession(address.user(), address.host(), address.port());
      session.setIdentityRepository(SshIdentities.of(jsch.getIdentityRepository(), target.agent(), answers));
      session.setHostKeyRepository(known);
      session.setConfig("StrictHostKeyChecking", "yes");
      session.setConfig("PreferredAuthentications", "publickey,keyboard-interactive,password");
      session.setConfig("MaxAuthTries", "6");
      session.setUserInfo(questions);
      session.setDaemonThread(true);
      session.setServerAliveInterval((int) HEARTBEAT.toMillis());
      session.setServerAliveCountMax(3);
      if (target.legacy()) {
        Legacy.allow(session);
      }
      jump.ifPresent(each -> session.setProxy(new JumpProxy(each)));
      return session;
    } catch (JSchException e) {
      throw failed(address, e);
    }
  }

  private void add(JSch jsch, Path key) throws TrekException {
    try {
      com.jcraft.jsch.KeyPair pair = com.jcraft.jsch.KeyPair.load(jsch, key.toString());
      boolean locked = pair.isEncrypted();
      pair.dispose();
      Optional<Secret> words = locked ? answers.passphrase(key.toString()) : Optional.empty();
      if (!locked) {
        jsch.addIdentity(key.toString());
      } else if (words.isPresent()) {
        JSchException refused = words.get().use(bytes -> unlocked(jsch, key, bytes));
        if (refused != null) {
          throw refused;
        }
      } else {
        answers.warning(key + " is locked and there is nobody to unlock it: passed over");
      }
    } catch (JSchException e) {
      throw TrekException.at(key).kind(TrekException.Kind.UNREACHABLE).found("the private key can't be used: " + e.getMessage()).because(e)
          .next("name another under hosts." + target.name() + ".key in estate.yaml, or add it to the agent: ssh-add " + key);
    }
  }

  private static JSchException unlocked(JSch jsch, Path key, byte[] words) {
    try {
      jsch.addIdentity(key.toString(), words);
      return null;
    } catch (JSchException e) {
      return e;
    }
  }

  private void accept(SshTarget.Address address, KnownKeys known, KnownKeys.Offered offered) throws TrekException {
    HostFingerprint shown = offered.fingerprint();
    if (offered.line().isPresent()) {
      throw TrekException.at(target.name()).kind(TrekException.Kind.REFUSED)
          .found("THE KEY OF " + offered.host() + " HAS CHANGED: it shows " + shown + ", and line " + offered.line().get() + " of "
              + target.knownHosts() + " knows another. Either the machine was installed anew, or somebody listens in between. Nothing was sent to it")
          .next("ask whoever runs the machine for its fingerprint (there: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub); only when it is this one, "
              + "delete line " + offered.line().get() + " of " + target.knownHosts() + ", then: estate trust " + target.name() + " --fingerprint " + shown.text());
    }
    if (!answers.trusts(shown)) {
      throw TrekException.at(target.name()).kind(TrekException.Kind.REFUSED)
          .found("the key of " + address + " is not known yet: " + shown)
          .next("compare it with the machine's own (there: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), then: estate trust " + target.name()
              + " --fingerprint " + shown.text());
    }
    known.trust(offered);
  }

  private TrekException failed(SshTarget.Address address, JSchException e) {
    String said = String.valueOf(e.getMessage());
    TrekException.Draft draft = TrekException.at(target.name()).kind(TrekException.Kind.UNREACHABLE).because(e);
    if (said.startsWith("Auth ") || said.contains("SSH_MSG_DISCONNECT: 2 Too many")) {
      return draft.found(address + " refuses every key and password that was tried")
          .next("check key, password and user under hosts." + target.name() + " in estate.yaml; ssh -v " + address + " shows what the machine accepts");
    } else if (said.contains("negotiation fail")) {
      return draft.found(address + " speaks no method that is allowed: " + said.lines().findFirst().orElse(said))
          .next(target.legacy() ? "update sshd there" : "only for an old machine that can't be updated: legacy-ssh: true under hosts." + target.name() + " in estate.yaml");
    } else if (e.getCause() instanceof java.net.UnknownHostException) {
      return draft.found("no such host: " + address.host()).next("correct hosts." + target.name() + ".ssh in estate.yaml");
    }
    return draft.found("can't be reached over SSH at " + address + ": " + reason(e)).next("check that it is up: ssh " + address + " true; then try again");
  }

  /** Returns what the network said, without the names of Java's classes. */
  private static String reason(JSchException e) {
    String said = e.getCause() instanceof IOException cause && cause.getMessage() != null ? cause.getMessage() : String.valueOf(e.getMessage());
    return said.toLowerCase(Locale.ROOT);
  }
}
