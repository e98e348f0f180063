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
    StringBuilder errors = new StringBuilder();
    int code = run(Path.of(words[0]), words[1], Arrays.asList(words).subList(2, words.length), out, errors);
    System.err.print(errors);
    System.out.print(out);
    System.out.flush();
    System.exit(code);
  }

  /**
   * Runs one in this process.
   *
   * @param root the folder that acts as the machine's root
   * @param program its name
   * @param words its arguments
   * @param out takes what it says
   * @param errors takes why it failed
   * @return its exit code
   */
  public static int run(Path root, String program, List<String> words, StringBuilder out, StringBuilder errors) throws InterruptedException {
    try {
      return TOOLS.get(program).run(new Installation(root), words, out);
    } catch (Failure e) {
      errors.append(program).append(": ").append(e.getMessage()).append('\n');
      return e.code();
    } catch (IOException e) {
      errors.append(program).append(": ").append(e).append('\n');
      return 1;
    }
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
