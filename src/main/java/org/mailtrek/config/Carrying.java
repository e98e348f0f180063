package org.mailtrek.config;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Step.Preview;
import org.mailtrek.engine.change.Content;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.engine.change.Folder;
import org.mailtrek.engine.change.Link;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * Carries what lies beside the configuration files: certificates, scripts, mail texts, licences, links. What is in the new place already is
 * left alone.
 */
final class Carrying {

  private static final int FOLDER_MODE = 0750;
  private static final int DEEPEST = 8;
  private static final Set<String> WORDS_OF_ZARAFA = Set.of("userscripts", "quotamail");

  private final View view;
  private final String host;
  private final TakeoverOptions options;
  private final Owner owner;
  private final Preview preview;
  private final ValueMover mover;
  private final Set<HostPath> made = new HashSet<>();

  Carrying(View view, String host, TakeoverOptions options, Owner owner, Preview preview) {
    this.view = view;
    this.host = host;
    this.options = options;
    this.owner = owner;
    this.preview = preview;
    this.mover = new ValueMover(options);
  }

  /** Makes a folder of the new release where it is missing. */
  void folder(HostPath path) throws TrekException {
    for (Folder each : Folder.of(view, host, path, owner, FOLDER_MODE)) {
      if (made.add(each.path())) {
        preview.change(each);
      }
    }
  }

  /** Carries everything in the old folder but configuration files. */
  void everythingElse() throws TrekException {
    if (!options.source().equals(options.target())) {
      carry(options.source(), 0);
    }
  }

  private void carry(HostPath folder, int depth) throws TrekException {
    for (HostPath path : view.host(host).list(folder)) {
      Optional<FileState> state = view.host(host).stat(path);
      boolean configuration = depth == 0 && HostTree.configuration(path);
      if (state.isEmpty() || configuration) {
        continue;
      }
      switch (state.get().kind()) {
        case FILE -> file(path, state.get());
        case LINK -> link(path, state.get());
        case FOLDER -> below(path, depth);
        default -> preview.note(path + " is neither file, folder nor link: it is not carried");
      }
    }
  }

  private void below(HostPath path, int depth) throws TrekException {
    if (depth >= DEEPEST) {
      preview.note(path + " lies too deep: it is not carried");
      return;
    }
    folder(place(path));
    carry(path, depth + 1);
  }

  private HostPath place(HostPath path) {
    return path.rebase(options.source(), options.target());
  }

  private void file(HostPath path, FileState state) throws TrekException {
    HostPath place = place(path);
    byte[] old = view.host(host).readAll(path);
    byte[] carried = mended(path, old);
    if (view.host(host).stat(place).isPresent()) {
      if (!Arrays.equals(view.host(host).readAll(place), carried)) {
        preview.note(place + " is there already with other content: it is left alone, compare it with " + path);
      }
      return;
    }
    if (!Arrays.equals(old, carried)) {
      preview.note(place + " is carried with the names of Kopano in it: look through it");
    }
    boolean program = (state.mode() & 0111) != 0;
    preview.content(carried);
    preview.change(FileContent.create(view, host, place, Content.stored(carried), owner, program ? 0750 : 0640));
  }

  private void link(HostPath path, FileState state) throws TrekException {
    String target = new String(state.target(), StandardCharsets.ISO_8859_1);
    byte[] moved = (options.rebrands() ? mover.places(target) : target).getBytes(StandardCharsets.ISO_8859_1);
    Optional<FileState> there = view.host(host).stat(place(path));
    if (there.isPresent()) {
      if (there.get().kind() != FileState.Kind.LINK || !Arrays.equals(there.get().target(), moved)) {
        preview.note(place(path) + " is there already: it is left alone, compare it with " + path);
      }
      return;
    }
    Optional<Link> change = Link.of(view, host, place(path), moved, Owner.of(0, 0));
    if (change.isPresent()) {
      preview.change(change.get());
    }
  }

  /** Scripts and mail texts speak of Zarafa's programs, variables and places. */
  private byte[] mended(HostPath path, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    boolean speaks = WORDS_OF_ZARAFA.stream().anyMatch(name -> path.isWithin(options.source().resolve(name)));
    if (!options.rebrands() || !speaks || text.indexOf('\0') >= 0) {
      return bytes;
    }
    String mended =
        text.replace("ZARAFA_", "KOPANO_")
            .replaceAll("(?<![\\w/.-])zarafa-(admin|autorespond|mr-accept|mr-process)(?![\\w-])", "kopano-$1")
            .replaceAll("/usr/(s?bin)/zarafa-", "/usr/$1/kopano-")
            .replaceAll("/(etc|var/lib|var/log|usr/share|usr/lib)/zarafa(?=[/\\s\"'-]|$)", "/$1/kopano");
    return mended.getBytes(StandardCharsets.ISO_8859_1);
  }
}
