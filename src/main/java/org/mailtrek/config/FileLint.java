package org.mailtrek.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.mailtrek.config.Finding.Effect;
import org.mailtrek.host.HostPath;

/** Judges one file and all that it includes, as the program that reads it would. */
final class FileLint {

  private static final Set<String> STRICT = Set.of("server.cfg", "gateway.cfg", "ical.cfg", "spooler.cfg", "monitor.cfg", "archiver.cfg", "indexer.cfg");
  private static final int LONGEST_VALUE = 1023;
  private static final Set<String> SWITCHES = Set.of("yes", "no", "true", "false", "1", "0");
  private static final Pattern SIZES = Pattern.compile("[-+]?[0-9].*");
  private static final Pattern NUMBERS = Pattern.compile("[-+]?(0[xX])?[0-9A-Fa-f]+([ \\t]+[-+]?(0[xX])?[0-9A-Fa-f]+)*");

  private final CatalogueFile known;
  private final Dialect dialect;
  private final List<Finding> findings = new ArrayList<>();

  FileLint(CatalogueFile known, Dialect dialect) {
    this.known = known;
    this.dialect = dialect;
  }

  List<Finding> check(ConfigTree tree, HostPath path) {
    Effective effective = Effective.of(tree, path, dialect);
    effective.read().forEach(each -> tree.file(each, dialect).ifPresent(file -> lines(each, file)));
    effective.missing().forEach(each -> command(unknownName(), "!include", each, "includes " + each.file() + ", which is not there"));
    effective.propmaps().stream()
        .filter(each -> !tree.has(each.file()))
        .forEach(each -> command(Effect.PLUGIN_VOID, "!propmap", each, "the property map " + each.file() + " is not there"));
    effective.read().forEach(each -> tree.file(each, dialect).ifPresent(file -> bytes(each, file)));
    known.directives().forEach(each -> required(each, effective, path));
    return findings;
  }

  private void command(Effect effect, String name, Effective.Named named, String what) {
    add(effect, named.line().file(), named.line().number(), name, what, "put the file there");
  }

  private void add(Effect effect, HostPath path, int line, String directive, String what, String next) {
    findings.add(new Finding(effect, path.toString(), line, directive, what, next));
  }

  private void lines(HostPath path, ConfigFile file) {
    for (int at = 0; at < file.lines().size(); at++) {
      ConfigLine line = file.lines().get(at);
      if (line.kind() == ConfigLine.Kind.SETTING) {
        setting(path, at + 1, line);
      } else if (line.kind() == ConfigLine.Kind.COMMAND && !Set.of("include", "propmap").contains(line.name())) {
        add(Effect.WARNED, path, at + 1, "!" + line.name(), "no such command: !" + line.name(), "mend or remove the line");
      } else if (line.kind() == ConfigLine.Kind.COMMAND && line.name().equals("propmap") && !line.value().startsWith("/")) {
        add(Effect.WARNED, path, at + 1, "!propmap", "the path is not counted from this file, but from the folder that the server is started in", "write the whole path");
      }
    }
  }

  private void setting(HostPath path, int number, ConfigLine line) {
    String name = ByteText.show(line.name());
    if (!known.accepts(line.name())) {
      String next = known.nearest(line.name()).map(each -> "did you mean " + each + "?").orElse("remove the line");
      add(unknownName(), path, number, name, known.release() + " does not know " + name, next);
      return;
    }
    Optional<Directive> directive = known.find(line.name());
    if (!known.effective(line.name())) {
      add(Effect.IGNORED, path, number, name, name + " has no effect in " + known.release(), "");
    } else if (directive.map(each -> each.status() == Directive.Status.DEPRECATED).orElse(false)) {
      add(Effect.WARNED, path, number, name, name + " is deprecated", "");
    } else if (directive.flatMap(Directive::replacement).isPresent()) {
      add(Effect.WARNED, path, number, name, name + " is an old name of " + directive.flatMap(Directive::replacement).orElseThrow(), "use that name");
    } else if (directive.map(Directive::buildDependent).orElse(false)) {
      add(Effect.WARNED, path, number, name, name + " is known only to some builds of the program", "");
    }
    directive.filter(Directive::effective).ifPresent(each -> form(each, path, number, line.value()));
    boolean literal = Verdict.secret(line.name()) || directive.map(Directive::literal).orElse(false);
    if (dialect == Dialect.DAEMON && line.value().startsWith("$") && !literal) {
      String variable = ByteText.show(line.value().substring(1));
      add(Effect.WARNED, path, number, name, "the value is taken from the variable " + variable + " in the program's environment", "see that its unit sets it, or write the value");
    }
    if (line.raw().length() > LONGEST_VALUE && dialect == Dialect.DAEMON && line.value().length() == LONGEST_VALUE) {
      add(Effect.WARNED, path, number, name, "the value is cut at " + LONGEST_VALUE + " bytes", "make it shorter");
    }
  }

  private void form(Directive directive, HostPath path, int number, String value) {
    boolean right =
        switch (directive.form()) {
          case TEXT -> true;
case SIZE -> value.startsWith("$") || SIZES.matcher(value).matches();
          case NUMBER -> NUMBERS.matcher(value).matches();
          case SWITCH -> SWITCHES.contains(value);
        };
    if (!right) {
      String wanted = directive.form() == Directive.Form.SWITCH ? "yes or no, in lower case" : directive.form() == Directive.Form.SIZE ? "a number, perhaps with k, m or g behind" : "a number";
      Effect effect = directive.form() == Directive.Form.SIZE && !known.release().kopano() ? Effect.WARNED : Effect.STOPS;
      add(effect, path, number, directive.name(), directive.name() + " must be " + wanted, "correct the value");
    }
  }

  private void bytes(HostPath path, ConfigFile file) {
    if (dialect == Dialect.SERVICE && !readable(file.bytes())) {
      add(Effect.WARNED, path, 0, "", "it is no UTF-8: a service under Python 3 may refuse to read it", "convert it: iconv -f latin1 -t utf-8");
    }
  }

  private static boolean readable(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private void required(Directive directive, Effective effective, HostPath path) {
    Optional<String> value = effective.value(directive.name());
    if (directive.accepted() && directive.needsValue() && value.map(String::isEmpty).orElse(false)) {
      add(unknownName(), path, 0, directive.name(), directive.name() + " must not be empty", "give it a value, or remove the line");
    }
    if (directive.mandatory() && value.isEmpty()) {
      add(Effect.STOPS, path, 0, directive.name(), directive.name() + " has no default and is not set", "set it");
    }
  }

  /** What comes of an unknown name in this file. */
  private Effect unknownName() {
    String name = known.name();
    if (name.startsWith("ldap.") || name.equals("unix.cfg")) {
      return Effect.PLUGIN_VOID;
    }
    boolean named = name.equals("dagent.cfg") && !known.release().atLeast("kc-8.4.0");
    boolean oldSearch = name.equals("search.cfg") && dialect == Dialect.DAEMON;
    return STRICT.contains(name) || named || oldSearch ? Effect.STOPS : Effect.WARNED;
  }
}
