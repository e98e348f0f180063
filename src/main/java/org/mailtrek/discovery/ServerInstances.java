package org.mailtrek.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.host.HostPath;

/**
 * Finds the mail servers that a machine would start, and the file that each is told by {@code -c}: from unit files with their additions, else
 * from start scripts and the variables that they read ({@code products.md} section 4).
 */
final class ServerInstances {

  private static final List<String> UNITS = List.of("/etc/systemd/system", "/run/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system");
  private static final Pattern OPTION = Pattern.compile("(?:^|\\s)(?:-c[ \\t]*|--config[= \\t]\\s*)(\"[^\"]*\"|'[^']*'|\\S+)");
  private static final Pattern ASSIGNMENT = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)");
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{([A-Za-z0-9_]+)(?::?-([^}]*))?\\}|([A-Za-z0-9_]+))");

  private final HostFiles files;
  private final String product;
  private final List<Fact> remarks = new ArrayList<>();

  /** Looks for the servers of a product, {@code zarafa} or {@code kopano}. */
  ServerInstances(HostFiles files, String product) {
    this.files = files;
    this.product = product;
  }

  /** Returns what could not be made out. */
  List<Fact> remarks() {
    return List.copyOf(remarks);
  }

  /** Returns the servers by the names of their services; the product's usual one first. */
  List<ServerInstance> find() {
    Map<String, ServerInstance> found = new TreeMap<>();
    scripts().forEach((service, script) -> instance(service, script, false).ifPresent(each -> found.put(service, each)));
    units().forEach((service, unit) -> instance(service, unit, true).ifPresent(each -> found.put(service, each)));
    List<ServerInstance> ordered = new ArrayList<>(found.values());
    ordered.sort((one, other) -> Boolean.compare(!one.service().equals(product + "-server"), !other.service().equals(product + "-server")));
    return ordered;
  }

  private Map<String, HostPath> scripts() {
    Map<String, HostPath> found = new LinkedHashMap<>();
    for (HostPath each : files.list("/etc/init.d")) {
      if (each.name().startsWith(product + "-server")) {
        found.put(each.name(), each);
      }
    }
    return found;
  }

  /** Returns the unit files that count, by service: the first folder wins; those of templates by the instances that start at boot. */
  private Map<String, HostPath> units() {
    Map<String, HostPath> found = new LinkedHashMap<>();
    Map<String, HostPath> templates = new LinkedHashMap<>();
    for (String folder : UNITS) {
      for (HostPath each : files.list(folder)) {
        if (each.name().startsWith(product + "-server") && each.name().endsWith(".service")) {
          String service = service(each);
          (service.endsWith("@") ? templates : found).putIfAbsent(service, each);
        }
      }
    }
    for (HostPath each : files.list("/etc/systemd/system/multi-user.target.wants")) {
      String service = service(each);
      int at = service.indexOf('@');
      if (at > 0 && templates.containsKey(service.substring(0, at + 1))) {
        found.putIfAbsent(service, templates.get(service.substring(0, at + 1)));
      }
    }
    return found;
  }

  private static String service(HostPath unit) {
    String name = unit.name();
    return name.endsWith(".service") ? name.substring(0, name.length() - ".service".length()) : name;
  }

  private Optional<ServerInstance> instance(String service, HostPath file, boolean unit) {
    Map<String, Found> variables = variables(file, unit);
    Optional<Found> named = Optional.empty();
    for (HostPath each : unit ? withAdditions(service, file) : List.of(file)) {
      int number = 0;
      for (String line : files.lines(each)) {
        number++;
        String text = line.strip();
        if (unit ? text.startsWith("ExecStart=") : !text.startsWith("#") && !ASSIGNMENT.matcher(text).matches()) {
          Optional<Found> given = option(text, variables, service, each + ":" + number);
          named = unit && !given.isPresent() ? Optional.empty() : given.or(constant(named));
        }
      }
    }
    Optional<Found> config =
        named
            .or(() -> Optional.ofNullable(variables.get("SERVER_OPTS")).flatMap(each -> option(each.value(), variables, service, each.origin())))
            .or(() -> unit ? Optional.empty() : Optional.ofNullable(variables.get("SERVER_CONFIG")));
    if (config.isEmpty()) {
      return Optional.of(new ServerInstance(service, HostPath.of("/etc/" + product + "/server.cfg"), "the built-in place: " + file + " names no other"));
    }
    return path(service, config.get().value(), config.get().origin());
  }

  private static <T> java.util.function.Supplier<Optional<T>> constant(Optional<T> value) {
    return () -> value;
  }

  /** Returns the file that a command is given by {@code -c}; other programs in a start script have options of that name for other things. */
  private static Optional<Found> option(String command, Map<String, Found> variables, String service, String origin) {
    Matcher option = OPTION.matcher(command);
    Optional<Found> open = Optional.empty();
    while (option.find()) {
      String value = expanded(bare(option.group(1)), variables, service);
      if (ConfigPaths.absolute(value)) {
        return Optional.of(new Found(value, origin));
      }
      if (value.startsWith("$")) {
        open = Optional.of(new Found(value, origin));
      }
    }
    return open;
  }

  private List<HostPath> withAdditions(String service, HostPath unit) {
    List<HostPath> all = new ArrayList<>(List.of(unit));
    for (HostPath each : files.list(HostPath.of("/etc/systemd/system").resolve(service + ".service.d"))) {
      if (each.name().endsWith(".conf")) {
        all.add(each);
      }
    }
    return all;
  }

  private Map<String, Found> variables(HostPath file, boolean unit) {
    Map<String, Found> found = new LinkedHashMap<>();
    if (!unit) {
      read(file, found);
    }
    for (String each : List.of("/etc/default/", "/etc/sysconfig/")) {
      read(HostPath.of(each + product), found);
    }
    return found;
  }

  private void read(HostPath file, Map<String, Found> into) {
    int number = 0;
    for (String line : files.lines(file)) {
      number++;
      Matcher assignment = ASSIGNMENT.matcher(line);
      if (assignment.matches()) {
        into.put(assignment.group(1), new Found(bare(assignment.group(2).strip()), file + ":" + number));
      }
    }
  }

  private Optional<ServerInstance> path(String service, String text, String origin) {
    if (!text.startsWith("/") || text.contains("$") || text.contains("`")) {
      remarks.add(Fact.unknown("configuration", service + " is started with -c " + text + ": which file that is could not be made out", origin));
      return Optional.empty();
    }
    return Optional.of(new ServerInstance(service, ConfigPaths.path(text), origin));
  }

  private static String bare(String word) {
    boolean quoted = word.length() > 1 && (word.startsWith("\"") && word.endsWith("\"") || word.startsWith("'") && word.endsWith("'"));
    return quoted ? word.substring(1, word.length() - 1) : word;
  }

  private static String expanded(String text, Map<String, Found> variables, String service) {
    String instance = service.substring(service.indexOf('@') + 1);
    String whole = text.replace("%i", instance).replace("%I", instance);
    Matcher variable = VARIABLE.matcher(whole);
    StringBuilder out = new StringBuilder();
    while (variable.find()) {
      String name = variable.group(1) == null ? variable.group(3) : variable.group(1);
      Found value = variables.get(name);
      String otherwise = variable.group(2) == null ? variable.group() : variable.group(2);
      variable.appendReplacement(out, Matcher.quoteReplacement(value == null || value.value().isEmpty() ? otherwise : value.value()));
    }
    variable.appendTail(out);
    return out.toString();
  }
}
