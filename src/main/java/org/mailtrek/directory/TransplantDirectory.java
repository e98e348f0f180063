package org.mailtrek.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Keep;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.estate.View;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * Moves a running directory from the old schema to the new one: one atomic modify an entry, with exact old values. Everything is read and
 * judged before anything is written; what was moved already yields nothing, so that it can be interrupted anywhere.
 */
final class TransplantDirectory implements Step {

  private static final int SHOWN = 10;
  private static final int STOPPING = 16;

  private final Transplant how;
  private final Policy policy;

  TransplantDirectory(Transplant how) {
    this.how = how;
    this.policy = how.policy();
  }

  @Override
  public String id() {
    return policy.mode() == Policy.Mode.PRUNE ? "prune-directory" : "transplant-directory";
  }

  @Override
  public String title() {
    return switch (policy.mode()) {
      case MOVE -> "Move the directory to the new schema";
      case KEEP_OLD -> "Give the directory the new schema beside the old one";
      case PRUNE -> "Remove the old schema's values from the directory";
    };
  }

  @Override
  public Set<String> procedures() {
    return policy.mode() == Policy.Mode.MOVE ? Set.of("Z13", "Z17") : Set.of("Z13", "Z15", "Z17");
  }

  @Override
  public boolean bulk() {
    return true;
  }

  @Override
  public List<Guard> guards() {
    return List.of(new ReplicaGuard());
  }

  @Override
  public boolean keeps() {
    return how.fast();
  }

  @Override
  public void keep(View view, Keep keep) throws TrekException {
    QuickCommits.keep(view, keep);
  }

  @Override
  public Optional<Change> meanwhile(View view) throws TrekException {
    return how.fast() ? QuickCommits.of(view) : Optional.empty();
  }

  @Override
  public boolean stopsWhereSomethingIsLeft() {
    return how.stops();
  }

  /** The verification finds every old name, of which a second preview would find a part. Not so where old names stay. */
  @Override
  public boolean compares() {
    return policy.mode() != Policy.Mode.KEEP_OLD;
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    DirectoryView directory = how.scope().over(view.directory());
    Optional<Change> meanwhile = meanwhile(view);
    if (meanwhile.isPresent()) {
      preview.note("meanwhile: " + meanwhile.get().describe() + "; a backup is made and compared before, and the setting is put back in any case");
      preview.note("a loss of power meanwhile can cost the database: then load directory.ldif of this run's backup");
    }
    DirectoryReading reading = DirectoryReading.of(directory);
    refuseWithoutSchema(directory, reading);
    if (!planned(directory, reading, false, new HeldPreview(preview))) {
      refusePartOfRenames(directory);
      refuseMembershipsOfRenames(directory, reading);
      planned(directory, reading, true, new HeldPreview(preview));
    }
  }

  /** Plans what becomes of all entries; returns whether that holds: it does not where an entry turns out to be renamed, since others may name it. */
  private boolean planned(DirectoryView directory, DirectoryReading reading, boolean renames, HeldPreview held) throws TrekException {
    boolean unsure = !renames && policy.mode() != Policy.Mode.KEEP_OLD;
    DnRewrite rewrite = new DnRewrite(reading.names());
    EntryPlanner planner = new EntryPlanner(reading.names(), policy, renames);
    Segments segments = how.stops() ? new Segments(held, STOPPING) : new Segments(held);
    Undecided undecided = new Undecided();
    boolean[] renamed = new boolean[1];
    reading.entries(renames, entry -> {
      renamed[0] = renamed[0] || unsure && held.holds() && rewrite.rewrite(entry.getDN()).isPresent();
      if (!renamed[0] && held.full()) {
        renamed[0] = unsure && reading.renames();
        held.releaseUnless(renamed[0]);
      }
      if (!renamed[0]) {
        EntryPlan plan = planner.plan(entry);
        undecided.add(plan);
        plan.notes().forEach(each -> held.note(plan.dn() + ": " + each));
        segments.add(plan);
      }
    });
    if (!renamed[0]) {
      undecided.refuse(directory.url());
      segments.finish();
      held.releaseUnless(false);
    }
    return !renamed[0];
  }

  /** Entries that name a renamed one may lie anywhere. */
  private void refusePartOfRenames(DirectoryView directory) throws TrekException {
    if (!how.scope().whole()) {
      throw TrekException.at(directory.url()).kind(TrekException.Kind.REFUSED)
          .found("entries are to be renamed, and others that lie elsewhere may name them").next("leave out --base and --filter");
    }
  }

  /** The overlay follows the renamed entry only: what lies below would lose its groups, or keep names that nothing has any more, and no client may write them. */
  private static void refuseMembershipsOfRenames(DirectoryView directory, DirectoryReading reading) throws TrekException {
    DnRewrite rewrite = new DnRewrite(reading.names());
    List<String> concerned = new ArrayList<>();
    long[] count = new long[1];
    reading.members(entry -> {
      if (Stream.concat(Stream.of(entry.getDN()), Stream.of(entry.getAttributeValues("memberOf"))).anyMatch(each -> rewrite.rewrite(each).isPresent())) {
        count[0]++;
        if (concerned.isEmpty()) {
          concerned.add(entry.getDN());
        }
      }
    });
    if (!concerned.isEmpty()) {
      throw TrekException.at(directory.url()).kind(TrekException.Kind.REFUSED)
          .found("the server notes groups in their members by itself, and would lose some of them: of " + count[0] + " entries, such as " + concerned.get(0)
              + ", they or their groups are to be renamed, or lie below one that is")
          .next("ldap transplant --offline, which mends them too");
    }
  }

  private static void refuseWithoutSchema(DirectoryView directory, DirectoryReading reading) throws TrekException {
    List<String> missing = reading.names().missing(reading.schema());
    if (!missing.isEmpty()) {
      throw TrekException.at(directory.url()).kind(TrekException.Kind.REFUSED)
          .found("the server does not know " + missing.size() + " names of the new schema, such as " + missing.get(0))
          .next("install the new schema on every replica first: ldap schema");
    }
  }

  @Override
  public void verify(View view) throws TrekException {
    DirectoryVerification verification = new DirectoryVerification(policy);
    DirectoryView directory = how.scope().over(view.directory());
    verification.refuseLeftovers(directory);
    List<String> different = how.before().isPresent() ? verification.differences(directory, how.before().get()) : List.of();
    if (!different.isEmpty()) {
      throw TrekException.at(view.directory().url()).kind(TrekException.Kind.DIFFERENT).found(String.join("; ", different))
          .next("undo takes the transplant back; ldap verify compares again");
    }
  }

  /** Counts the conflicts and keeps the first. */
  private static final class Undecided {
    private final List<Conflict> first = new ArrayList<>();
    private long count;

    void add(EntryPlan plan) {
      for (Conflict each : plan.conflicts()) {
        count++;
        if (first.size() < SHOWN) {
          first.add(each);
        }
      }
    }

    void refuse(String where) throws TrekException {
      if (count > 0) {
        boolean byHand = first.stream().anyMatch(each -> !each.settledByPolicy());
        throw TrekException.at(where).kind(TrekException.Kind.REFUSED)
            .found(count + " conflicts between old and new values, nothing is changed: " + String.join("; ", first.stream().map(Conflict::toString).toList())
                + (count > first.size() ? "; ..." : ""))
            .next(byHand ? "mend these entries by hand; ldap survey lists all" : "--on-conflict new or --on-conflict old; ldap survey lists all");
      }
    }
  }
}
