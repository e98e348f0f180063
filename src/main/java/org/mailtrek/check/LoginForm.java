package org.mailtrek.check;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.host.Secret;

/**
 * A form to sign in with, as a page of a web client has it: the first with a field for a password.
 *
 * @param action where it is sent to; empty for the page itself
 * @param fields the fields that are filled already, by name
 * @param user name of the field for the user
 * @param password name of the field for the password
 */
record LoginForm(String action, Map<String, String> fields, String user, String password) {

  private static final Pattern FORM = Pattern.compile("(?is)<form\\b([^>]*)>(.*?)(?=</form>|<form\\b|\\z)");
  private static final Pattern INPUT = Pattern.compile("(?is)<input\\b([^>]*)>");
  private static final Pattern ATTRIBUTE = Pattern.compile("(?is)([a-z-]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+))");

  /** Finds it on a page; empty where there is none. */
  static Optional<LoginForm> of(String page) {
    Matcher form = FORM.matcher(page);
    while (form.find()) {
      Map<String, String> filled = new LinkedHashMap<>();
      String user = "";
      String password = "";
      Matcher input = INPUT.matcher(form.group(2));
      while (input.find()) {
        Map<String, String> attributes = attributes(input.group(1));
        String name = attributes.getOrDefault("name", "");
        switch (attributes.getOrDefault("type", "text").toLowerCase(Locale.ROOT)) {
          case "password" -> password = password.isEmpty() ? name : password;
          case "text", "email" -> user = user.isEmpty() ? name : user;
          case "hidden" -> filled.put(name, attributes.getOrDefault("value", ""));
          default -> { } // buttons, and ticks that nobody has set
        }
      }
      if (!password.isEmpty() && !user.isEmpty()) {
        return Optional.of(new LoginForm(attributes(form.group(1)).getOrDefault("action", ""), filled, user, password));
      }
    }
    return Optional.empty();
  }

  private static Map<String, String> attributes(String tag) {
    Map<String, String> found = new LinkedHashMap<>();
    Matcher attribute = ATTRIBUTE.matcher(tag);
    while (attribute.find()) {
      String value = attribute.group(2) != null ? attribute.group(2) : attribute.group(3) != null ? attribute.group(3) : attribute.group(4);
      found.put(attribute.group(1).toLowerCase(Locale.ROOT), value.replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
    }
    return found;
  }

  /** Returns what is sent when somebody has filled it in. */
  byte[] filled(String name, Secret secret) {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    fields.forEach((field, value) -> form.writeBytes((encoded(field) + "=" + encoded(value) + "&").getBytes(StandardCharsets.US_ASCII)));
    form.writeBytes((encoded(user) + "=" + encoded(name) + "&" + encoded(password) + "=").getBytes(StandardCharsets.US_ASCII));
    return secret.use(bytes -> {
      for (byte each : bytes) { // byte by byte, so that no text of it is left in memory
        boolean plain = each >= '0' && each <= '9' || each >= 'a' && each <= 'z' || each >= 'A' && each <= 'Z';
        form.writeBytes(plain ? new byte[] {each} : String.format(Locale.ROOT, "%%%02X", each).getBytes(StandardCharsets.US_ASCII));
      }
      return form.toByteArray();
    });
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
