package org.mailtrek.system;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.engine.Step.Preview;
import org.mailtrek.engine.change.Content;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Lets SELinux's policy label the new paths as it labels the old ones, by the lines that {@code semanage fcontext --equal} writes
 * (file_contexts.subs, selabel_file(5)). Only where the policy knows the old path.
 */
final class PathLabels {

  private static final HostPath FOLDER = HostPath.of("/etc/selinux");
  private static final HostPath CONFIG = FOLDER.resolve("config");
  private static final Pattern SETTING = Pattern.compile("(?m)^\\s*(SELINUX|SELINUXTYPE)\\s*=\\s*(\\w+)");

  private final View view;
  private final String host;
  private final HostView machine;
  private final MovedPaths moved;

  PathLabels(View view, String host, MovedPaths moved) throws TrekException {
    this.view = view;
    this.host = host;
    this.machine = view.host(host);
    this.moved = moved;
  }

  static boolean concerns(HostView machine) throws TrekException {
    return machine.stat(CONFIG).isPresent();
  }

  void preview(Preview preview) throws TrekException {
    String mode = "";
    String policy = "";
    Matcher setting = SETTING.matcher(text(CONFIG));
    while (setting.find()) {
      mode = setting.group(1).equals("SELINUX") ? setting.group(2) : mode;
      policy = setting.group(1).equals("SELINUXTYPE") ? setting.group(2) : policy;
    }
    if (policy.isEmpty() || !mode.matches("enforcing|permissive")) {
      return;
    }
    HostPath contexts = FOLDER.resolve(policy).resolve("contexts/files");
    List<String> known = new ArrayList<>();
    for (String each : List.of("file_contexts", "file_contexts.local")) {
      known.addAll(text(contexts.resolve(each)).lines().toList());
    }
    lines(contexts.resolve("file_contexts.subs"), known, preview);
  }

  private void lines(HostPath file, List<String> known, Preview preview) throws TrekException {
    String before = text(file);
    List<String> there = before.lines().map(each -> each.strip().split("\\s+")[0]).toList();
    StringBuilder added = new StringBuilder();
    List<String> paths = new ArrayList<>();
    for (Map.Entry<String, String> each : moved.pairs()) {
      boolean labelled = known.stream().anyMatch(line -> speaksOf(line, each.getKey()));
      boolean labelledAnew = known.stream().anyMatch(line -> speaksOf(line, each.getValue()));
      if (labelled && !labelledAnew) {
        paths.add(each.getValue());
        if (!there.contains(each.getValue())) {
          added.append(each.getValue()).append(' ').append(each.getKey()).append('\n');
        }
      }
    }
    if (added.length() > 0) {
      byte[] after = (before + (before.isEmpty() || before.endsWith("\n") ? "" : "\n") + added).getBytes(StandardCharsets.ISO_8859_1);
      Optional<FileState> state = machine.stat(file);
      preview.change(
          state.isEmpty()
              ? FileContent.create(view, host, file, Content.of(after), Owner.of(0, 0), 0644)
              : FileContent.of(view, host, file, before.getBytes(StandardCharsets.ISO_8859_1), after));
    }
    if (!paths.isEmpty()) {
      preview.note("SELinux: what is renamed keeps its label; what is copied or brought by packages gets it by: restorecon -R " + String.join(" ", paths));
    }
  }

  /** Whether a line of file_contexts is about a path or what lies below it. */
  private static boolean speaksOf(String line, String path) {
    String pattern = line.strip().split("\\s+")[0].replace("\\.", ".").replace("\\-", "-");
    return pattern.startsWith(path) && (pattern.length() == path.length() || "/(".indexOf(pattern.charAt(path.length())) >= 0);
  }

  private String text(HostPath file) throws TrekException {
    boolean there = machine.stat(file).filter(state -> state.kind() == FileState.Kind.FILE).isPresent();
    return there ? new String(machine.readAll(file), StandardCharsets.ISO_8859_1) : "";
  }
}
