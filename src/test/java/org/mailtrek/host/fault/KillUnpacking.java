package org.mailtrek.host.fault;

import java.util.List;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.Unpacking;

/** Unpacking with write points around every call; the call that kills has done the first half of its list. */
record KillUnpacking(Unpacking below, Points points) implements Unpacking {

  @Override
  public HostPath folder() {
    return below.folder();
  }

  @Override
  public List<String> files(HostPath tarball) throws TrekException {
    return below.files(tarball);
  }

  @Override
  public boolean lies(String file) throws TrekException {
    return below.lies(file);
  }

  @Override
  public void unpack(HostPath tarball, List<String> files) throws TrekException {
    if (points.next() && files.size() > 1) {
      below.unpack(tarball, files.subList(0, files.size() / 2));
    }
    points.pass("unpack " + files);
    below.unpack(tarball, files);
    points.pass("unpack done " + files);
  }

  @Override
  public void delete(List<String> files) throws TrekException {
    points.pass("delete " + files);
    below.delete(files);
    points.pass("delete done " + files);
  }
}
