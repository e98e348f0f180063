package org.mailtrek.engine;

import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** The plans of an estate, one file each below {@code plans/}. */
public final class Plans {

  private static final String END = ".json";
  private static final String DIGEST = "digest";

  private final Home home;
  private final ChangeReader reader;

  Plans(Home home, ChangeReader reader) {
    this.home = home;
    this.reader = reader;
  }

  /** Returns all, oldest first. */
  public List<Plan> list() throws TrekException {
    List<Plan> all = new ArrayList<>();
    for (HostPath each : files()) {
      all.add(read(each));
    }
    all.sort(Comparator.comparingLong(Plan::number));
    return all;
  }

  /**
   * Returns the plan of a typed id, such as {@code 3} or {@code 3-1a2b}.
   *
   * @throws TrekException of kind {@code USAGE} when there is none
   */
  public Plan named(String typed) throws TrekException {
    String number = typed.contains("-") ? typed.substring(0, typed.indexOf('-')) : typed;
    HostPath file = home.plans().resolve(number.matches("[0-9]{1,18}") ? number + END : "none" + END);
    if (home.view().stat(file).isPresent()) {
      Plan found = read(file);
      if (found.named(typed)) {
        return found;
      }
    }
    throw TrekException.at("plan " + typed).kind(TrekException.Kind.USAGE).found("there is no such plan").next("plan list");
  }

  /** Keeps a plan, durably. */
  void keep(Plan plan) throws TrekException {
    JSONObject json = plan.toJson();
    home.write(home.plans().resolve(plan.number() + END), Json.bytes(Json.with(json, DIGEST, Digests.hex(Json.bytes(json)))));
  }

  /** Returns the number of the next plan. */
  long nextNumber() throws TrekException {
    long last = 0;
    for (HostPath each : files()) {
      last = Math.max(last, Long.parseLong(each.name().substring(0, each.name().length() - END.length())));
    }
    return last + 1;
  }

  Contents contents() {
    return new Contents(home);
  }

  private List<HostPath> files() throws TrekException {
    if (home.view().stat(home.plans()).isEmpty()) {
      return List.of();
    }
    return home.view().list(home.plans()).stream().filter(each -> each.name().matches("[0-9]{1,18}\\.json")).toList();
  }

  private Plan read(HostPath file) throws TrekException {
    try (InputStream in = home.view().read(file)) {
      return whole(in.readAllBytes()).orElseThrow(() -> changed(file));
    } catch (IOException e) {
      throw TrekException.at(file).found("can't be read: " + e.getMessage()).because(e).next("plan list");
    }
  }

  /** Returns the plan of a file's content; empty when that is not what was written. */
  private Optional<Plan> whole(byte[] content) throws TrekException {
    Optional<JSONObject> kept = Json.parsed(content);
    Optional<String> digest = kept.flatMap(json -> Json.optionalText(json, DIGEST));
    if (digest.isEmpty() || !Digests.hex(Json.bytes(Json.without(kept.get(), DIGEST))).equals(digest.get())) {
      return Optional.empty();
    }
    return Optional.of(Plan.read(kept.get(), reader));
  }

  private static TrekException changed(HostPath file) {
    return TrekException.at(file)
        .kind(TrekException.Kind.REFUSED)
        .found("this plan was changed since it was made, or is damaged")
        .next("delete the file and plan again");
  }
}
