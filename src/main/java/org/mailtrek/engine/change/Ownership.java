package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONNumber;
import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import java.io.BufferedOutputStream;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.OwnerRule;
import org.mailtrek.host.TrekException;

/**
 * Changes owner and mode of an object, or of a whole tree as one segment, made durable as a whole. What each object had is kept in a side file,
 * grouped; whatever mix of old and new is found is ours. Links within a tree are left as they are.
 *
 * @param host name of the host
 * @param path the object or the top of the tree
 * @param tree whether all below is meant as well
 * @param rule what they get
 * @param before owner and mode of the single object; empty for a tree, which agrees on the rule alone
 */
public record Ownership(String host, HostPath path, boolean tree, Rule rule, Optional<Before> before) implements Change {

  static final String KIND = "ownership";

  /**
   * What objects get.
   *
   * @param owner the new owner
   * @param folderMode permission bits of folders; empty to keep them
   * @param fileMode permission bits of files; empty to keep them
   * @param linked whether files with several hard links are meant as well; otherwise they are refused
   * @param executable whether files that their owner may execute can be executed by whoever may read them, besides {@code fileMode}
   */
  public record Rule(Owner owner, Optional<Integer> folderMode, Optional<Integer> fileMode, boolean linked, boolean executable) {

    /** Makes a rule that gives all files one mode. */
    public Rule(Owner owner, Optional<Integer> folderMode, Optional<Integer> fileMode, boolean linked) {
      this(owner, folderMode, fileMode, linked, false);
    }

    /** Returns the rule that only changes the owner. */
    public static Rule owner(Owner owner) {
      return new Rule(owner, Optional.empty(), Optional.empty(), false);
    }

    int mode(FileState.Kind kind, int now) {
      return numbers(-1, -1).mode(kind, now);
    }

    /** Returns it by number. */
    OwnerRule numbers(int uid, int gid) {
      return new OwnerRule(uid, gid, number(folderMode), number(fileMode), executable);
    }

    private static OptionalInt number(Optional<Integer> mode) {
      return mode.map(OptionalInt::of).orElse(OptionalInt.empty());
    }
  }

  /** Owner and mode of one object. */
  public record Before(Owner owner, int mode) {}

  /** Checks that a single object's old state is given, and differs. */
  public Ownership {
    if (tree == before.isPresent()) {
      throw new IllegalArgumentException(host + ":" + path + ": what was there is held for a single object only");
    }
  }

  /**
   * Changes owner and mode of one object.
   *
   * @return empty when it has them already
   * @throws TrekException when there is nothing, or a file with several hard links that the rule does not name
   */
  public static Optional<Ownership> of(View view, String host, HostPath path, Rule rule) throws TrekException {
    FileState state = view.host(host).stat(path).orElseThrow(() -> nothing(host, path));
    OwnerWalk.refuseLinked(host, path, state, rule);
    Before before = new Before(Owner.of(state.uid(), state.gid()), state.mode());
    boolean same = rule.owner().is(view.host(host).accounts(), state.uid(), state.gid()) && rule.mode(state.kind(), state.mode()) == state.mode();
    return same ? Optional.empty() : Optional.of(new Ownership(host, path, false, rule, Optional.of(before)));
  }

  /**
   * Changes owner and mode of all objects of a tree.
   *
   * @return empty when all have them already
   * @throws TrekException as {@link #of}
   */
  public static Optional<Ownership> tree(View view, String host, HostPath top, Rule rule) throws TrekException {
    view.host(host).stat(top).orElseThrow(() -> nothing(host, top));
    return new OwnerWalk(view.host(host), rule).any(top) ? Optional.of(new Ownership(host, top, true, rule, Optional.empty())) : Optional.empty();
  }

  /**
   * Hands over every object that is not as a rule wants it.
   *
   * @param tree whether all below is meant as well
   * @throws TrekException as {@link #of}
   */
  public static void deviating(View view, String host, HostPath top, boolean tree, Rule rule, OwnerRule.Taker taker) throws TrekException {
    new OwnerWalk(view.host(host), rule).all(top, tree, taker);
  }

