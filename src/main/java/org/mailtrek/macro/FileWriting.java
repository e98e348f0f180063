package org.mailtrek.macro;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.Content;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.engine.change.Folder;
import org.mailtrek.engine.change.Link;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.engine.change.Ownership;
import org.mailtrek.engine.change.Removal;
import org.mailtrek.engine.change.Rename;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** The changes of files that a block asks for. */
final class FileWriting {

  private FileWriting() {}

  static void write(Recorder world, Place place, byte[] after, Map<String, ?> options) throws TrekException {
    View view = world.view();
    if (view.host(place.host()).stat(place.path()).isPresent()) {
      byte[] before = view.host(place.host()).readAll(place.path());
      if (!Arrays.equals(before, after)) {
        world.content(after);
        world.take(FileContent.of(view, place.host(), place.path(), before, Content.stored(after)));
      }
      return;
    }
    world.content(after);
    world.take(FileContent.create(view, place.host(), place.path(), Content.stored(after), owner(options), mode(options, 0644)));
  }

  static void move(Recorder world, Place from, Place to) throws TrekException {
    if (!from.host().equals(to.host())) {
      throw TrekException.at(from).kind(TrekException.Kind.USAGE).found("can't be moved to another host").next("a path of " + from.host());
    }
    world.take(Rename.move(world.view(), from.host(), from.path(), to.path()));
  }

  static void remove(Recorder world, Place place) throws TrekException {
    Optional<Removal> change = Removal.of(world.view(), place.host(), place.path());
    if (change.isPresent()) {
      world.take(change.get());
    }
  }

  static void folder(Recorder world, Place place, Map<String, ?> options) throws TrekException {
    for (Change each : Folder.of(world.view(), place.host(), place.path(), owner(options), mode(options, 0755))) {
      world.take(each);
    }
  }

  static void link(Recorder world, Place place, String target) throws TrekException {
    Optional<Link> change = Link.of(world.view(), place.host(), place.path(), target.getBytes(StandardCharsets.UTF_8), Owner.of(0, 0));
    if (change.isPresent()) {
      world.take(change.get());
    }
  }

  static void own(Recorder world, Place place, String owner) throws TrekException {
    Optional<Ownership> change = Ownership.tree(world.view(), place.host(), place.path(), Ownership.Rule.owner(named(owner)));
    if (change.isPresent()) {
      world.take(change.get());
    }
  }

  private static Owner owner(Map<String, ?> options) throws TrekException {
    return options.containsKey("owner") ? named(String.valueOf(options.get("owner"))) : Owner.of(0, 0);
  }

  private static Owner named(String owner) throws TrekException {
    String[] parts = owner.split(":", -1);
    if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw TrekException.at(owner).kind(TrekException.Kind.USAGE).found("is no owner").next("user:group");
    }
    return new Owner(parts[0], parts[1]);
  }

  private static int mode(Map<String, ?> options, int standard) {
    return options.get("mode") instanceof Number number ? number.intValue() : standard;
  }
}
