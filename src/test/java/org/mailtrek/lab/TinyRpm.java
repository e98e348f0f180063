package org.mailtrek.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A package of rpm of one test, built by the real rpmbuild. */
public final class TinyRpm {

  private final String name;
  private final String version;
  private final Map<String, String> files = new TreeMap<>();
  private final StringBuilder fields = new StringBuilder();
  private final StringBuilder scripts = new StringBuilder();
  private String configuration = "%config(noreplace)";

  /** Makes one that holds nothing yet, of release 1. */
  public TinyRpm(String name, String version) {
    this.name = name;
    this.version = version;
  }

  /** Adds a line before the description, such as {@code Requires: other}. */
  public TinyRpm field(String line) {
    fields.append(line).append('\n');
    return this;
  }

  /** Adds a file; those below {@code /etc} are configuration files, and their folder is the package's. */
  public TinyRpm file(String path, String text) {
    files.put(path, text);
    return this;
  }

  /** Says how configuration files are marked; else {@code %config(noreplace)}. */
  public TinyRpm configuration(String mark) {
    configuration = mark;
    return this;
  }

  /** Adds a scriptlet, such as {@code post}: its lines, for a shell. */
  public TinyRpm script(String script, String lines) {
    scripts.append('%').append(script).append('\n').append(lines).append('\n');
    return this;
  }

  /** Builds it below a folder, once for all who make the same. */
  public Path built(Path folder) {
    String spec = spec();
    Path top = folder.resolve(name + "-" + version + "-" + Integer.toHexString(spec.hashCode()));
    Path made = top.resolve("RPMS");
    try {
      if (!Files.isDirectory(made)) {
        Files.createDirectories(top);
        Files.writeString(top.resolve("spec"), spec, StandardCharsets.UTF_8);
        LabMachine.Said.by(List.of("rpmbuild", "-bb", "--quiet", "--define", "_topdir " + top, "--define", "debug_package %{nil}", "--define", "_build_id_links none",
            "--define", "__os_install_post %{nil}", "--define", "_rpmfilename %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm", top.resolve("spec").toString())).orFail();
      }
      try (var all = Files.list(made)) {
        return all.findFirst().orElseThrow();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String spec() {
    StringBuilder text = new StringBuilder("Name: " + name + "\nVersion: " + version + "\nRelease: 1\nSummary: of a test\nLicense: none\nBuildArch: noarch\nAutoReqProv: no\n").append(fields);
    text.append("%description\nof a test\n%install\n");
    List<String> list = new ArrayList<>();
    files.forEach((path, content) -> {
      String folder = path.substring(0, path.lastIndexOf('/'));
      text.append("mkdir -p \"%{buildroot}").append(folder).append("\"\ncat >\"%{buildroot}").append(path).append("\" <<'END-OF-FILE'\n").append(content);
      text.append(content.endsWith("\n") ? "" : "\n").append("END-OF-FILE\ntouch -d @1500000000 \"%{buildroot}").append(path).append("\"\n");
      if (!path.contains("/systemd/") && !folder.matches("/etc|/usr/s?bin|/etc/[a-z.]*d")) {
        list.add("%dir \"" + folder + "\"");
      }
      list.add((path.startsWith("/etc/") && !path.contains("/init.d/") ? configuration + " " : "") + "\"" + path + "\"");
    });
    text.append(scripts).append("%files\n%defattr(-,root,root)\n").append(String.join("\n", list.stream().distinct().toList())).append('\n');
    return text.toString();
  }
}
