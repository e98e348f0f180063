package org.mailtrek.command;

/** Makes commands by name; each line loads its class only when it is reached. */
final class Opening {

  private Opening() {}

  static Command open(String name) {
    return switch (name) {
      case "help" -> new HelpCommand();
      case "use" -> new Use();
      case "exit" -> new Leave();
      case "let" -> new Let();
      default -> throw new IllegalStateException("no class for command " + name);
    };
  }
}
