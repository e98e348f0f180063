package org.mailtrek.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.config.ByteText;
import org.mailtrek.host.HostPath;

/**
 * Mail transfer agents, what they ask the directory, and how much waits in their queues. Their lookups name attributes of the mail server's schema
 * as often as not: when those are renamed, mail bounces (K1).
 */
final class MailTransfer {

  private static final Pattern MAP = Pattern.compile("(?:proxy:)?ldap:([^\\s,]+)");
  private static final Pattern OLD = Pattern.compile("(?i).*zarafa.*");
  private static final List<String> QUEUES = List.of("incoming", "active", "deferred", "maildrop", "hold");
  private static final int MANY = 500;
  private static final int MOST = 20_000;

  private final HostFiles files;
  private final List<Fact> facts = new ArrayList<>();

  MailTransfer(HostFiles files) {
    this.files = files;
  }

  List<Fact> all() {
    HostPath main = HostPath.of("/etc/postfix/main.cf");
    if (files.file(main)) {
      postfix(main);
    }
    for (String each : List.of("/etc/exim4", "/etc/exim", "/etc/exim4/conf.d/router", "/etc/exim4/conf.d/main")) {
      other("exim", each, ".*(exim|conf|template|^[0-9]+_).*");
    }
    other("sendmail", "/etc/mail", "(sendmail|submit)\\.(mc|cf)");
    for (String each : List.of("/etc/saslauthd.conf", "/etc/nslcd.conf", "/etc/libnss-ldap.conf", "/etc/pam_ldap.conf", "/etc/ldap.conf", "/etc/sssd/sssd.conf")) {
      Marks.in(
          files,
          HostPath.of(each),
          line -> OLD.matcher(line).matches(),
          KnownWords.SCHEMA,
          (words, origin) -> facts.add(Fact.notice("lookup", "names the old schema: " + words, origin)));
    }
    return facts;
  }

  private void postfix(HostPath main) {
    Map<String, Found> settings = parameters(main);
    facts.add(Fact.found("mail transfer", "postfix", main.toString()));
    settings.forEach(
        (name, value) -> {
          Matcher map = MAP.matcher(value.value());
          while (map.find()) {
            lookup(name, map.group(1), value, settings);
          }
          if (name.endsWith("_transport") && !value.value().isBlank()) {
            facts.add(Fact.found("delivery", name + " = " + Marks.shown(value.value()), value.origin()));
          }
        });
    Found queue = settings.getOrDefault("queue_directory", new Found("/var/spool/postfix", "built into postfix"));
    if (ConfigPaths.absolute(queue.value())) {
      queue(ConfigPaths.path(queue.value()), queue.origin());
    }
  }

  /** Reads postconf(5)'s form: a line that begins with blanks goes on with the one before. */
  private Map<String, Found> parameters(HostPath file) {
    Map<String, Found> found = new LinkedHashMap<>();
    String name = "";
    int number = 0;
    for (String line : files.lines(file)) {
      number++;
      if (line.isBlank() || line.strip().startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      if (Character.isWhitespace(line.charAt(0)) && found.containsKey(name)) {
        Found before = found.get(name);
        found.put(name, new Found((before.value() + " " + line.strip()).strip(), before.origin()));
      } else if (equals > 0) {
        name = line.substring(0, equals).strip();
        found.put(name, new Found(line.substring(equals + 1).strip(), file + ":" + number));
      }
    }
    return found;
  }

  private void lookup(String name, String source, Found where, Map<String, Found> main) {
    Map<String, Found> map = new LinkedHashMap<>();
    if (source.startsWith("/")) {
      map.putAll(parameters(ConfigPaths.path(source)));
    } else {
      main.forEach((key, value) -> {
        if (key.startsWith(source + "_")) {
          map.put(key.substring(source.length() + 1), value);
        }
      });
    }
    if (map.isEmpty()) {
      facts.add(Fact.unknown("lookup", name + " asks the directory by " + source + ", which can't be read", where.origin()));
      return;
    }
    Found filter = map.getOrDefault("query_filter", new Found("", where.origin()));
    String result = map.getOrDefault("result_attribute", new Found("maildrop", "")).value();
    String text = name + ": " + ByteText.show(filter.value()) + " gives " + ByteText.show(result);
    boolean old = OLD.matcher(filter.value() + result).matches();
    facts.add(old ? Fact.notice("lookup", text + "; it names the old schema", filter.origin()) : Fact.found("lookup", text, filter.origin()));
  }

  private void queue(HostPath folder, String origin) {
    long waiting = 0;
    List<HostPath> open = new ArrayList<>(QUEUES.stream().map(folder::resolve).toList());
    while (!open.isEmpty() && waiting < MOST) {
      for (HostPath each : files.list(open.remove(0))) {
        if (each.name().length() == 1) {
          open.add(each); // folders of a hashed queue have one character
        } else {
          waiting++;
        }
      }
    }
    String text = (waiting >= MOST ? "more than " + MOST : Long.toString(waiting)) + " messages wait in " + folder;
    facts.add(waiting >= MANY ? Fact.notice("queue", text + ": let it drain first", origin) : Fact.found("queue", text, origin));
  }

  private void other(String agent, String folder, String names) {
    List<HostPath> all = files.list(folder).stream().filter(each -> each.name().matches(names) && files.file(each)).toList();
    if (!all.isEmpty() && facts.stream().noneMatch(each -> each.what().equals("mail transfer") && each.value().equals(agent))) {
      facts.add(Fact.found("mail transfer", agent, folder));
    }
    for (HostPath each : all) {
      Marks.in(
          files,
          each,
          line -> line.matches(".*\\b(ldap|ldapm|ldapdn)\\{.*|.*ldap://.*") || OLD.matcher(line).matches(),
          KnownWords.SCHEMA,
          (words, origin) -> facts.add(words.isEmpty() ? Fact.found("lookup", agent + " asks a directory", origin) : Fact.notice("lookup", agent + " names the old schema: " + words, origin)));
    }
  }
}
