package org.mailtrek.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Keeps services from starting while packages change, by a policy-rc.d of ours (invoke-rc.d(8)); an administrator's own is left alone. */
final class QuietServices {

  private static final HostPath POLICY = HostPath.of("/usr/sbin/policy-rc.d");
  private static final byte[] REFUSE = "#!/bin/sh\n# by mailtrek, while packages change\nexit 101\n".getBytes(StandardCharsets.US_ASCII);

  private final FilesView files;
  private final Disk disk;

  QuietServices(FilesView files, Disk disk) {
    this.files = files;
    this.disk = disk;
  }

  void begin() throws TrekException {
    if (files.stat(POLICY).isEmpty() && files.stat(POLICY.parent()).isPresent()) {
      disk.create(POLICY);
      disk.append(POLICY, REFUSE, 0, REFUSE.length);
      disk.chmod(POLICY, 0755);
    }
  }

  /** Takes ours away, also one that a crash has left. */
  void end() throws TrekException {
    Optional<FileState> state = files.stat(POLICY);
    if (state.isPresent() && state.get().kind() == FileState.Kind.FILE && state.get().size() <= REFUSE.length && ours()) {
      disk.delete(POLICY);
    }
  }

  private boolean ours() throws TrekException {
    try (InputStream in = files.read(POLICY)) {
      byte[] present = in.readAllBytes();
      return Arrays.equals(present, REFUSE) || present.length == 0;
    } catch (IOException e) {
      throw Refusal.of(POLICY.toString(), e);
    }
  }
}
