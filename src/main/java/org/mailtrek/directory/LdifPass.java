package org.mailtrek.directory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mailtrek.host.TrekException;

/** One walk through an LDIF file: the first only looks, the second writes. For one thread. */
final class LdifPass {

  private final LdifScan scan;
  private final LdifWhole whole;
  private final boolean mendReferences;
  private final boolean renumbers;
  private final List<Conflict> conflicts = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private long conflictCount;
  private long records;
  private long changed;
  private boolean renames;

  /**
   * What is done besides.
   *
   * @param mends whether values that name entries are mended
   * @param renumbers whether records that change lose their change numbers
   */
  record Also(boolean mends, boolean renumbers) {
    static final Also NOTHING = new Also(false, false);
  }

  LdifPass(SchemaMap names, Policy policy, Also also) {
    this.scan = new LdifScan(new LdifNames(names));
    this.whole = new LdifWhole(names, policy, also.mends());
    this.mendReferences = also.mends();
    this.renumbers = also.renumbers();
  }

  /** Walks through the file, which writes what it becomes. */
  LdifPass walk(LdifRecords in) throws IOException, TrekException {
    while (in.next()) {
      records++;
      one(in);
    }
    in.finish();
    return this;
  }

  /** Walks on until a record would be changed, or conflicts, and returns whether there is one. */
  boolean finds(LdifRecords in) throws IOException, TrekException {
    while (changed + conflictCount == 0 && in.next()) {
      records++;
      one(in);
    }
    return changed + conflictCount > 0;
  }

  private void one(LdifRecords in) throws IOException, TrekException {
    LdifScan.Need need = scan.scan(in);
    if (scan.encodes()) {
      LdifBase64.check(in);
    }
    if (need == LdifScan.Need.WHOLE || records == 1 || mendReferences && mayRefer(in)) {
      take(in, whole.rewrite(in));
    } else if (need == LdifScan.Need.EDITS) {
      changed++;
      edit(in);
    }
  }

  private boolean mayRefer(LdifRecords in) {
    return scan.hides() || LdifScan.suspicious(in.bytes(), in.start(0), in.start(in.lines()));
  }

  private void take(LdifRecords in, LdifWhole.Rewritten rewritten) throws IOException {
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
    if (!same) {
      in.replace(numbered(bytes));
    }
  }

  private byte[] numbered(byte[] record) {
    return renumbers ? ChangeNumbers.leftOut(record) : record;
  }

  /** Makes the edits where they lie: the new names are as long as the old ones. Others are rare, and make the record anew. */
  private void edit(LdifRecords in) throws IOException {
    boolean fits = true;
    for (int each = 0; each < scan.edits(); each++) {
      fits &= scan.replacement(each).length == scan.to(each) - scan.from(each);
    }
    if (!fits) {
      in.replace(numbered(edited(in)));
      return;
    }
    for (int each = 0; each < scan.edits(); each++) {
      byte[] replacement = scan.replacement(each);
      System.arraycopy(replacement, 0, in.bytes(), scan.from(each), replacement.length);
    }
    if (renumbers) {
      in.replace(numbered(Arrays.copyOfRange(in.bytes(), in.start(0), in.start(in.lines()))));
    }
  }

  private byte[] edited(LdifRecords in) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = in.start(0);
    for (int each = 0; each < scan.edits(); each++) {
      out.write(in.bytes(), at, scan.from(each) - at);
      out.writeBytes(scan.replacement(each));
      at = scan.to(each);
    }
    out.write(in.bytes(), at, in.start(in.lines()) - at);
    return out.toByteArray();
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
