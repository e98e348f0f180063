package org.mailtrek.command;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.estate.HostEntry;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.PackagesView;
import org.mailtrek.host.ServicesView;
import org.mailtrek.host.TrekException;

/** Prints one sorted line for every object that a change could touch, so that two scans can be compared. Only asks the ports. */
final class Scan implements Command {

  @Override
  public Shape shape() {
    return Shape.reads()
        .mayTake("DIR", "the estate's folder (default: the estate in use)", Offers.folders())
        .option("-o", "--output", "FILE", "write into a file (0600) instead of standard output", Offers.files())
        .example("scan -o before", "before a change; again after its undo, then: diff before after")
        .example("scan | wc -l", "how many objects there are")
        .see("check", "undo");
  }

  @Override
  public Result run(Call call) throws TrekException {
    if (call.word(0).isPresent()) {
      call.session().use(call.session().path(call.words().get(0)));
    }
    List<String> lines = lines(call.session(), call.talk());
    if (call.talk().json()) {
      return Result.done().field("count", lines.size()).field("objects", lines);
    }
    try {
      if (call.option("--output").isPresent()) {
        try (OutputStream out = PrivateFiles.create(call.session().path(call.option("--output").get()))) {
          write(lines, out);
        }
        return Result.done(lines.size() + " objects: " + call.option("--output").get());
      }
      write(lines, call.talk().data());
    } catch (IOException e) {
      throw TrekException.at("scan").found("can't be written: " + e.getMessage()).because(e).next("check the path and the space");
    }
    return Result.done();
  }

  private static void write(List<String> lines, OutputStream out) throws IOException {
    for (String line : lines) {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
    out.flush();
  }

  /** Returns the lines. */
  static List<String> lines(Session session, Talk talk) throws TrekException {
    Declaration declared = EstateFile.read(session.folder());
    View view = session.estate().view();
    List<String> lines = new ArrayList<>();
    for (HostEntry entry : declared.hosts().values()) {
      HostView host = view.host(entry.name());
      for (HostPath root : roots(declared, entry)) {
        if (host.stat(root).isPresent()) {
          walk(host, root, lines, talk);
        }
      }
      for (String service : host.services().names()) {
        ServicesView.State state = host.services().state(service);
        lines.add("service " + entry.name() + " " + service + " " + state.run().name().toLowerCase(Locale.ROOT) + (state.enabled() ? " enabled" : " disabled"));
      }
      for (PackagesView.Installed each : host.packages().installed().values()) {
        lines.add("package " + entry.name() + " " + each.name() + " " + each.version() + (each.complete() ? "" : " half-installed"));
      }
    }
    if (declared.directory().isPresent()) {
      entries(view, lines);
    }
    for (Declaration.Product product : declared.products()) {
      if (product.database().isPresent()) {
        view.database(product.host()).tableDigests().forEach((table, digest) -> lines.add("table " + product.host() + " " + table + " " + digest));
      }
    }
    Collections.sort(lines);
    talk.progress("", "", 0, 0);
    return lines;
  }

  private static List<HostPath> roots(Declaration declared, HostEntry entry) {
    if (entry instanceof HostEntry.Simulated) {
      return List.of(HostPath.ROOT);
    }
    List<HostPath> roots = new ArrayList<>();
    declared.product(entry.name()).ifPresent(product -> add(product.places(), roots));
    declared.target().ifPresent(target -> add(target.places(), roots));
    return roots.stream().distinct().toList();
  }

  private static void add(Declaration.Places places, List<HostPath> roots) {
    places.config().ifPresent(roots::add);
    places.attachments().ifPresent(roots::add);
    places.index().ifPresent(roots::add);
  }

  private static void walk(HostView host, HostPath path, List<String> lines, Talk talk) throws TrekException {
    FileState state = host.stat(path).orElse(null);
    if (state == null) {
      return;
    }
    String content =
        switch (state.kind()) {
          case FILE -> Sums.of(host.read(path), path);
          case LINK -> "-> " + new String(state.target(), StandardCharsets.UTF_8);
          case FOLDER, OTHER -> "-";
        };
    String mode = String.format(Locale.ROOT, "%04o", state.mode());
    String kind = state.kind().name().toLowerCase(Locale.ROOT);
    lines.add(kind + " " + host.name() + ":" + path + " " + state.uid() + ":" + state.gid() + " " + mode + " " + state.modified() + " " + state.attributes().keySet() + " " + content);
    talk.progress("scan", "objects", lines.size(), 0);
    if (state.kind() == FileState.Kind.FOLDER) {
      for (HostPath child : host.list(path)) {
        walk(host, child, lines, talk);
      }
    }
  }

  private static void entries(View view, List<String> lines) throws TrekException {
    view.directory().search(view.directory().base(), SearchScope.SUB, Filter.createPresenceFilter("objectClass"), entry -> {
      List<String> values = new ArrayList<>();
      for (Attribute attribute : entry.getAttributes()) {
        for (byte[] value : attribute.getValueByteArrays()) {
          values.add(attribute.getName().toLowerCase(Locale.ROOT) + " " + Sums.of(value));
        }
      }
      Collections.sort(values);
      lines.add("entry " + entry.getDN() + " " + Sums.of(String.join("\n", values).getBytes(StandardCharsets.UTF_8)));
    }, "*");
  }
}
