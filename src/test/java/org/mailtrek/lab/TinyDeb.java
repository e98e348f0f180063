package org.mailtrek.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A package of one test, built by the {@code dpkg-deb} of a lab machine. */
public final class TinyDeb {

  private final String name;
  private final String version;
  private String depends = "";
  private final Map<String, String> files = new TreeMap<>();
  private final Map<String, String> scripts = new TreeMap<>();

  /** Makes one that holds a file of documentation only. */
  public TinyDeb(String name, String version) {
    this.name = name;
    this.version = version;
    files.put("/usr/share/doc/" + name + "/README", name + " " + version + "\n");
  }

  /** Adds a file; those below {@code /etc} are configuration files. */
  public TinyDeb file(String path, String text) {
    files.put(path, text);
    return this;
  }

  /** Lets it need another package. */
  public TinyDeb needs(String other) {
    depends = "Depends: " + other + "\n";
    return this;
  }

  /** Adds a maintainer script, such as {@code postinst}: its lines, for a shell that ends at the first failure. */
  public TinyDeb script(String script, String lines) {
    scripts.put(script, lines);
    return this;
  }

  /** Builds it into a folder of the machine, which is made. */
  public void into(LabMachine machine, String folder) {
    String build = "/root/build/" + name + "-" + version;
    Path tree = machine.root().resolve(build.substring(1));
    StringBuilder configuration = new StringBuilder();
    files.forEach((path, text) -> {
      write(tree.resolve(path.substring(1)), text);
      configuration.append(path.startsWith("/etc/") ? path + "\n" : "");
    });
    write(tree.resolve("DEBIAN/control"), "Package: " + name + "\nVersion: " + version + "\nArchitecture: all\nMaintainer: nobody <nobody@example.org>\n" + depends + "Description: of a test\n");
    write(tree.resolve("DEBIAN/conffiles"), configuration.toString());
    scripts.forEach((script, lines) -> write(tree.resolve("DEBIAN").resolve(script), "#!/bin/sh\nset -e\n" + lines + "\n"));
    machine.sh("chmod -f 755 " + build + "/DEBIAN/p* || :; mkdir -p " + folder + " && dpkg-deb --root-owner-group -Zgzip --build " + build + " " + folder + " && rm -r " + build);
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
