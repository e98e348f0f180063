package org.mailtrek.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.FileState;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * Carries what lies beside the configuration files: certificates, scripts, mail texts, licences, links. What is in the new place already is
 * left alone.
 */
public final class Carrying {

  private static final int DEEPEST = 8;
  private static final Set<String> WORDS_OF_ZARAFA = Set.of("userscripts", "quotamail");

  private final FilesView files;
  private final TakeoverOptions options;
  private final Set<HostPath> written;
  private final Carrier carrier;
  private final ValueMover mover;

  private Carrying(FilesView files, TakeoverOptions options, Set<HostPath> written, Carrier carrier) {
    this.files = files;
    this.options = options;
    this.written = written;
    this.carrier = carrier;
    this.mover = new ValueMover(options);
  }

  /**
   * Hands over everything in the old folder but its configuration files.
   *
   * @param options the folders, as {@code files} has them
   * @param written files that the takeover makes itself
   * @throws TrekException when something can't be read, or the carrier refuses
   */
  public static void carry(FilesView files, TakeoverOptions options, Set<HostPath> written, Carrier carrier) throws TrekException {
    if (!options.source().equals(options.target())) {
      new Carrying(files, options, written, carrier).carry(options.source(), 0);
    }
  }

  private void carry(HostPath folder, int depth) throws TrekException {
    List<HostPath> all = files.list(folder);
    files.ahead(plain(all));
    for (HostPath path : all) {
      boolean configuration = depth == 0 && HostTree.configuration(path);
      Optional<FileState> state = configuration ? Optional.empty() : files.stat(path);
      if (state.isEmpty()) {
        continue;
      }
      switch (state.get().kind()) {
        case FILE -> file(path, state.get());
        case LINK -> link(path, state.get());
        case FOLDER -> below(path, depth);
        default -> carrier.note(path + " is neither file, folder nor link: it is not carried");
      }
    }
  }

  private List<HostPath> plain(List<HostPath> all) throws TrekException {
    List<HostPath> plain = new ArrayList<>();
    for (HostPath each : all) {
      if (files.stat(each).filter(state -> state.kind() == FileState.Kind.FILE).isPresent()) {
        plain.add(each);
      }
    }
    return plain;
  }

  private void below(HostPath path, int depth) throws TrekException {
    if (depth >= DEEPEST) {
      carrier.note(path + " lies too deep: it is not carried");
      return;
    }
    carrier.folder(place(path));
    carry(path, depth + 1);
  }

  private HostPath place(HostPath path) {
    return path.rebase(options.source(), options.target());
  }

  private void file(HostPath path, FileState state) throws TrekException {
    HostPath place = place(path);
    if (written.contains(place)) {
      return;
    }
    byte[] old = files.readAll(path);
    byte[] carried = mended(path, old);
    if (files.stat(place).isPresent()) {
      if (!Arrays.equals(files.readAll(place), carried)) {
        carrier.note(place + " is there already with other content: it is left alone, compare it with " + path);
      }
      return;
    }
    if (!Arrays.equals(old, carried)) {
      carrier.note(place + " is carried with the names of Kopano in it: look through it");
    }
    boolean script = path.parent().equals(options.source().resolve("userscripts")) && path.name().matches("(create|delete)(user|group|company)");
    if (script && options.rebrands() && options.to().atLeast("kc-8.7.0")) {
      carrier.note(place + " is carried; " + options.to() + " runs scripts of its own unless " + path.name() + "_script names this one: do that where somebody changed it");
    }
    carrier.file(place, carried, (state.mode() & 0111) != 0);
  }

  private void link(HostPath path, FileState state) throws TrekException {
    String target = new String(state.target(), StandardCharsets.ISO_8859_1);
    byte[] moved = (options.rebrands() ? mover.places(target) : target).getBytes(StandardCharsets.ISO_8859_1);
    Optional<FileState> there = files.stat(place(path));
    if (there.isPresent()) {
      if (there.get().kind() != FileState.Kind.LINK || !Arrays.equals(there.get().target(), moved)) {
        carrier.note(place(path) + " is there already: it is left alone, compare it with " + path);
      }
      return;
    }
    carrier.link(place(path), moved);
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
