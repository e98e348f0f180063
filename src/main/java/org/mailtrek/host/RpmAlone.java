package org.mailtrek.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A machine that has rpm and nothing above it: packages come from folders only, and rpm says what is missing. */
final class RpmAlone implements RpmSolver {

  private final Programs programs;
  private final RpmTool rpm;
  private final RpmStore store;

  RpmAlone(Programs programs, RpmTool rpm, RpmStore store) {
    this.programs = programs;
    this.rpm = rpm;
    this.store = store;
  }

  @Override
  public Stream<String> versions(String name) {
    return Stream.empty();
  }

  @Override
  public Stream<String> names() {
    return Stream.empty();
  }

  @Override
  public void fetch(List<String> wanted, HostPath folder) throws TrekException {
    throw TrekException.at(programs.host()).found("has no dnf, yum or zypper to fetch " + String.join(", ", wanted)).next("put the packages into a folder that Mailtrek installs from");
  }

  @Override
  public List<PackagesView.Exchange> simulate(List<Wish> wishes) throws TrekException {
    List<PackagesView.Exchange> found = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    List<String> come = new ArrayList<>();
    for (Wish each : wishes) {
      (each.removes() ? gone : come).add(each.removes() ? each.exchange().name() : each.archive());
    }
    for (Wish each : wishes) {
      for (String old : each.removes() ? List.<String>of() : replaced(each.exchange())) {
        found.add(new PackagesView.Exchange(old, java.util.Optional.of(RpmQueries.version(rpm, old)), java.util.Optional.empty()));
      }
      found.add(each.exchange());
    }
    if (gone.isEmpty() || come.isEmpty()) { // both at once are more than rpm can try without doing it
      test(gone.isEmpty() ? List.of("--upgrade", "--test", "--oldpackage", "--replacepkgs") : List.of("--erase", "--test"), gone.isEmpty() ? come : gone);
    }
    return found;
  }

  /** Returns the installed packages that an archive makes obsolete. */
  private List<String> replaced(PackagesView.Exchange coming) throws TrekException {
    List<String> found = new ArrayList<>();
    for (String each : store.find(coming.name(), coming.after().orElseThrow()).map(RpmStore.Archive::replaces).orElse(List.of())) {
      if (!each.equals(coming.name()) && rpm.ask("--quiet", each).ok()) {
        found.add(each);
      }
    }
    return found;
  }

  private void test(List<String> act, List<String> words) throws TrekException {
    if (words.isEmpty()) {
      return;
    }
    List<String> line = rpm.words();
    line.addAll(act);
    line.addAll(words);
    Programs.Ended ended = programs.run(new byte[0], line);
    if (!ended.ok()) {
      TrekException trouble = PackageTrouble.of(programs.host(), "rpm", ended);
      throw trouble.kind() != TrekException.Kind.FAILED ? trouble
          : TrekException.at(programs.host()).kind(TrekException.Kind.REFUSED).found("rpm can't do it: " + PackageTrouble.words(ended.err())).next("put what is missing into the folder as well");
    }
  }

  @Override
  public Set<String> held() {
    return Set.of();
  }

  @Override
  public java.util.Optional<RepositoryTool> repositories(HostPath kept) {
    return java.util.Optional.empty();
  }
}
