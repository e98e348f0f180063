package org.mailtrek.directory;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mailtrek.host.TrekException;

/** One walk through an LDIF file: the first only looks, the second writes. For one thread. */
final class LdifPass {

  private final LdifScan scan;
  private final LdifWhole whole;
  private final boolean mendReferences;
  private final List<Conflict> conflicts = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private long conflictCount;
  private long records;
  private long changed;
  private boolean renames;

  LdifPass(SchemaMap names, Policy policy, boolean mendReferences) {
    this.scan = new LdifScan(new LdifNames(names));
    this.whole = new LdifWhole(names, policy, mendReferences);
    this.mendReferences = mendReferences;
  }

  /** Walks through the file and writes what it becomes. */
  LdifPass walk(LdifRecords in, OutputStream out) throws IOException, TrekException {
    while (in.next()) {
      records++;
      out.write(in.bytes(), in.gap(), in.start(0) - in.gap());
      one(in, out);
    }
    out.write(in.bytes(), in.gap(), in.start(0) - in.gap());
    return this;
  }

  /** Walks on until a record would be changed, or conflicts, and returns whether there is one. */
  boolean finds(LdifRecords in) throws IOException, TrekException {
    while (changed + conflictCount == 0 && in.next()) {
      records++;
      one(in, OutputStream.nullOutputStream());
    }
    return changed + conflictCount > 0;
  }

  private void one(LdifRecords in, OutputStream out) throws IOException, TrekException {
    LdifScan.Need need = scan.scan(in);
    if (scan.encodes()) {
      LdifBase64.check(in);
    }
    if (need == LdifScan.Need.WHOLE || records == 1 || mendReferences && mayRefer(in)) {
      take(in, whole.rewrite(in), out);
    } else if (need == LdifScan.Need.EDITS) {
      changed++;
      edit(in, out);
    } else {
      out.write(in.bytes(), in.start(0), in.start(in.lines()) - in.start(0));
    }
  }

  private boolean mayRefer(LdifRecords in) {
    return scan.hides() || LdifScan.suspicious(in.bytes(), in.start(0), in.start(in.lines()));
  }

  private void take(LdifRecords in, LdifWhole.Rewritten rewritten, OutputStream out) throws IOException {
    byte[] bytes = rewritten.bytes();
    boolean same = Arrays.equals(bytes, 0, bytes.length, in.bytes(), in.start(0), in.start(in.lines()));
    changed += same ? 0 : 1;
    renames |= rewritten.renames();
    for (Conflict each : rewritten.plan().map(EntryPlan::conflicts).orElse(List.of())) {
      conflictCount++;
      if (conflicts.size() < LdifReport.KEPT) {
        conflicts.add(each);
      }
    }
    for (String each : rewritten.notes()) {
      if (notes.size() < LdifReport.KEPT) {
        notes.add(rewritten.plan().map(plan -> plan.dn() + ": ").orElse("") + each);
      }
    }
    out.write(bytes);
  }

  private void edit(LdifRecords in, OutputStream out) throws IOException {
    int at = in.start(0);
    for (int each = 0; each < scan.edits(); each++) {
      out.write(in.bytes(), at, scan.from(each) - at);
      byte[] replacement = scan.replacement(each);
      out.write(replacement, 0, replacement.length);
      at = scan.to(each);
    }
    out.write(in.bytes(), at, in.start(in.lines()) - at);
  }

  boolean renames() {
    return renames;
  }

  boolean undecided() {
    return conflictCount > 0;
  }

  LdifReport report(boolean written) {
    return new LdifReport(records, changed, conflictCount, conflicts, notes, written);
  }
}
