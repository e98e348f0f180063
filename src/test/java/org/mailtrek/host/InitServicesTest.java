package org.mailtrek.host;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Services by start scripts: a folder with two of them, of our own making, that keep their state in a file. */
class InitServicesTest extends ServicesContract {

  @Override
  Services open(Path folder) throws Exception {
    Path scripts = Files.createDirectories(folder.resolve("etc/init.d"));
    Path mark = folder.resolve("good.pid");
    script(scripts.resolve("good"), "case $1 in start) : > M;; stop) rm -f M;; status) [ -e M ] || exit 3;; esac".replace("M", mark.toString()));
    script(scripts.resolve("bad"), "case $1 in start) echo 'no configuration' >&2; exit 6;; status) exit 3;; esac");
    for (String level : new String[] {"rc2.d", "rc3.d"}) {
      Path links = Files.createDirectories(folder.resolve("etc").resolve(level));
      Files.createSymbolicLink(links.resolve("S20good"), Path.of("../init.d/good"));
    }
    Root root = new Root("old", folder);
    return new InitServices(new LocalFiles(root, state -> state), new LocalDisk("old", folder), Children.of(root));
  }

  private static void script(Path file, String body) throws Exception {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n", StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
