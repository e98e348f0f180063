package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Lets programs of somebody else change a host: a vendor's installer, its start and stop commands. Whether they did is seen by signs, and each of
 * its acts is one that may be begun twice. What such a program changes besides is known when it has run; previews show the signs only.
 *
 * @param host name of the host
 * @param title what is done, in a few words
 * @param acts what is done, in order
 * @param back what takes it back, in order; empty where nothing does
 * @param signs by what it is seen
 * @param manner how it fails and whether it can be taken back
 */
public record ForeignCommand(String host, String title, List<Act> acts, List<Act> back, List<Sign> signs, Manner manner) implements Change {

  static final String KIND = "foreign-command";

  /**
   * How a foreign command fails, and whether it can be taken back.
   *
   * @param returns whether the way back is gone at once when an act fails, so that the service is not left in between
   * @param noReturn why it can't be taken back once it is done; empty when it can
   */
  public record Manner(boolean returns, Optional<String> noReturn) {

    /** It stops where an act fails, and can be taken back. */
    public static final Manner PLAIN = new Manner(false, Optional.empty());

    /** It goes back by itself where an act fails, and can be taken back. */
    public static final Manner RETURNING = new Manner(true, Optional.empty());

    /** Returns the same for a command that can't be taken back once it is done. */
    public Manner withoutReturn(String why) {
      return new Manner(returns, Optional.of(why));
    }
  }

