package org.mailtrek.config;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values as a shell writes them: quotes, a comment behind, a product of numbers. Nothing is carried out. */
final class ShellValue {

  private static final Pattern PRODUCT = Pattern.compile("(?:\\$\\[|\\$\\(\\()?\\s*([0-9]{1,9}(?:\\s*\\*\\s*[0-9]{1,9}){0,5})\\s*(?:\\]|\\)\\))?");

  private ShellValue() {}

  /** Returns what the variable holds; expansions stay as they are written. */
  static String plain(String written) {
    StringBuilder text = new StringBuilder();
    char quote = 0;
    for (int at = 0; at < written.length(); at++) {
      char each = written.charAt(at);
      if (quote == 0 && (each == '\'' || each == '"')) {
        quote = each;
      } else if (each == quote) {
        quote = 0;
      } else if (quote == 0 && (each == ' ' || each == '\t' || each == ';')) {
        return text.toString();
      } else {
        text.append(each);
      }
    }
    return text.toString();
  }

  /** Returns the number that a value means: {@code 86400}, {@code $[24*60*60]}, {@code $((24*60*60))}. */
  static OptionalLong number(String value) {
    Matcher product = PRODUCT.matcher(value);
    if (!product.matches()) {
      return OptionalLong.empty();
    }
    long number = 1;
    for (String each : product.group(1).split("\\*")) {
      number *= Long.parseLong(each.strip());
    }
    return OptionalLong.of(number);
  }
}
