package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.util.json.JSONField;
import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import org.mailtrek.engine.change.Rewriting;
import org.mailtrek.host.TrekException;

/** Gives entries the new schema's names, by the rules of {@link LdifRewrite}. */
final class NewNames implements Rewriting {

  private static final String WAY = "new-names";
  private static final String STRUCTURAL = "structuralObjectClass";

  private final Policy policy;
  private final boolean renames;
  private final boolean renumbers;
  private final SchemaMap names = SchemaMap.standard();
  private final EntryPlanner planner;

  /**
   * Makes the rewriting.
   *
   * @param conflicts what is done where old and new values disagree
   * @param renames whether entries get other names, so that values which name entries are mended
   * @param renumbers whether entries that change lose their change numbers
   */
  NewNames(Policy.OnConflict conflicts, boolean renames, boolean renumbers) {
    this.renumbers = renumbers;
    this.policy = new Policy(conflicts, Policy.Mode.MOVE);
    this.renames = renames;
    this.planner = new EntryPlanner(names, policy, renames);
  }

  @Override
  public JSONObject toJson() {
    return new JSONObject(new JSONField("way", WAY), new JSONField("on-conflict", policy.conflicts().name()), new JSONField("renames", renames), new JSONField("renumbers", renumbers));
  }

  @Override
  public boolean renames() {
    return renames;
  }

  @Override
  public boolean renumbers() {
    return renumbers;
  }

  @Override
  public Optional<Rewriting> rewrite(InputStream in, OutputStream out) throws IOException, TrekException {
    LdifPass pass = new LdifRewrite(names, policy).pass(in, "the entries of slapd", new LdifPass.Also(renames, renumbers), out);
    pass.report(false).refuseConflicts("slapd");
    return pass.renames() && !renames ? Optional.of(new NewNames(policy.conflicts(), true, renumbers)) : Optional.empty();
  }

  @Override
  public Entry over(Entry entry) {
    Entry after = Segments.change(planner.plan(entry)).flatMap(each -> each.over(entry)).orElse(entry).duplicate();
    new DnRewrite(names).rewrite(after.getDN()).filter(dn -> renames).ifPresent(after::setDN);
    Optional.ofNullable(after.getAttributeValue(STRUCTURAL)).flatMap(names::objectClass).ifPresent(moved -> after.setAttribute(STRUCTURAL, moved.newName()));
    return after;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NewNames same && same.policy.equals(policy) && same.renames == renames && same.renumbers == renumbers;
  }

  @Override
  public int hashCode() {
    return policy.hashCode() + (renames ? 1 : 0) + (renumbers ? 2 : 0);
  }

  @Override
  public String toString() {
    return toJson().toSingleLineString();
  }

  /** Reads what {@link NewNames#toJson} wrote. */
  public static final class Way implements Kind {

    /** Found as a service. */
    public Way() {}

    @Override
    public String way() {
      return WAY;
    }

    @Override
    public Rewriting read(JSONObject settings) {
      return new NewNames(Policy.OnConflict.valueOf(settings.getFieldAsString("on-conflict").toUpperCase(Locale.ROOT)), settings.getFieldAsBoolean("renames"), settings.getFieldAsBoolean("renumbers"));
    }
  }
}
