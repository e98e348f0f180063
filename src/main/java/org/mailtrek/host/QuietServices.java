package org.mailtrek.host;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Keeps services from starting while packages change, by a policy-rc.d of ours (invoke-rc.d(8)) that lets them stop. An administrator's own waits
 * aside meanwhile. What a crash leaves, {@link #end} puts right.
 */
final class QuietServices {

  private static final HostPath POLICY = HostPath.of("/usr/sbin/policy-rc.d");
  private static final HostPath ASIDE = HostPath.of("/usr/sbin/policy-rc.d.before-mailtrek");
  private static final byte[] REFUSE =
      "#!/bin/sh\n# by mailtrek, while packages change\ncase \" $* \" in *\" stop \"*|*\" force-stop \"*) exit 0;; esac\nexit 101\n".getBytes(StandardCharsets.US_ASCII);

  private final FilesView files;
  private final Disk disk;

  QuietServices(FilesView files, Disk disk) {
    this.files = files;
    this.disk = disk;
  }

  /** Puts ours in place; returns whether it was there already, left by a connection that was lost: what it was for may still be at work. */
  boolean begin() throws TrekException {
    if (files.stat(POLICY.parent()).isEmpty()) {
      return false;
    } else if (whole()) {
      return true;
    }
    end();
    if (files.stat(POLICY).isPresent()) {
      disk.rename(POLICY, ASIDE);
    }
    disk.create(POLICY);
    disk.append(POLICY, REFUSE, 0, REFUSE.length);
    disk.chmod(POLICY, 0755);
    disk.fsync(POLICY);
    disk.fsync(POLICY.parent());
    return false;
  }

  private boolean whole() throws TrekException {
    Optional<FileState> state = files.stat(POLICY);
    boolean alike = state.isPresent() && state.get().kind() == FileState.Kind.FILE && state.get().size() == REFUSE.length && state.get().mode() == 0755;
    return alike && ours();
  }

  /** Takes ours away, also one that a crash has left, and brings back the administrator's. */
  void end() throws TrekException {
    Optional<FileState> state = files.stat(POLICY);
    if (files.stat(ASIDE).isPresent()) {
      disk.rename(ASIDE, POLICY);
      disk.fsync(POLICY.parent());
    } else if (state.isPresent() && state.get().kind() == FileState.Kind.FILE && state.get().size() <= REFUSE.length && ours()) {
      disk.delete(POLICY);
      disk.fsync(POLICY.parent());
    }
  }

  /** A crash may have written a part of it. */
  private boolean ours() throws TrekException {
    byte[] present = files.readAll(POLICY);
    return Arrays.equals(present, Arrays.copyOf(REFUSE, present.length));
  }
}
