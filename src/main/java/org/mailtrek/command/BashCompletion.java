package org.mailtrek.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Completion of commands and options by the shell from which Mailtrek is started, as packages install it. It knows names only: values from live data are
 * completed at Mailtrek's own prompt.
 */
public final class BashCompletion {

  private BashCompletion() {}

  /** Returns a script for bash that completes what {@code mailtrek} takes. */
  public static String script(Catalogue catalogue) {
    CommandLine program = new CommandLine(Parser.model("mailtrek", Shape.reads()));
    Map<String, CommandLine> groups = new HashMap<>();
    for (Catalogue.Entry each : catalogue.all()) {
      int blank = each.name().indexOf(' ');
      CommandLine under = blank < 0 ? program : groups.computeIfAbsent(each.name().substring(0, blank), name -> {
        CommandLine known = program.getSubcommands().get(name);
        CommandLine group = known == null ? new CommandLine(CommandSpec.create().name(name)) : known;
        if (known == null) {
          program.addSubcommand(name, group);
        }
        return group;
      });
      String name = each.name().substring(blank + 1);
      if (!under.getSubcommands().containsKey(name)) {
        under.addSubcommand(name, new CommandLine(Parser.model(name, each.open().shape())));
      }
    }
    return AutoComplete.bash("mailtrek", program);
  }

  /** Prints the script; for packagers. */
  public static void main(String[] args) throws IOException {
    System.out.write(script(new Catalogue()).getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }
}
