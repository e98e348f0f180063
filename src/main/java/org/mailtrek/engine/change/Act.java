package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.HostPath;

/** One act of a foreign command, there or back. Each can be done again after it was begun. */
public sealed interface Act {

  /** Returns its form in journals and plans. */
  JSONObject toJson();

  /** Returns it in a few words. */
  String words();

  /**
   * Runs a program of the host, which is run again where a crash has cut it off.
   *
   * @param command its path and arguments
   * @param when what must hold for it to be run; empty when it always is
   */
  record Run(List<String> command, Optional<When> when) implements Act {

    /** Copies the words. */
    public Run {
      command = List.copyOf(command);
    }

    /** Runs it in any case. */
    public Run(List<String> command) {
      this(command, Optional.empty());
    }

    @Override
    public JSONObject toJson() {
      return new Fields().putTexts("run", command).put("when", when, When::toJson).object();
    }

    @Override
    public String words() {
      return String.join(" ", command);
    }
  }

  /**
   * What a program that only looks must say for another to be run.
   *
   * @param asked the program
   * @param text what its output holds
   * @param holds whether it must, or must not
   */
  record When(List<String> asked, String text, boolean holds) {

    /** Copies the words. */
    public When {
      asked = List.copyOf(asked);
    }

    JSONObject toJson() {
      return new Fields().putTexts("asked", asked).put("text", text).put("holds", holds).object();
    }

    static When read(JSONObject object) {
      Fields fields = Fields.of(object);
      return new When(fields.texts("asked"), fields.text("text"), fields.flag("holds"));
    }
  }

  /**
   * Points a link elsewhere, at once: made under a scratch name, then renamed.
   *
   * @param link the link
   * @param target where it leads
   */
  record Point(HostPath link, HostPath target) implements Act {

    @Override
    public JSONObject toJson() {
      return new Fields().put("point", link).put("to", target).object();
    }

    @Override
    public String words() {
      return link + " -> " + target;
    }
  }

  /**
   * Takes links, or files that the command has made, away, where they are there.
   *
   * @param links the links or files
   */
  record Unlink(List<HostPath> links) implements Act {

    /** Copies the list. */
    public Unlink {
      links = List.copyOf(links);
    }

    @Override
    public JSONObject toJson() {
      return new Fields().putTexts("unlink", links.stream().map(HostPath::toString).toList()).object();
    }

    @Override
    public String words() {
      return "remove " + String.join(", ", links.stream().map(HostPath::toString).toList());
    }
  }

  /**
   * Puts the regular files of a folder back as they were before the command, with owner, mode and time, and removes those that are new.
   *
   * @param folder the folder, with all below it
   */
  record PutBack(HostPath folder) implements Act {

    @Override
    public JSONObject toJson() {
      return new Fields().put("put-back", folder).object();
    }

    @Override
    public String words() {
      return folder + " as it was";
    }
  }

  /** Reads what {@link #toJson} wrote. */
  static Act read(JSONObject object) {
    Fields fields = Fields.of(object);
    if (fields.has("run")) {
      return new Run(fields.texts("run"), fields.maybe("when", fields::object).map(When::read));
    }
    if (fields.has("point")) {
      return new Point(fields.path("point"), fields.path("to"));
    }
    return fields.has("unlink") ? new Unlink(fields.texts("unlink").stream().map(HostPath::parse).toList()) : new PutBack(fields.path("put-back"));
  }
}
