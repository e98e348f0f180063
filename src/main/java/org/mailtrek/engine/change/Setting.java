package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/**
 * Exchanges one value of the database's table {@code settings}, in one transaction, where it is still the expected one.
 *
 * @param host name of the host whose product has the database
 * @param name such as {@code attachment_storage}
 * @param before the old value; empty when there was none
 * @param after the new value; empty when it is removed
 */
public record Setting(String host, String name, Optional<Bytes> before, Optional<Bytes> after) implements Change {

  static final String KIND = "setting";

  /** Checks that the change changes something. */
  public Setting {
    if (before.equals(after)) {
      throw new IllegalArgumentException(host + ": setting " + name + ": before and after are the same");
    }
  }

  /** Sets a value, from what it is now; empty when it is that already. */
  public static Optional<Change> of(View view, String host, String name, String value) throws TrekException {
    Optional<Bytes> before = view.database(host).setting(name).map(Bytes::of);
    Optional<Bytes> after = Optional.of(Bytes.of(value.getBytes(StandardCharsets.UTF_8)));
    return before.equals(after) ? Optional.empty() : Optional.of(new Setting(host, name, before, after));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    return host + ": database setting " + name + ": " + (after.isPresent() ? before.isPresent() ? "replace" : "add" : "remove");
  }

  @Override
  public Set<String> touches() {
    return Set.of("setting " + host + " " + name);
  }

  @Override
  public long deletes() {
    return after.isEmpty() ? 1 : 0;
  }

  @Override
  public JSONObject toJson() {
    Fields fields = Fields.kind(KIND).put("host", host).put("name", name);
    before.ifPresent(value -> fields.put("before", value));
    after.ifPresent(value -> fields.put("after", value));
    return fields.object();
  }

  static Setting read(Fields fields) {
    return new Setting(fields.text("host"), fields.text("name"), fields.maybe("before", fields::bytes), fields.maybe("after", fields::bytes));
  }

  @Override
  public void keep(View view, Side side) {
    // both values are in the change itself
  }

  @Override
  public Seen look(View view, Side side) throws TrekException {
    Optional<Bytes> now = view.database(host).setting(name).map(Bytes::of);
    return now.equals(after) ? Seen.AFTER : now.equals(before) ? Seen.BEFORE : Seen.FOREIGN;
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    return exchange(estate, before, after);
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    return exchange(estate, after, before);
  }

  private Left exchange(Estate estate, Optional<Bytes> from, Optional<Bytes> to) throws TrekException {
    Optional<Bytes> now = estate.database(host).view().setting(name).map(Bytes::of);
    if (now.equals(to) || estate.database(host).exchangeSetting(name, from.map(Bytes::array), to.map(Bytes::array))) {
      return Left.NOTHING;
    }
    return Left.of(host + ": database setting " + name + " was changed by somebody else: left alone");
  }

  @Override
  public View over(View below) {
    return OverlayView.database(below, host, under -> new OverlayDatabase(under, List.of(this), Optional.empty()));
  }

  @Override
  public Set<Place> folders(View view) {
    return Set.of();
  }
}