  /** Copies the lists, and checks that there is something to see it by. */
  public ForeignCommand {
    acts = List.copyOf(acts);
    back = List.copyOf(back);
    signs = List.copyOf(signs);
    if (signs.stream().noneMatch(Sign::tells)) {
      throw new IllegalArgumentException(host + ": " + title + ": before and after look the same");
    }
    if (back.isEmpty() && manner.noReturn.isEmpty()) {
      throw new IllegalArgumentException(host + ": " + title + ": neither a way back nor why there is none");
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    return host + ": " + title + ": " + String.join("; ", acts.stream().map(Act::words).toList());
  }

  @Override
  public Set<String> touches() {
    Set<String> all = new TreeSet<>();
    signs.stream().filter(Sign::tells).forEach(each -> all.add(each.where().map(path -> "file " + host + " " + path).orElse("command " + host + " " + String.join(" ", each.asked()))));
    return all;
  }

  @Override
  public Optional<String> irreversible() {
    return manner.noReturn;
  }

  @Override
  public boolean staysHalfDone() {
    return back.isEmpty();
  }

  @Override
  public JSONObject toJson() {
    Fields fields = Fields.kind(KIND).put("host", host).put("title", title).put("acts", acts, Act::toJson).put("back", back, Act::toJson);
    return fields.put("signs", signs, Sign::toJson).put("returns", manner.returns).put("no-return", manner.noReturn, JSONString::new).object();
  }

  static ForeignCommand read(Fields fields) {
    return new ForeignCommand(
        fields.text("host"),
        fields.text("title"),
        fields.list("acts", each -> Act.read((JSONObject) each)),
        fields.list("back", each -> Act.read((JSONObject) each)),
        fields.list("signs", each -> Sign.read((JSONObject) each)),
        new Manner(fields.flag("returns"), fields.maybe("no-return", fields::text)));
  }

  @Override
  public void keep(View view, Side side) throws TrekException {
    for (Act.PutBack each : kept()) {
      new KeptFolder(each, side).keep(view.host(host));
    }
    for (Act each : acts) {
      if (each instanceof Act.Point point) {
        keepTime(view.host(host), point.link(), side);
      }
    }
  }

  private static void keepTime(HostView on, HostPath link, Side side) throws TrekException {
    Optional<FileState> found = on.stat(link);
    if (found.isPresent()) {
      side.save(ForeignActs.timeOf(link), out -> {
        out.write((found.get().modified() + "\n").getBytes(StandardCharsets.US_ASCII));
        out.write(found.get().target());
      });
    }
  }

  /** Once part of what can't be taken back has begun, going back may lose what came to be in the meantime. */
  @Override
  public Optional<String> loss(View view, Side side) throws TrekException {
    if (manner.noReturn.isEmpty() || back.isEmpty() || look(view, side) != Seen.BETWEEN) {
      return Optional.empty();
    }
    for (Sign each : signs) {
      if (each.tells() && each.seen(view.host(host), each.after())) {
        return Optional.of(host + ": " + title + " was cut off, and the new state may have been at work since: what arrived in it goes when it is taken back, and resume keeps it");
      }
    }
    return Optional.empty();
  }

  private Set<Act.PutBack> kept() {
    Set<Act.PutBack> folders = new LinkedHashSet<>();
    back.stream().filter(Act.PutBack.class::isInstance).forEach(each -> folders.add((Act.PutBack) each));
    return folders;
  }

  /** The files of the folders that would be put back, as the command has left them: what differs from that later on was edited by somebody. */
  @Override
  public List<String> noted(View view) throws TrekException {
    List<String> noted = new ArrayList<>();
    for (Act.PutBack each : kept()) {
      noted.addAll(KeptFolder.digests(view.host(host), each.folder()));
    }
    return noted;
  }

  @Override
  public Seen look(View view, Side side) throws TrekException {
    HostView on = view.host(host);
    boolean ours = scratch(on, side);
    if (all(on, Sign::after)) {
      return ours ? Seen.BETWEEN : Seen.AFTER;
    }
    if (all(on, Sign::before)) {
      return ours ? Seen.BETWEEN : Seen.BEFORE;
    }
    for (Sign each : signs) {
      if (each.foreign(on)) {
        return Seen.FOREIGN;
      }
    }
    return Seen.BETWEEN;
  }

  private boolean scratch(HostView on, Side side) throws TrekException {
    for (Act each : acts) {
      if (each instanceof Act.Point point && on.stat(side.scratch().beside(point.link())).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private boolean all(HostView on, java.util.function.Function<Sign, String> wanted) throws TrekException {
    for (Sign each : signs) {
      if (!each.seen(on, wanted.apply(each))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Does its acts in order.
   *
   * @throws TrekException when one fails, or all went well and the signs are missing; where it returns, the way back is gone then
   */
  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    Host on = estate.host(host);
    ForeignActs doing = new ForeignActs(estate, host, side);
    doing.clear(back);
    Seen seen = look(estate.view(), side);
    if (seen == Seen.FOREIGN) {
      return left(on.view());
    }
    if (seen != Seen.AFTER) {
      try {
        doing.all(acts);
        expect(estate, side, Seen.AFTER);
      } catch (TrekException e) {
        throw manner.returns ? doing.returned(back, e) : e;
      }
    }
    on.disk().syncAll(HostPath.ROOT);
    return Left.NOTHING;
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    Host on = estate.host(host);
    ForeignActs doing = new ForeignActs(estate, host, side);
    doing.clear(back);
    Seen seen = look(estate.view(), side);
    if (seen == Seen.FOREIGN) {
      return left(on.view());
    }
    if (seen != Seen.BEFORE && back.isEmpty()) {
      return Left.of(describe() + ": " + manner.noReturn.orElse("can't be taken back"));
    }
    if (!back.isEmpty()) {
      if (seen != Seen.BEFORE) {
        doing.all(back);
        expect(estate, side, Seen.BEFORE);
      }
      doing.putBack(back);
    }
    on.disk().syncAll(HostPath.ROOT);
    return doing.edited();
  }

  private void expect(Estate estate, Side side, Seen wanted) throws TrekException {
    if (look(estate.view(), side) != wanted) {
      List<String> found = new ArrayList<>();
      for (Sign each : signs) {
        found.add(each.words(estate.view().host(host)));
      }
      throw TrekException.at(host + ": " + title).found("the commands say that all went well, but there is " + String.join(", ", found)).next("see the vendor's log, then resume, or undo");
    }
  }

  private Left left(HostView on) throws TrekException {
    List<String> found = new ArrayList<>();
    for (Sign each : signs) {
      if (each.foreign(on)) {
        found.add(each.words(on));
      }
    }
    return Left.of(host + ": " + title + ": left alone, since somebody else has changed it: " + String.join(", ", found));
  }

  @Override
  public View over(View below) {
    View view = below;
    Set<HostPath> moved = new LinkedHashSet<>();
    for (Act each : acts) {
      if (each instanceof Act.SetAside set) {
        view = OverlayView.files(view, host, under -> new OverlayMoved(under, set.folder(), Optional.of(set.aside())));
        moved.add(set.aside());
      }
    }
    for (Sign each : signs) {
      Optional<Image> image = each.where().filter(moved::contains).isPresent() ? Optional.empty() : each.shown();
      if (image.isPresent()) {
        HostPath path = each.where().orElseThrow();
        view = OverlayView.files(view, host, under -> new OverlayFile(under, path, image.get(), Content.of(new byte[0]), Optional.<Instant>empty()));
      }
    }
    return view;
  }

  @Override
  public Set<Place> folders(View view) throws TrekException {
    HostView on = view.host(host);
    Set<Place> places = new LinkedHashSet<>();
    signs.forEach(each -> each.where().ifPresent(path -> places.add(new Place(host, path.parent()))));
    for (Act each : acts) {
      if (each instanceof Act.SetAside set) {
        places.add(new Place(host, set.folder().parent()));
        places.add(new Place(host, set.aside().parent()));
      }
    }
    for (Act.PutBack kept : kept()) {
      Tree.walk(on, kept.folder(), (path, state) -> {
        if (state.kind() == FileState.Kind.FOLDER) {
          places.add(new Place(host, path));
        }
      });
    }
    for (Place each : List.copyOf(places)) {
      if (on.stat(each.path()).isEmpty()) {
        places.remove(each);
      }
    }
    return places;
  }
}
