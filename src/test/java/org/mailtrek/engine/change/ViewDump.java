package org.mailtrek.engine.change;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Everything that a view shows, a line each, but for times of folders and links and counts of links. */
final class ViewDump {

  private final SortedMap<String, String> lines = new TreeMap<>();

  static Map<String, String> of(View view) throws Exception {
    ViewDump dump = new ViewDump();
    HostView host = view.host("mail1");
    dump.files(host, HostPath.ROOT);
    dump.accounts(host);
    for (String service : host.services().names()) {
      dump.lines.put("service " + service, host.services().state(service).toString());
    }
    dump.lines.put("packages", host.packages().installed().toString());
    dump.lines.put("repository", "" + host.packages().repositories().listed("kopano"));
    for (String setting : List.of("attachment_storage", "mailtrek_handed_over")) {
      dump.lines.put("setting " + setting, view.database("mail1").setting(setting).map(Arrays::toString).toString());
    }
    dump.lines.put("version", view.database("mail1").storedVersion().toString());
    dump.directory(view);
    return dump.lines;
  }

  private void files(HostView host, HostPath path) throws Exception {
    FileState state = host.stat(path).orElseThrow(() -> new AssertionError("listed, but not there: " + path));
    SortedMap<String, String> attributes = new TreeMap<>();
    state.attributes().forEach((name, value) -> attributes.put(name, Arrays.toString(value)));
    String line = state.kind() + " " + state.uid() + ":" + state.gid() + " " + state.mode() + " " + state.size() + " " + attributes;
    line += Arrays.toString(state.target()) + " on " + state.device();
    if (state.kind() == FileState.Kind.FILE) {
      line += " " + state.modified() + " " + new String(host.readAll(path), StandardCharsets.ISO_8859_1);
    }
    lines.put(path.toString(), line);
    if (state.kind() == FileState.Kind.FOLDER) {
      for (HostPath child : host.list(path)) {
        if (!child.name().equals("data.mdb")) { // what a server's own tool makes, no overlay knows
          files(host, child);
        }
      }
    }
  }

  private void accounts(HostView host) throws TrekException {
    for (String name : List.of("root", "kopano", "zarafa")) {
      lines.put("account " + name, host.accounts().uid(name) + " " + host.accounts().gid(name));
    }
    for (int number : new int[] {0, 100, 101, 999}) {
      lines.put("number " + number, host.accounts().user(number) + " " + host.accounts().group(number));
    }
  }

  private void directory(View view) throws Exception {
    String base;
    try {
      base = view.directory().base();
    } catch (TrekException none) {
      return;
    }
    for (String filter : List.of("(objectClass=*)", "(objectClass=kopano-user)", "(kopanoAccount=1)", "(!(zarafaAccount=1))")) {
      view.directory()
          .search(
              base,
              SearchScope.SUB,
              Filter.create(filter),
              entry -> {
                SortedMap<String, List<String>> values = new TreeMap<>();
                for (Attribute each : entry.getAttributes()) {
                  values.put(each.getName(), Arrays.stream(each.getValues()).sorted().toList());
                }
                lines.put(filter + " " + entry.getDN(), values.toString());
              });
    }
  }
}
