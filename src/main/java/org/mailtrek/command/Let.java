package org.mailtrek.command;

import org.mailtrek.host.TrekException;

/** Sets a variable for the lines that follow. */
final class Let implements Command {

  @Override
  public Shape shape() {
    return Shape.reads()
        .mayTake("NAME=VALUE", "letters, digits and underscores; without a value it is taken away", Offers.variables())
        .example("let base=dc=example,dc=com", "$base can be used from here on")
        .example("let", "all variables")
        .see("history");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Variables variables = call.session().variables();
    if (call.word(0).isEmpty()) {
      Rows rows = Rows.of("variables").id("Name").text("Value");
      variables.shown().forEach(rows::row);
      return Result.done().table(rows);
    }
    String word = call.word(0).get();
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      throw TrekException.at("let").kind(TrekException.Kind.USAGE).found("'" + name + "' is no name").next("let NAME=VALUE, of letters, digits and underscores");
    }
    if (equals < 0) {
      variables.remove(name);
    } else {
      variables.set(name, word.substring(equals + 1));
    }
    return Result.done();
  }
}
