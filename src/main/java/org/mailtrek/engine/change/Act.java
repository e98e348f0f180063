package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

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
   * @param when what must hold for it to be run, all of it, as its host sees it
   * @param host another host than that of the command on which it is run, such as the other node of a cluster
   */
  record Run(List<String> command, List<When> when, Optional<String> host) implements Act {

    /** Copies the words. */
    public Run {
      command = List.copyOf(command);
      when = List.copyOf(when);
    }

    /** Runs it on the host of the command. */
    public Run(List<String> command, List<When> when) {
      this(command, when, Optional.empty());
    }

    /** Runs it in any case. */
    public Run(List<String> command) {
      this(command, List.of());
    }

    /** Runs it on another host. */
    public Run on(String other) {
      return new Run(command, when, Optional.of(other));
    }

    @Override
    public JSONObject toJson() {
      return new Fields().putTexts("run", command).put("when", when, When::toJson).put("on", host, JSONString::new).object();
    }

    @Override
    public String words() {
      return host.map(each -> "on " + each + " ").orElse("") + String.join(" ", command) + (when.isEmpty() ? "" : " (if need be)");
    }
  }

  /**
   * What must be seen for a program to be run.
   *
   * @param sign by what it is seen, as it is before the command
   * @param holds whether it must be seen, or must not
   * @param host another host than that of the program on which it is looked for
   */
  record When(Sign sign, boolean holds, Optional<String> host) {

    /** Looks for it where the program is run. */
    When(Sign sign, boolean holds) {
      this(sign, holds, Optional.empty());
    }

    /** Returns that an object is at a path, as {@link Sign#at} has it. */
    public static When at(HostPath path, String wanted) {
      return new When(Sign.at(path, wanted, wanted), true);
    }

    /** Returns that a program which only looks says something. */
    public static When said(List<String> command, String text) {
      return new When(Sign.said(command, text, text), true);
    }

    /** Returns the opposite. */
    public When not() {
      return new When(sign, !holds, host);
    }

    /** Returns the same on another host. */
    public When on(String other) {
      return new When(sign, holds, Optional.of(other));
    }

    boolean seen(HostView seen) throws TrekException {
      return sign.seen(seen, sign.before()) == holds;
    }

    JSONObject toJson() {
      return new Fields().put("sign", sign.toJson()).put("holds", holds).put("on", host, JSONString::new).object();
    }

    static When read(JSONObject object) {
      Fields fields = Fields.of(object);
      return new When(Sign.read(fields.object("sign")), fields.flag("holds"), fields.maybe("on", fields::text));
    }
  }

  /**
   * Gives a file that the command has made its name, so that one with this name is whole.
   *
   * @param draft where the command made it
   * @param file its name
   */
  record Finish(HostPath draft, HostPath file) implements Act {

    @Override
    public JSONObject toJson() {
      return new Fields().put("finish", draft).put("as", file).object();
    }

    @Override
    public String words() {
      return draft + " becomes " + file;
    }
  }

  /**
   * Gives a folder another name, once: what has the old name while the new one is taken stays.
   *
   * @param folder what it is called
   * @param aside its new name, on the same mount
   */
  record SetAside(HostPath folder, HostPath aside) implements Act {

    @Override
    public JSONObject toJson() {
      return new Fields().put("set-aside", folder).put("as", aside).object();
    }

    @Override
    public String words() {
      return folder + " is put aside as " + aside;
    }
  }

  /**
   * Points a link elsewhere, at once: made under a scratch name, then renamed.
   *
   * @param link the link
   * @param target where it leads
   * @param when what must be seen for it, all of it
   */
  record Point(HostPath link, HostPath target, List<When> when) implements Act {

    /** Copies the list. */
    public Point {
      when = List.copyOf(when);
    }

    /** Points it there in any case. */
    public Point(HostPath link, HostPath target) {
      this(link, target, List.of());
    }

    @Override
    public JSONObject toJson() {
      Fields fields = new Fields().put("point", link).put("to", target);
      return (when.isEmpty() ? fields : fields.put("when", when, When::toJson)).object();
    }

    @Override
    public String words() {
      return link + " -> " + target + (when.isEmpty() ? "" : " (if need be)");
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
   * Puts the regular files of a folder back as they were before the command, with owner, mode and time, and removes those that are new. What somebody
   * has edited or made there since the command was done stays; where the command had changed or made the same file, the edited one goes beside it.
   *
   * @param folder the folder, with all below it
   * @param passing how the names of files begin that programs write and remove while they run, which nobody edits
   */
  record PutBack(HostPath folder, List<String> passing) implements Act {

    /** Copies the beginnings. */
    public PutBack {
      passing = List.copyOf(passing);
    }

    /** Takes every file for one that somebody may edit. */
    public PutBack(HostPath folder) {
      this(folder, List.of());
    }

    @Override
    public JSONObject toJson() {
      return new Fields().put("put-back", folder).putTexts("passing", passing).object();
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
      return new Run(fields.texts("run"), fields.list("when", each -> When.read((JSONObject) each)), fields.maybe("on", fields::text));
    }
    if (fields.has("point")) {
      return new Point(fields.path("point"), fields.path("to"), fields.has("when") ? fields.list("when", each -> When.read((JSONObject) each)) : List.of());
    }
    if (fields.has("finish")) {
      return new Finish(fields.path("finish"), fields.path("as"));
    }
    if (fields.has("set-aside")) {
      return new SetAside(fields.path("set-aside"), fields.path("as"));
    }
    return fields.has("unlink") ? new Unlink(fields.texts("unlink").stream().map(HostPath::parse).toList()) : new PutBack(fields.path("put-back"), fields.has("passing") ? fields.texts("passing") : List.of());
  }
}
