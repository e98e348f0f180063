package org.mailtrek.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.host.Secret;

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
    return ASSIGNED.matcher(line).lookingAt() || !values(Tokenizer.plain().split(line).words()).isEmpty();
  }

  /** Returns the words as a line that repeats them, each secret replaced by a variable of its own: {@code $secret_1}. */
  public static String line(List<String> words) {
    List<String> written = new ArrayList<>();
    int secrets = 0;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      int start = start(words, i);
      String before = start == 0 ? "" : Tokenizer.quote(word.substring(0, start));
      written.add(variable(word) ? word : start == word.length() ? Tokenizer.quote(word) : before + "$secret_" + ++secrets);
    }
    return String.join(" ", written);
  }

  /** Returns the secrets themselves, so that they can be taken out of what a command says. */
  public static List<String> values(List<String> words) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      values.add(words.get(i).substring(start(words, i)));
    }
    values.removeIf(String::isBlank);
    return values;
  }

  /** Returns a text in which each secret among the words is masked. */
  public static String masked(List<String> words, String text) {
    String masked = text;
    for (String secret : values(words)) {
      masked = masked.replace(secret, Secret.MASK);
    }
    return masked;
  }

  /** Returns a typed line for others to see: as it is, or with each secret in it replaced as {@link #line} does. */
  public static String masked(String line) {
    List<String> words = Tokenizer.plain().split(line).words();
    String masked = masked(words, line);
    // quoted by pieces, a secret does not stand in the line as it is
    return values(words).isEmpty() || values(Tokenizer.plain().split(masked).words()).stream().allMatch(Secret.MASK::equals) ? masked : line(words);
  }

  /** Returns where the secret begins in a word; its length where there is none. */
  private static int start(List<String> words, int index) {
    String word = words.get(index);
    Matcher assigned = ASSIGNED.matcher(word);
    if (variable(word)) {
      return word.length();
    }
    if (assigned.matches()) {
      return assigned.end(1);
    }
    return index > 0 && !word.startsWith("-") && NAMED.matcher(words.get(index - 1)).matches() ? 0 : word.length();
  }

  /** Returns the names of the variables in a line that stand for secrets. */
  static List<String> asked(String line) {
    return Pattern.compile("\\$(secret_[0-9]+)").matcher(line).results().map(found -> found.group(1)).distinct().toList();
  }

  private static boolean variable(String word) {
    return word.matches("\\$secret_[0-9]+");
  }
}
