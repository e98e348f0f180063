package org.mailtrek.directory;

import java.util.ArrayList;
import java.util.List;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/**
 * A replica of the directory, and whether it can take what a transplant writes.
 *
 * @param url its address
 * @param missing names of the new schema that it lacks
 * @param trouble why it could not be asked; empty when it was
 */
public record Replica(String url, List<String> missing, String trouble) {

  /** Copies the list. */
  public Replica {
    missing = List.copyOf(missing);
  }

  /** Asks all that are declared. */
  public static List<Replica> of(View view) {
    List<Replica> all = new ArrayList<>();
    for (String url : view.replicas()) {
      all.add(ask(view, url));
    }
    return all;
  }

  private static Replica ask(View view, String url) {
    try {
      DirectoryReading reading = DirectoryReading.of(view.replica(url));
      return new Replica(url, reading.names().missing(reading.schema()), "");
    } catch (TrekException e) {
      return new Replica(url, List.of(), e.what()); // the survey and the guard say so
    }
  }

  /** Returns whether it knows the new schema. */
  public boolean ready() {
    return missing.isEmpty() && trouble.isEmpty();
  }

  @Override
  public String toString() {
    return url + (ready() ? " knows the new schema" : trouble.isEmpty() ? " lacks " + missing.size() + " names of the new schema, such as " + missing.get(0) : ": " + trouble);
  }
}
