package org.mailtrek.engine.change;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * What makes an object with all below it the one that is meant: for a file or link its image; for a folder also a sum over the paths, kinds,
 * owners, modes, sizes and targets below, without reading content.
 *
 * @param top the image of the object itself
 * @param count of the objects below
 * @param sum digest over them; empty when there are none
 */
public record Tree(Image top, long count, String sum) {

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
    MessageDigest digest = Sha256.start();
    long[] count = {0};
    walk(
        host,
        path,
        (each, state) -> {
          if (!each.equals(path)) {
            count[0]++;
            digest.update(each.rebase(path, HostPath.ROOT).bytes());
            digest.update(line(state).getBytes(StandardCharsets.US_ASCII));
            digest.update(state.target());
          }
        });
    return new Tree(top, count[0], count[0] == 0 ? "" : Sha256.hex(digest));
  }

  private static String line(FileState state) {
    int mode = state.kind() == FileState.Kind.LINK ? 0 : state.mode();
    long size = state.kind() == FileState.Kind.FILE ? state.size() : 0;
    return "\0" + state.kind() + " " + state.uid() + ":" + state.gid() + " " + Integer.toOctalString(mode) + " " + size + "\0"; // for each object of a store: a format takes ten times as long
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
