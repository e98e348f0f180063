package org.mailtrek.bench;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import com.unboundid.ldif.LDIFWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.mailtrek.directory.EntryPlan;
import org.mailtrek.directory.EntryPlanner;
import org.mailtrek.directory.Policy;
import org.mailtrek.directory.SchemaMap;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.LdapDirectory;
import org.mailtrek.host.LdapLimits;
import org.mailtrek.host.TrekException;
import org.mailtrek.lab.LabSlapd;

/** One {@code ldapmodify} process, fed with a ready-made LDIF of the same modifies: what the server itself can do, with nothing around it. */
final class PlainModify {

  private PlainModify() {}

  /** Writes the modifies, which is not measured, then makes them. */
  static Optional<Duration> run(LabSlapd slapd, Path folder) throws IOException, InterruptedException, TrekException {
    Path ldif = folder.resolve("modifies.ldif");
    try (LdapDirectory directory = LdapDirectory.open(slapd.address(), Optional.of(slapd.root()), LdapLimits.DEFAULT);
        LDIFWriter out = new LDIFWriter(ldif.toString())) {
      write(directory.view(), out);
    }
    Process process = new ProcessBuilder("ldapmodify", "-x", "-H", slapd.address().url(), "-D", LabSlapd.ROOT, "-w", LabSlapd.PASSWORD, "-e", "relax", "-f", ldif.toString())
        .redirectErrorStream(true).redirectOutput(folder.resolve("modifies.out").toFile()).start();
    long start = System.nanoTime();
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IOException("ldapmodify ends with " + exit);
    }
    return Optional.of(Duration.ofNanos(System.nanoTime() - start));
  }

  private static void write(DirectoryView view, LDIFWriter out) throws TrekException {
    EntryPlanner planner = new EntryPlanner(SchemaMap.standard().forServer(view.schema()), new Policy(Policy.OnConflict.STOP, Policy.Mode.MOVE), false);
    view.search(
        LabSlapd.BASE, SearchScope.SUB, Filter.createPresenceFilter("objectClass"),
        entry -> {
          EntryPlan plan = planner.plan(entry);
          try {
            if (!plan.nothing()) {
              out.writeChangeRecord(new LDIFModifyChangeRecord(plan.dn(), plan.modifications()));
            }
          } catch (IOException e) {
            throw TrekException.at("modifies.ldif").found(e.getMessage()).because(e).next("check the disk");
          }
        },
        "*");
  }
}
