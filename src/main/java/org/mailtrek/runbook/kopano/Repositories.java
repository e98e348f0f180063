package org.mailtrek.runbook.kopano;

import java.util.Map;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** Packages can only be named with their versions when their repository has been set up: that is a run of its own, before. */
final class Repositories {

  private Repositories() {}

  /**
   * Refuses while a repository that is declared for a host is not set up there.
   *
   * @throws TrekException of kind {@code REFUSED}, with the command that sets it up
   */
  static void check(Declaration declared, View view, String host) throws TrekException {
    for (Map.Entry<String, Declaration.RepositoryEntry> each : declared.repositories().entrySet()) {
      if (each.getValue().host().equals(host) && !view.host(host).packages().repositories().listed(each.getKey())) {
        throw TrekException.at(host + ": repository " + each.getKey())
            .kind(TrekException.Kind.REFUSED)
            .found("is declared and not set up yet, so that nobody can say which packages would come")
            .next("packages repository " + each.getKey());
      }
    }
  }
}
