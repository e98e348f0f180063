package org.mailtrek.practice.netscape;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs a stand-in for a program of the vendor, as a process of its own. */
public final class VendorProgram {

  private static final Map<String, Tool> TOOLS =
      Map.of("upgrade", new Upgrade(), "qconvert", new QueueConvert(), "configutil", new Configuring(), "start-msg", new StartStop(true), "stop-msg", new StartStop(false));

  private VendorProgram() {}

  /**
   * Runs one and ends the process with its code.
   *
   * @param words the machine's root, the program's name, and its arguments
   */
  public static void main(String[] words) throws InterruptedException {
    StringBuilder out = new StringBuilder();
    int code;
    try {
      code = TOOLS.get(words[1]).run(new Installation(Path.of(words[0])), Arrays.asList(words).subList(2, words.length), out);
    } catch (Failure e) {
      System.err.println(words[1] + ": " + e.getMessage());
      code = e.code();
    } catch (IOException e) {
      System.err.println(words[1] + ": " + e);
      code = 1;
    }
    System.out.print(out);
    System.out.flush();
    System.exit(code);
  }

  /** Returns the programs' names. */
  static List<String> names() {
    return TOOLS.keySet().stream().sorted().toList();
  }

  /** A program. */
  interface Tool {

    /**
     * Runs.
     *
     * @return its exit code
     */
    int run(Installation installed, List<String> words, Appendable out) throws IOException, InterruptedException, Failure;
  }
}
