package org.mailtrek.runbook.kopano;

import java.util.ArrayList;
import java.util.List;
import org.mailtrek.config.Release;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;
import org.mailtrek.system.Dependencies;

/** What is left to people after an upgrade of Kopano, by the releases that it leads past. */
final class AfterWork {

  private final Release from;
  private final Release to;
  private final List<String> acts = new ArrayList<>();

  private AfterWork(Release from, Release to) {
    this.from = from;
    this.to = to;
  }

  /**
   * Returns a sentence for each act.
   *
   * @throws TrekException when the machine can't be asked
   */
  static List<String> of(View view, Migration move) throws TrekException {
    AfterWork work = new AfterWork(move.from(), move.to());
    Dependencies.Found needed = Dependencies.of(view.host(move.host()), move.to().number());
    if (!needed.missing().isEmpty()) {
      work.acts.add("before the upgrade: " + needed.distribution() + " lacks " + String.join(", ", needed.missing()) + ", which Kopano's manual asks for");
    }
    move.from().oddity(move.to()).ifPresent(work.acts::add);
    work.acts.addAll(MissingData.of(view, move));
    work.collect();
    return work.acts;
  }

  private void collect() {
    passing("8.1.0", "shared stores that are rooms or equipment can be told from others now: ldap resources");
    passing("8.5.6", "X- headers of mails are no longer indexed: list those that are needed as indexed_headers in dagent.cfg");
    passing("8.6.8", "the language of new stores comes from default_store_locale in admin.cfg now, no longer from KOPANO_USERSCRIPT_LOCALE");
    passing("8.7.0", "characters beyond the basic plane need another character set of the tables: kopano-dbadm usmp, with the server stopped, when it suits");
    passing("9.0.0", "programs of your own in Python 2 find no kopano module any more; kopano-localize-folders has become kopano-storeadm -Y");
    if (!from.atLeast("kc-9.0.1") && to.atLeast("kc-9.0.1")) {
      acts.add("scripts that start daemons themselves: the option -F is gone");
    }
    acts.add("monitoring and backup jobs that read log files or pid files: look whether they still find them");
  }

  private void passing(String release, String act) {
    if (!from.atLeast("kc-" + release) && to.atLeast("kc-" + release)) {
      acts.add(act);
    }
  }
}
