package org.mailtrek.host;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A machine whose LDAP server can't be worked on by its files. */
record NoSlapd(String host) implements Slapd, SlapdView {

  @Override
  public SlapdView view() {
    return this;
  }

  @Override
  public void export(HostPath configuration, String suffix, OutputStream out) throws TrekException {
    throw none();
  }

  @Override
  public void export(HostPath configuration, String suffix, HostPath folder, OutputStream out) throws TrekException {
    throw none();
  }

  @Override
  public Optional<HostPath> folder(HostPath configuration, String suffix) throws TrekException {
    throw none();
  }

  @Override
  public Set<String> names(HostPath configuration) throws TrekException {
    throw none();
  }

  @Override
  public HostPath lead(HostPath configuration, String suffix, HostPath folder, HostPath draft) throws TrekException {
    throw none();
  }

  @Override
  public void load(HostPath configuration, String suffix, InputStream ldif) throws TrekException {
    throw none();
  }

  @Override
  public void loadAnew(HostPath configuration, String suffix, int number, InputStream ldif) throws TrekException {
    throw none();
  }

  @Override
  public void index(HostPath configuration, String suffix, List<String> attributes) throws TrekException {
    throw none();
  }

  @Override
  public int number(HostPath configuration) throws TrekException {
    throw none();
  }

  private TrekException none() {
    return TrekException.at(host).kind(TrekException.Kind.REFUSED).found("the tools of slapd can't be run on this machine").next("leave its files alone: ldap transplant --online; or plan with --directory online");
  }
}
