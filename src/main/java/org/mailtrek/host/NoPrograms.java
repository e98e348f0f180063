package org.mailtrek.host;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/** A machine on which no program can be run. */
record NoPrograms(String host) implements Programs {

  @Override
  public Programs with(String name, String value) {
    return this;
  }

  @Override
  public Programs within(Duration limit) {
    return this;
  }

  @Override
  public String word(HostPath path) {
    return path.toString();
  }

  @Override
  public Ended stream(InputStream input, OutputStream output, List<String> command) throws TrekException {
    throw TrekException.at(host).kind(TrekException.Kind.REFUSED).found(command.get(0) + " can't be run: no program can be run on this machine").next("do it there by hand");
  }
}
