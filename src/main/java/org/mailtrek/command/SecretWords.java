package org.mailtrek.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds in typed words what looks like a secret. No command takes one as a word; this is for those who type it by mistake.
 */
public final class SecretWords {

  private static final String NAME = "(pass(wor[dt]|wd|phrase)?|pw|secret|token|credential)s?";
  private static final Pattern ASSIGNED = Pattern.compile("(?is)(.*?" + NAME + "['\"]?\\s*[=:]\\s*)(\\S.*)");
  private static final Pattern NAMED = Pattern.compile("(?i)-{0,2}[\\w.-]*(passwor[dt]|passwd|passphrase|_pass|secret|credential)");

  private SecretWords() {}

  /** Returns whether a line holds something that looks like a secret. */
  public static boolean in(String line) {
    return ASSIGNED.matcher(line).lookingAt() || !line(Tokenizer.plain().split(line).words()).equals(quoted(Tokenizer.plain().split(line).words()));
  }

  /** Returns the words as a line that repeats them, each secret replaced by a variable of its own: {@code $secret_1}. */
  public static String line(List<String> words) {
    List<String> written = new ArrayList<>();
    int secrets = 0;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      Matcher assigned = ASSIGNED.matcher(word);
      if (variable(word)) {
        written.add(word);
      } else if (assigned.matches()) {
        written.add(Tokenizer.quote(assigned.group(1)) + "$secret_" + ++secrets);
      } else if (i > 0 && !word.startsWith("-") && NAMED.matcher(words.get(i - 1)).matches()) {
        written.add("$secret_" + ++secrets);
      } else {
        written.add(Tokenizer.quote(word));
      }
    }
    return String.join(" ", written);
  }

  /** Returns the secrets themselves, so that they can be taken out of what a command says. */
  public static List<String> values(List<String> words) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      Matcher assigned = ASSIGNED.matcher(words.get(i));
      if (assigned.matches()) {
        values.add(assigned.group(assigned.groupCount()));
      } else if (i > 0 && !words.get(i).startsWith("-") && NAMED.matcher(words.get(i - 1)).matches()) {
        values.add(words.get(i));
      }
    }
    values.removeIf(String::isBlank);
    return values;
  }

  /** Returns the names of the variables in a line that stand for secrets. */
  static List<String> asked(String line) {
    return Pattern.compile("\\$(secret_[0-9]+)").matcher(line).results().map(found -> found.group(1)).distinct().toList();
  }

  private static boolean variable(String word) {
    return word.matches("\\$secret_[0-9]+");
  }

  private static String quoted(List<String> words) {
    return String.join(" ", words.stream().map(Tokenizer::quote).toList());
  }
}
