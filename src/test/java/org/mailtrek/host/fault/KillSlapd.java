package org.mailtrek.host.fault;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Slapd;
import org.mailtrek.host.SlapdView;
import org.mailtrek.host.TrekException;

/** Tools of slapd with a write point before every call; a load that is killed has loaded a part. */
public record KillSlapd(Slapd slapd, Points points) implements Slapd {

  @Override
  public SlapdView view() {
    return slapd.view();
  }

  @Override
  public HostPath lead(HostPath configuration, String suffix, HostPath folder, HostPath draft) throws TrekException {
    points.pass("configure " + folder);
    return slapd.lead(configuration, suffix, folder, draft);
  }

  @Override
  public void loadAnew(HostPath configuration, String suffix, int number, InputStream ldif) throws TrekException {
    load(configuration, suffix, ldif);
  }

  @Override
  public void index(HostPath configuration, String suffix, List<String> attributes) throws TrekException {
    points.pass("index " + suffix);
    slapd.index(configuration, suffix, attributes);
  }

  @Override
  public void load(HostPath configuration, String suffix, InputStream ldif) throws TrekException {
    try {
      byte[] all = ldif.readAllBytes();
      if (points.next()) {
        slapd.load(configuration, suffix, new ByteArrayInputStream(Arrays.copyOf(all, all.length / 2)));
      }
      points.pass("load " + suffix);
      slapd.load(configuration, suffix, new ByteArrayInputStream(all));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
