package org.mailtrek.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.mailtrek.check.SearchIndex;
import org.mailtrek.config.ServerConfiguration;
import org.mailtrek.engine.Interruption;
import org.mailtrek.estate.View;
import org.mailtrek.host.DatabaseView.OwnerRow;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Says how far the search index of each server is built, and waits for it on request, with what is left and how long that takes. */
final class IndexStatus implements Command {

  private static final int PAUSE_SECONDS = 5;

  @Override
  public Shape shape() {
    return Shape.reads()
        .option("--host", "HOST", "the host, where there are several", Offers.hosts())
        .flag("-f", "--follow", "look again every five seconds until all is built; Ctrl-C ends the wait, and not the building")
        .example("index status", "exit 2 while an index is not complete")
        .example("index status --follow", "shows how many folders are read, and estimates how long the others take")
        .see("index rebuild", "logs", "check");
  }

  /** What there is to index, and what is. */
  private record Found(EstateConfig.Place place, HostPath folder, SearchIndex index, long folders, long messages) {}

  @Override
  public Result run(Call call) throws TrekException {
    Rows rows = Rows.of("indexes").id("Host").text("Folder").text("State").number("Folders read").number("Of at most").number("Messages").text("Last written");
    boolean complete = true;
    for (EstateConfig.Place place : places(call, false)) {
      Found found = call.has("--follow") ? waited(call, place) : look(call.session().estate().view(), place);
      SearchIndex index = found.index();
      String state = !index.there() ? "missing" : index.complete() ? "complete" : index.begun() ? "building" : "not begun";
      complete &= index.complete();
      rows.row(place.host(), found.folder().toString(), state, index.folders(), found.folders(), found.messages(), index.written().map(Instant::toString).orElse(""));
    }
    Result result = Result.done().table(rows);
    return complete ? result : result.outcome(Outcome.DIFFERENT).line("! what is not read yet can't be found by a search").next("index status --follow");
  }

  /**
   * Returns the servers that are meant.
   *
   * @throws TrekException of kind {@code USAGE} when there is none, or several where one is needed
   */
  static List<EstateConfig.Place> places(Call call, boolean one) throws TrekException {
    List<EstateConfig.Place> places = EstateConfig.places(call.session()).stream().filter(each -> call.option("--host").map(each.host()::equals).orElse(true)).toList();
    if (places.isEmpty() || one && places.size() > 1) {
      throw TrekException.at(call.name()).kind(TrekException.Kind.USAGE).found(places.size() + " Zarafa or Kopano servers are declared that could be meant").next("estate show, then --host HOST");
    }
    return places;
  }

  private static Found look(View view, EstateConfig.Place place) throws TrekException {
    HostPath folder = ServerConfiguration.read(org.mailtrek.config.Catalogue.open(), view.host(place.host()), place.folder(), place.release()).index();
    List<OwnerRow> owners = view.database(place.host()).objectsByOwner();
    return new Found(place, folder, SearchIndex.of(view.host(place.host()), folder), owners.stream().mapToLong(OwnerRow::folders).sum(), owners.stream().mapToLong(OwnerRow::messages).sum());
  }

  private static Found waited(Call call, EstateConfig.Place place) throws TrekException {
    Interruption interruption = new Interruption();
    call.talk().writing(Optional.of(interruption::request));
    try {
      Found first = look(call.session().estate().view(), place);
      Instant began = call.session().clock().instant();
      Found now = first;
      while (!now.index().complete() && !interruption.requested()) {
        call.talk().progress(place.host() + ": search index" + left(first, now, Duration.between(began, call.session().clock().instant())), "folders", now.index().folders(), now.folders());
        TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        now = new Found(place, now.folder(), SearchIndex.of(call.session().estate().view().host(place.host()), now.folder()), now.folders(), now.messages());
      }
      return now;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TrekException.at(place.host() + ": search index").kind(TrekException.Kind.INTERRUPTED).found("was not waited for").because(e).next("index status");
    } finally {
      call.talk().writing(Optional.empty());
    }
  }

  /** Returns how long the rest takes at the pace since the wait began; empty while nothing was seen to be read. */
  private static String left(Found first, Found now, Duration since) {
    long read = now.index().folders() - first.index().folders();
    long rest = Math.max(0, now.folders() - now.index().folders());
    return read == 0 ? "" : ", at most " + Duration.ofSeconds(since.toSeconds() * rest / read).toMinutes() + " minutes left";
  }
}
