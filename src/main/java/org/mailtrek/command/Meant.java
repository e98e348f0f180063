package org.mailtrek.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.mailtrek.host.TrekException;

/** Adds to a refusal that speaks of a typed value which of those that there are was probably meant: what completion would have offered. */
public final class Meant {

  private record Given(Values values, String value) {}

  private Meant() {}

  /** Returns the failure, with the nearest values where there are any; asks the estate as completion does, and only when the failure names a value. */
  public static TrekException by(Parser.Parsed parsed, Session session, TrekException failure) {
    if (failure.kind() != TrekException.Kind.USAGE && failure.kind() != TrekException.Kind.FAILED || failure.next().contains("did you mean")) {
      return failure;
    }
    for (Given each : given(parsed)) {
      List<String> near = named(failure, each.value) ? near(each, session) : List.of();
      if (!near.isEmpty()) {
        String next = "did you mean " + String.join(" or ", near) + "? Else: " + failure.next();
        return TrekException.at(failure.where()).kind(failure.kind()).found(failure.what()).because(failure.getCause()).next(next);
      }
    }
    return failure;
  }

  private static boolean named(TrekException failure, String value) {
    return value.length() > 1 && Stream.of(failure.where(), failure.what()).anyMatch(text -> text.contains(value));
  }

  private static List<Given> given(Parser.Parsed parsed) {
    Shape shape = parsed.command().shape();
    List<Given> all = new ArrayList<>();
    for (int at = 0; at < parsed.words().size() && !shape.positionals().isEmpty(); at++) {
      all.add(new Given(shape.positionals().get(Math.min(at, shape.positionals().size() - 1)).values(), parsed.words().get(at)));
    }
    for (Shape.Option option : shape.options()) {
      if (!option.flag()) {
        parsed.given().getOrDefault(option.name(), List.of()).forEach(value -> all.add(new Given(option.values(), value)));
      }
    }
    return all;
  }

  private static List<String> near(Given given, Session session) {
    try {
      List<String> known = given.values.offer(session, "").stream().map(Candidate::value).toList();
      return known.contains(given.value) ? List.of() : Near.of(given.value, known);
    } catch (TrekException e) {
      // what was refused is said all the same; where the estate can't be asked, that is what the next command will say
      return List.of();
    }
  }
}
