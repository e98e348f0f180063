package org.mailtrek.host.fault;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.Packages;
import org.mailtrek.host.PackagesView;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.Unpacking;

/** Packages with a write point before every call; the call that kills has done the first half of its list. */
public record KillPackages(Packages packages, Points points) implements Packages {

  /** Does something with packages. */
  private interface Call {
    void on(List<String> names) throws TrekException;
  }

  @Override
  public PackagesView view() {
    return packages.view();
  }

  @Override
  public void install(List<String> names) throws TrekException {
    torn("install", names, packages::install);
  }

  @Override
  public void remove(List<String> names) throws TrekException {
    remove(names, List.of());
  }

  @Override
  public void remove(List<String> names, Collection<String> exchanged) throws TrekException {
    torn("remove", names, half -> packages.remove(half, exchanged));
  }

  @Override
  public void forget(List<String> names) throws TrekException {
    torn("forget", names, packages::forget);
  }

  @Override
  public void fetch(List<String> names) throws TrekException {
    torn("fetch", names, packages::fetch);
  }

  @Override
  public void discard(List<String> names) throws TrekException {
    torn("discard", names, packages::discard);
  }

  @Override
  public Optional<Unpacking> unpacking() {
    return packages.unpacking().map(each -> new KillUnpacking(each, points));
  }

  @Override
  public void finish() throws TrekException {
    points.pass("finish");
    packages.finish();
  }

  @Override
  public void enlist(String repository) throws TrekException {
    points.pass("enlist");
    packages.enlist(repository);
    points.pass("enlist done");
  }

  @Override
  public void unlist(String repository) throws TrekException {
    points.pass("unlist");
    packages.unlist(repository);
    points.pass("unlist done");
  }

  private void torn(String what, List<String> names, Call call) throws TrekException {
    if (points.next() && names.size() > 1) {
      call.on(names.subList(0, names.size() / 2));
    }
    points.pass(what + " " + names);
    call.on(names);
    points.pass(what + " done " + names);
  }
}
