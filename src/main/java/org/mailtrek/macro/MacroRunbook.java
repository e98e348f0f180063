package org.mailtrek.macro;

import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import com.unboundid.util.json.JSONValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.View;
import org.mailtrek.host.JsonText;
import org.mailtrek.host.TrekException;

/**
 * What a macro's change blocks ask for, as a runbook: a step for each block. A plan of it is made from a run of the macro; before it is applied the macro is run once
 * more, and what it asks for then must be the same. Resuming and taking back need neither the macro nor Groovy: the plan and the journal hold all.
 */
public final class MacroRunbook implements Runbook {

  /** The name; its blank keeps it out of lists of runbooks. */
  public static final String NAME = "macro run";

  private final Optional<MacroRun> made;
  private final Outside outside;

  private MacroRunbook(Optional<MacroRun> made, Outside outside) {
    this.made = made;
    this.outside = outside;
  }

  /** Returns the one that an engine knows, to apply and resume. */
  public static MacroRunbook known(Outside outside) {
    return new MacroRunbook(Optional.empty(), outside);
  }

  /** Returns the one that a plan is made with, from a run of the macro. */
  public static MacroRunbook of(MacroRun run, Outside outside) {
    return new MacroRunbook(Optional.of(run), outside);
  }

  /** Returns the options of a plan that is made from a run of a macro. */
  public static Map<String, String> options(Macro macro, Map<String, String> given, MacroRun run) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("macro", macro.file().toString());
    options.put("given", json(given));
    options.put("answers", json(run.answers()));
    options.put("blocks", Integer.toString(run.blocks().size()));
    return options;
  }

  private static String json(Map<String, String> texts) {
    Map<String, JSONValue> fields = new LinkedHashMap<>();
    texts.forEach((name, value) -> fields.put(name, new JSONString(value)));
    return fields.isEmpty() ? "" : new JSONObject(fields).toSingleLineString();
  }

  private static Map<String, String> texts(String json) {
    Map<String, String> texts = new LinkedHashMap<>();
    try {
      if (!json.isEmpty()) {
        JSONObject object = JsonText.object(json);
        object.getFields().keySet().forEach(name -> texts.put(name, object.getFieldAsString(name)));
      }
      return texts;
    } catch (JSONException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Carry a macro out";
  }

  @Override
  public List<Option> options() {
    return List.of(
        new Option("macro", "the macro's file", List.of(), Optional.empty()),
        new Option("given", "what was given", List.of(), Optional.of("")),
        new Option("answers", "what was answered", List.of(), Optional.of("")),
        new Option("blocks", "how many change blocks there are", List.of(), Optional.empty()));
  }

  @Override
  public List<Step> steps(View view, Map<String, String> options) {
    Again again = new Again(options);
    List<Step> steps = new ArrayList<>();
    for (int number = 1; number <= Integer.parseInt(options.get("blocks")); number++) {
      steps.add(new BlockStep(number, again));
    }
    return steps;
  }

  /** The run that steps are previewed from: the one that the plan is made from, or one more. */
  final class Again {

    private final Map<String, String> options;
    private Optional<MacroRun> run = made;

    Again(Map<String, String> options) {
      this.options = options;
    }

    Optional<ChangeBlock> block(int number, View view) throws TrekException {
      if (run.isEmpty()) {
        run = Optional.of(MacroRun.of(Macro.read(Path.of(options.get("macro"))), texts(options.get("given")), texts(options.get("answers")), view, outside));
      }
      List<ChangeBlock> blocks = run.get().blocks();
      return number <= blocks.size() ? Optional.of(blocks.get(number - 1)) : Optional.empty();
    }
  }

  /** One block. */
  record BlockStep(int number, Again again) implements Step {

    @Override
    public String id() {
      return "change-" + number;
    }

    @Override
    public String title() {
      // only plans show it, and they are made from a run that has it
      return again.run.map(run -> run.blocks().get(number - 1).why()).orElse("");
    }

    @Override
    public void preview(View view, Preview preview) throws TrekException {
      Optional<ChangeBlock> block = again.block(number, view);
      if (block.isPresent()) {
        block.get().previewed(preview);
      }
    }

    /** A macro need not find nothing when it is run a second time: its changes are compared, one by one, when they are made. */
    @Override
    public boolean compares() {
      return true;
    }
  }
}
