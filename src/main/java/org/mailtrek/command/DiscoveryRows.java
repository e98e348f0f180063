package org.mailtrek.command;

import java.util.List;
import org.mailtrek.discovery.Comparison;
import org.mailtrek.discovery.Difference;
import org.mailtrek.discovery.EstateDraft;
import org.mailtrek.discovery.Fact;
import org.mailtrek.discovery.HostFindings;
import org.mailtrek.estate.Declaration;

/** Rows of {@code estate check} on what the machines have and {@code estate.yaml} says otherwise. */
final class DiscoveryRows {

  private final Rows rows;
  private final Declaration declared;
  private int differing;

  private DiscoveryRows(Rows rows, Declaration declared) {
    this.rows = rows;
    this.declared = declared;
  }

  /**
   * Adds a row for each difference of the machines that were looked at, or one for a machine that is as declared.
   *
   * @return how many differences there are
   */
  static int add(Rows rows, Declaration declared, List<HostFindings> findings) {
    DiscoveryRows all = new DiscoveryRows(rows, declared);
    findings.forEach(all::host);
    return all.differing;
  }

  private void host(HostFindings found) {
    int before = differing;
    List<Difference> keys = new Comparison(declared, new EstateDraft(declared.name(), declared.hosts(), List.of(found))).all();
    keys.stream().filter(each -> each.state() == Difference.State.DIFFERENT).forEach(each -> differs(each.key(), "declared is " + each.declared() + ", there is " + each.found() + " (" + each.origin() + ")"));
    if (found.product().isEmpty() && declared.product(found.host()).isPresent()) {
      differs("products." + found.host(), "a mail server is declared, and none was found");
    }
    found.facts().stream().filter(DiscoveryRows::counts).forEach(each -> differs(found.host() + ": " + each.what(), each.value() + " (" + each.origin() + ")"));
    if (differing == before) {
      long same = keys.stream().filter(each -> each.state() == Difference.State.SAME || each.state() == Difference.State.TARGET).count();
      rows.row("found " + found.host(), "ok", found.product().isEmpty() ? "no mail server" : same + " keys are as declared", "");
    }
  }

  private static boolean counts(Fact fact) {
    boolean gone = List.of("attachments", "search index").contains(fact.what()) && fact.value().endsWith("is not there");
    return gone || List.of("second server", "mail server").contains(fact.what()) && fact.weight() == Fact.Weight.NOTICE;
  }

  private void differs(String part, String what) {
    differing++;
    rows.row(part, "!", what, "estate discover --plan");
  }
}
