package org.mailtrek.host;

import java.util.List;

/** A machine whose package manager has no repositories that could be set up. */
record NoRepositories(String family) implements Repositories {

  @Override
  public List<File> files(Repository repository) throws TrekException {
    throw refused(repository.name());
  }

  @Override
  public void tryOut(Repository repository) throws TrekException {
    throw refused(repository.name());
  }

  @Override
  public boolean listed(String name) {
    return false;
  }

  private TrekException refused(String name) {
    return TrekException.at("repository " + name).kind(TrekException.Kind.REFUSED).found("can't be set up on this machine: it has no apt-get, dnf, yum or zypper (" + family + ")").next("put the packages into a folder instead");
  }
}
