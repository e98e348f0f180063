package org.mailtrek.command;

import java.nio.file.Path;
import java.util.List;
import org.mailtrek.host.TrekException;
import org.mailtrek.oracle.StateFile;
import org.mailtrek.oracle.StateKey;

/** Sets values in a state file; all other lines stay byte for byte. */
final class StatefileEdit implements Command {

  @Override
  public Shape shape() {
    return Shape.writes()
        .takes("FILE", "a state file of this machine", Offers.files())
        .mayTakeMany("KEY=VALUE", "what is set", StatefileWrite.keys())
        .example("statefile edit upgrade.state INSTALLROOT=/opt/ucs1 EXCLUDEOS=yes", "unknown keys and wrong values are refused, and nothing is written then")
        .example("statefile edit store1.state COMPONENTS=MS64", "one line changes, all others stay byte for byte")
        .see("statefile check", "statefile write");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Path path = call.session().path(call.words().get(0));
    List<String> pairs = call.words().subList(1, call.words().size());
    if (pairs.isEmpty()) {
      throw TrekException.at("statefile edit").kind(TrekException.Kind.USAGE).found("nothing to set").next("statefile edit " + call.words().get(0) + " KEY=VALUE");
    }
    StateFile before = StatefileCheck.read(path);
    StateFile file = before;
    for (String each : pairs) {
      file = set(file, each);
    }
    if (file.text().equals(before.text())) {
      return Result.nothing(path + " says so already");
    }
    StatefileWrite.put(path, file);
    return Result.done(path + ": " + String.join(", ", pairs)).next("statefile check " + call.words().get(0));
  }

  /**
   * Sets one value.
   *
   * @throws TrekException of kind {@code USAGE} when the key is unknown or does not take the value
   */
  static StateFile set(StateFile file, String pair) throws TrekException {
    int equals = pair.indexOf('=');
    TrekException.Draft wrong = TrekException.at(pair).kind(TrekException.Kind.USAGE);
    if (equals < 1) {
      throw wrong.found("is not KEY=VALUE").next("INSTALLROOT=/opt/ucs1, for one");
    }
    String name = pair.substring(0, equals);
    List<String> known = StatefileWrite.names(file.verb());
    StateKey key = StateKey.of(file.verb()).stream().filter(each -> each.name().equals(name)).findFirst()
        .orElseThrow(() -> wrong.found(name + " is no key of " + file.verb() + ": " + StatefileCheck.perhaps(name, known)).next("one of " + String.join(", ", known)));
    String value = pair.substring(equals + 1);
    if (!key.takes(value)) {
      throw wrong.found("'" + value + "' is not " + key.kind().words()).next(name + "=" + (key.usual().isEmpty() ? "VALUE" : key.usual()));
    }
    return file.with(name, value);
  }
}
