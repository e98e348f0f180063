package org.mailtrek.host;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** A machine without accounts, services or packages: for tests that are about files. */
record NoPorts() implements AccountsView, ServicesView, PackagesView {

  @Override
  public OptionalInt uid(String user) {
    return OptionalInt.empty();
  }

  @Override
  public OptionalInt gid(String group) {
    return OptionalInt.empty();
  }

  @Override
  public Optional<String> user(int uid) {
    return Optional.empty();
  }

  @Override
  public Optional<String> group(int gid) {
    return Optional.empty();
  }

  @Override
  public List<String> names() {
    return List.of();
  }

  @Override
  public State state(String service) {
    return new State(Run.ABSENT, false);
  }

  @Override
  public SortedMap<String, Installed> installed() {
    return new TreeMap<>();
  }

  @Override
  public List<String> available(String name) {
    return List.of();
  }

  @Override
  public List<String> offered() {
    return List.of();
  }

  @Override
  public Contents contents(String name, String version) throws TrekException {
    throw TrekException.at("nowhere").found("no packages").next("use another machine");
  }

  @Override
  public String family() {
    return "dpkg";
  }
}
