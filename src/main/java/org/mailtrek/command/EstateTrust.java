package org.mailtrek.command;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.mailtrek.host.HostFingerprint;
import org.mailtrek.host.TrekException;

/** Accepts the key of a host over SSH that was never seen before; a changed key is never accepted by a command. */
final class EstateTrust implements Command {

  @Override
  public Shape shape() {
    return Shape.writes()
        .takes("HOST", "the host", Offers.hosts())
        .option("--fingerprint", "SHA256:...", "the key that the host must show; without it you are asked", Offers.words("SHA256:...: as the machine prints it"))
        .example("estate trust mail1 --fingerprint SHA256:2wJ9...", "in scripts: the fingerprint that the machine's own ssh-keygen -lf prints")
        .example("estate trust mail1", "shows the key and asks")
        .see("estate check");
  }

  @Override
  public Result run(Call call) throws TrekException {
    String host = call.words().get(0);
    Optional<String> wanted = call.option("--fingerprint");
    AtomicReference<HostFingerprint> asked = new AtomicReference<>();
    AtomicReference<TrekException> failure = new AtomicReference<>();
    HostFingerprint shown;
    try {
      shown = call.session().estate().trust(host, offered -> {
        asked.set(offered);
        return decided(call, offered, wanted, failure);
      });
    } catch (TrekException e) {
      throw failure.get() == null ? e : failure.get();
    }
    if (wanted.isPresent() && !wanted.get().equals(shown.text())) {
      throw differs(host, shown, wanted.get());
    }
    call.session().reopen();
    Result result = asked.get() == null ? Result.nothing(host + " is known already by " + shown) : Result.done(host + " is known from now on by " + shown);
    return result.field("host", host).field("type", shown.type()).field("fingerprint", shown.text());
  }

  private static boolean decided(Call call, HostFingerprint offered, Optional<String> wanted, AtomicReference<TrekException> failure) {
    try {
      if (wanted.isPresent() && !wanted.get().equals(offered.text())) {
        throw differs(offered.host(), offered, wanted.get());
      }
      if (wanted.isEmpty() && !call.talk().asks()) {
        throw TrekException.at(offered.host()).kind(TrekException.Kind.USAGE).found("its key is not known yet, and nobody can be asked whether " + offered + " is the right one")
            .next("--fingerprint SHA256:..., as the machine's own ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub prints it");
      }
      return wanted.isPresent() || call.talk().yes("The key of " + offered.host() + " is " + offered + ". Trust it from now on?");
    } catch (TrekException e) {
      failure.set(e);
      return false;
    }
  }

  private static TrekException differs(String host, HostFingerprint shown, String wanted) {
    return TrekException.at(host).kind(TrekException.Kind.REFUSED).found("shows " + shown + ", and not " + wanted)
        .next("compare with the machine's own: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub");
  }
}
