package org.mailtrek.macro;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.TrekException;

/** Questions to the person; each is asked once, and its answer holds when the macro is looked at again before its plan is applied. Never ask for secrets: plans keep answers. */
public final class Questions {

  private final Outside outside;
  private final Map<String, String> answers;

  Questions(Outside outside, Map<String, String> known) {
    this.outside = outside;
    this.answers = new LinkedHashMap<>(known);
  }

  Map<String, String> answers() {
    return Collections.unmodifiableMap(answers);
  }

  /** Returns the answer to a question. */
  public String ask(String question) throws TrekException {
    return answer(question, "");
  }

  /** Returns the answer to a question, or what is usual where the answer is empty. */
  public String ask(String question, Object usual) throws TrekException {
    String answer = answer(question, " [" + usual + "]");
    return answer.isEmpty() ? String.valueOf(usual) : answer;
  }

  /** Returns whether the answer is yes. */
  public boolean yes(String question) throws TrekException {
    return answer(question, " (y/n)").toLowerCase(Locale.ROOT).startsWith("y");
  }

  /** Returns the answer, one of these. */
  public String choose(String question, List<?> choices) throws TrekException {
    List<String> all = choices.stream().map(String::valueOf).toList();
    String answer = answer(question, " (" + String.join(", ", all) + ")");
    if (!all.contains(answer)) {
      throw TrekException.at(question).kind(TrekException.Kind.USAGE).found("'" + answer + "' is none of the answers").next("one of " + String.join(", ", all));
    }
    return answer;
  }

  private String answer(String question, String hint) throws TrekException {
    if (!answers.containsKey(question)) {
      Optional<String> answer = outside.ask(question + hint);
      answers.put(question, answer.map(String::strip).orElseThrow(() -> TrekException.at(question).kind(TrekException.Kind.USAGE).found("nobody answers this").next("--answer '" + question + "=...'")));
    }
    return answers.get(question);
  }
}
