package org.mailtrek.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mailtrek.host.TrekException;

/** Installs or removes packages of a host. */
final class PackagesAct implements Command {

  private final String name;

  PackagesAct(String name) {
    this.name = name;
  }

  @Override
  public Shape shape() {
    boolean install = name.endsWith("install");
    return Shape.changes()
        .takes("HOST", "the host", Offers.hosts())
        .mayTakeMany("PACKAGE", install ? "the packages, each NAME or NAME=VERSION" : "the packages", packages(install))
        .flag("--full", "with --plan: list every change")
        .flag("--diff", "with --plan: what goes behind -, what comes behind +")
        .example(name + " mail1 " + (install ? "kopano-server-packages" : "zarafa-webaccess"), "with what it takes along; undo brings the same versions back")
        .example(name + " mail1 " + (install ? "w3m=0.5.3" : "zarafa-webaccess") + " --plan", "only look")
        .see("packages list", "packages plan", "undo");
  }

  private static Values packages(boolean install) {
    return (session, typed) -> {
      List<Candidate> all = new ArrayList<>();
      for (String host : session.estate().view().hosts()) {
        var packages = session.estate().view().host(host).packages();
        for (String each : install ? packages.offered() : packages.installed().keySet()) {
          all.add(new Candidate(each, "package of " + host));
        }
      }
      return all;
    };
  }

  @Override
  public Result run(Call call) throws TrekException {
    if (call.words().size() < 2) {
      throw TrekException.at(name).kind(TrekException.Kind.USAGE).found("needs a package").next("packages list " + call.words().get(0));
    }
    String packages = String.join(",", call.words().subList(1, call.words().size()));
    return new Acting(call).runbook(name, Map.of("host", call.words().get(0), "packages", packages));
  }
}
