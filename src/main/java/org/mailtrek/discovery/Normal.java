package org.mailtrek.discovery;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares values of keys by what they mean: names of the machine itself, usual ports, spellings of a DN. */
final class Normal {

  private static final Pattern URL = Pattern.compile("(jdbc:mysql|jdbc:mariadb|ldaps?)://(\\[[^\\]]*\\]|[^:/?]*)(?::([0-9]+))?(/[^?]*)?(?:\\?.*)?");

  private Normal() {}

  static boolean same(String key, String one, String other) {
    return of(key, one).equals(of(key, other));
  }

  private static String of(String key, String value) {
    String last = key.substring(key.lastIndexOf('.') + 1);
    return switch (last) {
      case "url" -> url(value);
      case "base", "bind-dn" -> dn(value);
      case "path", "index", "config" -> value.length() > 1 && value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
      default -> value;
    };
  }

  private static String url(String value) {
    String plain = value.strip().replaceFirst("^jdbc:h2:tcp:(//[^/]*)/\\./", "jdbc:mysql:$1/"); // what practice estates have where MariaDB is missing
    Matcher form = URL.matcher(plain);
    if (!form.matches()) {
      return value;
    }
    String kind = form.group(1).startsWith("jdbc") ? "jdbc:mysql" : form.group(1);
    String port = form.group(3) == null ? kind.equals("ldap") ? "389" : kind.equals("ldaps") ? "636" : "3306" : form.group(3);
    String host = Loopback.is(form.group(2)) || form.group(2).isEmpty() ? "127.0.0.1" : form.group(2).toLowerCase(Locale.ROOT);
    String path = form.group(4) == null || form.group(4).equals("/") ? "" : form.group(4);
    return kind + "://" + host + ":" + port + path;
  }

  private static String dn(String value) {
    try {
      return DN.normalize(value);
    } catch (LDAPException notADn) {
      return value;
    }
  }
}
