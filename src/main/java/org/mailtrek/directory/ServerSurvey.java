package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * What the configuration of a running slapd says that a transplant must heed: where it names the old schema, and which limits it sets.
 *
 * @param open whether the configuration is open to us; the lists are empty where it is not
 * @param names settings that name the old schema
 * @param limits settings that limit how much a bind may read, as they stand
 */
public record ServerSurvey(boolean open, List<Named> names, List<String> limits) {

  private static final Pattern NAME = Pattern.compile("(?i)zarafa[a-z-]+");
  private static final List<String> LIMITS = List.of("olcSizeLimit", "olcTimeLimit", "olcLimits");

  /** Copies the lists. */
  public ServerSurvey {
    names = List.copyOf(names);
    limits = List.copyOf(limits);
  }

  /**
   * A setting that names the old schema.
   *
   * @param kind {@code access}, {@code index}, {@code overlay}, {@code replication} or {@code setting}
   * @param entry of the configuration
   * @param setting its name
   * @param value its value
   * @param becomes the same with the new names, for those who change it by hand
   */
  public record Named(String kind, String entry, String setting, String value, String becomes) {}

  /**
   * Reads a server's configuration, all but its schemas.
   *
   * @throws TrekException when the server can't be reached
   */
  public static ServerSurvey of(DirectoryView directory) throws TrekException {
    List<Named> names = new ArrayList<>();
    List<String> limits = new ArrayList<>();
    long[] entries = new long[1];
    if (ActiveDirectory.is(directory)) {
      return new ServerSurvey(false, List.of(), ActiveDirectory.limits(directory));
    }
    try {
      directory.search("cn=config", SearchScope.SUB, Filter.createPresenceFilter("objectClass"), entry -> {
        entries[0]++;
        if (!entry.hasObjectClass("olcSchemaConfig")) {
          entry.getAttributes().forEach(each -> look(entry, each, names, limits));
        }
      }, "*");
    } catch (TrekException e) {
      if (e.kind() == TrekException.Kind.UNREACHABLE) {
        throw e;
      }
      return new ServerSurvey(false, List.of(), List.of());
    }
    return new ServerSurvey(entries[0] > 0, names, limits);
  }

  private static void look(Entry entry, Attribute setting, List<Named> names, List<String> limits) {
    for (String value : setting.getValues()) {
      if (value.toLowerCase(Locale.ROOT).contains("zarafa")) {
        names.add(new Named(kind(entry, setting), entry.getDN(), setting.getName(), value, renamed(value)));
      }
      if (LIMITS.stream().anyMatch(setting.getName()::equalsIgnoreCase)) {
        limits.add(entry.getDN() + ": " + setting.getName() + ": " + value);
      }
    }
  }

  private static String renamed(String value) {
    SchemaMap names = SchemaMap.standard();
    return NAME.matcher(value.replaceFirst("^\\{[0-9]+\\}", "")).replaceAll(found -> Matcher.quoteReplacement(
        names.attribute(found.group()).map(MovedAttribute::newName).or(() -> names.objectClass(found.group()).map(MovedClass::newName)).orElse(found.group())));
  }

  private static String kind(Entry entry, Attribute setting) {
    return switch (setting.getName().toLowerCase(Locale.ROOT)) {
      case "olcaccess" -> "access";
      case "olcdbindex" -> "index";
      case "olcsyncrepl" -> "replication";
      default -> entry.hasObjectClass("olcOverlayConfig") ? "overlay" : "setting";
    };
  }
}
