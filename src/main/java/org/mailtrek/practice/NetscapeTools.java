package org.mailtrek.practice;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.mailtrek.host.SimulatedHost;
import org.mailtrek.practice.netscape.VendorProgram;

/** Makes the vendor's programs of a simulated machine start their stand-ins with the Java and the classes of this process. */
final class NetscapeTools {

  /** The programs among the administrator's tools. */
  static final String[] TOOLS = {"upgrade", "qconvert", "configutil"};

  /** The programs of the instance. */
  static final String[] SERVICES = {"start-msg", "stop-msg"};

  private NetscapeTools() {}

  static void install(Path machine) throws IOException {
    Path beside = SimulatedHost.beside(machine);
    Files.createDirectories(beside);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String text = "#!/bin/sh\nexec " + quoted(java) + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx64m -Xshare:auto -Dfile.encoding=UTF-8 -cp " + quoted(PracticeServers.classPath()) + " " + VendorProgram.class.getName() + " \"$@\"\n";
    Path script = beside.resolve("stand-in");
    Files.writeString(script, text, StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
