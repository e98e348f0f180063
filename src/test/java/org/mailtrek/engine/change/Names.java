package org.mailtrek.engine.change;

import java.util.List;
import org.mailtrek.host.HostPath;

/** Names that break what is not careful. */
final class Names {

  static final List<HostPath> STRANGE =
      List.of(
          HostPath.of("/etc/with blank"),
          HostPath.of("/etc/'quoted\" \\ `x`"),
          HostPath.of("/etc/two\nlines"),
          HostPath.of("/etc/$(touch x)"),
          HostPath.of("/etc/-rf"),
          HostPath.of("/etc/ünï"),
          HostPath.ofBytes(new byte[] {'/', 'e', 't', 'c', '/', (byte) 0xff, (byte) 0xfe, '*'}));

  private Names() {}
}
