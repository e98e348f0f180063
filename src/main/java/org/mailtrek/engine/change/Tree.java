package org.mailtrek.engine.change;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailtrek.host.FileState;
import org.mailtrek.host.FilesView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.UnorderedDigest;

/**
 * What makes an object with all below it the one that is meant: for a file or link its image; for a folder also a sum over the paths, kinds,
 * owners, modes, sizes and targets below, without reading content.
 *
 * @param top the image of the object itself
 * @param count of the objects below
 * @param sum digest over them, whatever their order; empty when there are none
 */
public record Tree(Image top, long count, String sum) {

  private static final byte[] NONE = {};

  /** Takes the objects of a tree, each folder before what it holds. */
  interface Visitor {
    void visit(HostPath path, FileState state) throws TrekException;
  }

  static Optional<Tree> at(HostView host, HostPath path) throws TrekException {
    Optional<Image> top = Image.at(host, path);
    return top.isEmpty() ? Optional.empty() : Optional.of(of(host, path, top.get()));
  }

  private static Tree of(HostView host, HostPath path, Image top) throws TrekException {
    if (top.kind() != FileState.Kind.FOLDER) {
      return new Tree(top, 0, "");
    }
    Optional<UnorderedDigest> told = told(host, path);
    UnorderedDigest below = told.isPresent() ? told.get() : walked(host, path);
    return new Tree(top, below.items(), below.items() == 0 ? "" : below.hex(NONE));
  }

  /** Sums up what the machine's own tools tell of a tree; empty where they can't, as of names that are no UTF-8, or trip over what goes away meanwhile. */
  private static Optional<UnorderedDigest> told(HostView host, HostPath path) throws TrekException {
    UnorderedDigest below = new UnorderedDigest();
    List<HostPath> links = new ArrayList<>();
    try {
      boolean whole = host.tree(path, (facts, bytes, from, to) -> {
        if (facts.kind() == FileState.Kind.LINK) {
          links.add(path.resolve(Arrays.copyOfRange(bytes, from, to)));
        } else {
          below.part(bytes, from, to);
          add(below, facts, NONE);
        }
      });
      if (!whole) {
        return Optional.empty();
      }
    } catch (TrekException e) {
      if (e.kind() == TrekException.Kind.INTERRUPTED) {
        throw e;
      }
      return Optional.empty();
    }
    host.glance(links);
    for (HostPath each : links) {
      Optional<FileState> link = host.stat(each);
      if (link.isPresent()) {
        add(below, path, each, link.get());
      }
    }
    return Optional.of(below);
  }

  private static UnorderedDigest walked(HostView host, HostPath path) throws TrekException {
    UnorderedDigest below = new UnorderedDigest();
    walk(host, path, (each, state) -> {
      if (!each.equals(path)) {
        add(below, path, each, state);
      }
    });
    return below;
  }

  private static void add(UnorderedDigest below, HostPath top, HostPath path, FileState state) {
    byte[] relative = path.rebase(top, HostPath.ROOT).bytes();
    below.part(relative, 1, relative.length);
    add(below, FilesView.Facts.of(state), state.target());
  }

  private static void add(UnorderedDigest below, FilesView.Facts facts, byte[] target) {
    below.part(line(facts).getBytes(StandardCharsets.US_ASCII));
    below.part(target);
    below.item();
  }

  private static String line(FilesView.Facts facts) {
    int mode = facts.kind() == FileState.Kind.LINK ? 0 : facts.mode();
    return "\0" + facts.kind() + " " + facts.uid() + ":" + facts.gid() + " " + Integer.toOctalString(mode) + " " + facts.size() + "\0"; // for each object of a store: a format takes ten times as long
  }

  /** Walks an object and all below it in a fixed order; needs memory for the folders that wait only. */
  static void walk(HostView host, HostPath top, Visitor visitor) throws TrekException {
    Optional<FileState> state = host.stat(top);
    if (state.isEmpty()) {
      return;
    }
    visitor.visit(top, state.get());
    Deque<HostPath> waiting = new ArrayDeque<>();
    if (state.get().kind() == FileState.Kind.FOLDER) {
      waiting.push(top);
    }
    while (!waiting.isEmpty()) {
      List<HostPath> folders = new ArrayList<>();
      for (HostPath child : host.list(waiting.pop())) {
        Optional<FileState> found = host.stat(child);
        if (found.isPresent()) {
          visitor.visit(child, found.get());
          if (found.get().kind() == FileState.Kind.FOLDER) {
            folders.add(child);
          }
        }
      }
      Collections.reverse(folders);
      folders.forEach(waiting::push);
    }
  }

  /** Returns whether this is what lies at a path. */
  boolean is(HostView host, HostPath path) throws TrekException {
    return top.is(host, path, host.stat(path)) && (top.kind() != FileState.Kind.FOLDER || equals(of(host, path, top)));
  }

  /** Returns the words for a plan, such as {@code a folder with 12 objects}. */
  String words() {
    String what = top.kind().name().toLowerCase(Locale.ROOT);
    return top.kind() == FileState.Kind.FOLDER ? what + " with " + count + (count == 1 ? " object" : " objects") : what;
  }

  com.unboundid.util.json.JSONObject toJson() {
    return new Fields().put("top", top.toJson()).put("count", count).put("sum", sum).object();
  }

  static Tree read(com.unboundid.util.json.JSONObject object) {
    Fields fields = Fields.of(object);
    return new Tree(Image.read(fields.object("top")), fields.number("count"), fields.text("sum"));
  }
}
