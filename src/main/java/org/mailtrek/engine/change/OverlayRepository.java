package org.mailtrek.engine.change;

import java.util.List;
import java.util.SortedMap;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.PackagesView;
import org.mailtrek.host.Repositories;
import org.mailtrek.host.Repository;
import org.mailtrek.host.TrekException;

/** A machine's packages as they will be when a repository's lists were fetched. What it offers is not known before. */
record OverlayRepository(PackagesView below, String name) implements PackagesView {

  @Override
  public Repositories repositories() {
    return new Listed(below.repositories(), name);
  }

  /** The repositories, of which one more is listed. */
  private record Listed(Repositories below, String name) implements Repositories {

    @Override
    public boolean listed(String repository) throws TrekException {
      return repository.equals(name) || below.listed(repository);
    }

    @Override
    public List<File> files(Repository repository) throws TrekException {
      return below.files(repository);
    }

    @Override
    public void tryOut(Repository repository) throws TrekException {
      below.tryOut(repository);
    }
  }

  @Override
  public SortedMap<String, Installed> installed() throws TrekException {
    return below.installed();
  }

  @Override
  public List<String> available(String each) throws TrekException {
    return below.available(each);
  }

  @Override
  public List<String> offered() throws TrekException {
    return below.offered();
  }

  @Override
  public Contents contents(String each, String version) throws TrekException {
    return below.contents(each, version);
  }

  @Override
  public boolean atHand(String each, String version) throws TrekException {
    return below.atHand(each, version);
  }

  @Override
  public List<HostPath> listed(String each) throws TrekException {
    return below.listed(each);
  }

  @Override
  public String family() {
    return below.family();
  }

  @Override
  public List<Exchange> exchanges(List<String> install, List<String> remove) throws TrekException {
    return below.exchanges(install, remove);
  }
}