  private static TrekException nothing(String host, HostPath path) {
    return TrekException.at(host + ":" + path).kind(TrekException.Kind.REFUSED).found("there is nothing").next("check the path");
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    String modes = rule.folderMode().map(mode -> ", folders " + Integer.toOctalString(mode)).orElse("");
    modes += rule.fileMode().map(mode -> ", files " + Integer.toOctalString(mode)).orElse("");
    return host + ":" + path + (tree ? " and all below" : "") + ": owner " + rule.owner() + modes;
  }

  @Override
  public Set<String> touches() {
    return Set.of("file " + host + " " + path);
  }

  @Override
  public JSONObject toJson() {
    Fields fields = Fields.kind(KIND).put("host", host).put("path", path).put("tree", tree).put("owner", rule.owner().toString()).put("linked", rule.linked());
    if (rule.executable()) {
      fields.put("executable", true);
    }
    fields.put("folder-mode", rule.folderMode(), mode -> new JSONString(Integer.toOctalString(mode)));
    fields.put("file-mode", rule.fileMode(), mode -> new JSONString(Integer.toOctalString(mode)));
    fields.put("before-owner", before, old -> new JSONString(old.owner().toString()));
    return fields.put("before-mode", before, old -> new JSONNumber(old.mode())).object();
  }

  static Ownership read(Fields fields) {
    Rule rule =
        new Rule(
            Owner.parse(fields.text("owner")),
            fields.maybe("folder-mode", fields::text).map(mode -> Integer.parseInt(mode, 8)),
            fields.maybe("file-mode", fields::text).map(mode -> Integer.parseInt(mode, 8)),
            fields.flag("linked"),
            fields.maybe("executable", fields::flag).orElse(false));
    Optional<Before> before = fields.maybe("before-owner", fields::text).map(owner -> new Before(Owner.parse(owner), fields.integer("before-mode")));
    return new Ownership(fields.text("host"), fields.path("path"), fields.flag("tree"), rule, before);
  }

  @Override
  public void keep(View view, Side side) throws TrekException {
    HostView on = view.host(host);
    side.save(OwnerList.NAME, out -> {
      BufferedOutputStream pieces = new BufferedOutputStream(out, 1 << 16); // names are short, and packing them one by one takes as long as reading them
      new OwnerWalk(on, rule).all(path, tree, new OwnerList.Writer(pieces, path));
      pieces.flush();
    });
  }

  @Override
  public Seen look(View view, Side side) throws TrekException {
    HostView on = view.host(host);
    OwnerWalk walk = new OwnerWalk(on, rule);
    Optional<OwnerList> kept = OwnerList.open(side, path);
    if (kept.isEmpty()) {
      boolean[] differs = {tree && walk.any(path)};
      if (!tree) {
        walk.all(path, false, (each, state) -> differs[0] = true);
      }
      boolean agreed = before.isEmpty() || on.stat(path).filter(now -> now.mode() == before.get().mode()).isPresent()
          && before.get().owner().is(on.accounts(), on.stat(path).get().uid(), on.stat(path).get().gid());
      return !differs[0] ? Seen.AFTER : agreed ? Seen.BEFORE : Seen.FOREIGN;
    }
    OwnerLook look = new OwnerLook(on, rule);
    kept.get().groups(look);
    Set<Seen> found = look.found();
    if (found.contains(Seen.FOREIGN)) {
      return Seen.FOREIGN;
    }
    boolean between = found.contains(Seen.BETWEEN) || found.contains(Seen.AFTER) && found.contains(Seen.BEFORE);
    return between ? Seen.BETWEEN : found.contains(Seen.BEFORE) ? Seen.BEFORE : Seen.AFTER;
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    return go(estate, side, true);
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    return go(estate, side, false);
  }

  private Left go(Estate estate, Side side, boolean forward) throws TrekException {
    OwnerList kept =
        OwnerList.open(side, path).orElseThrow(() -> TrekException.at("journal").found("the old owners below " + path + " are missing").next("journal verify"));
    OwnerSetting setting = new OwnerSetting(estate.host(host), rule, forward);
    kept.groups(setting);
    setting.sync(path);
    return setting.left();
  }

  @Override
  public View over(View below) {
    return OverlayView.files(below, host, view -> new OverlayOwner(view, path, tree, rule));
  }

  @Override
  public Set<Place> folders(View view) {
    return Set.of();
  }
}
