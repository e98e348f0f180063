package org.mailtrek.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The ways of moving a directory that the product's manual documents: from the manual where it lies beside the project, else the same commands
 * written out here.
 */
final class DocumentedWay {

  private static final String OWN_SCRIPT = """
      for old in $(grep -A1 '^attributetype' "$SCHEMA" | grep NAME | sed -e "s/.*NAME '//" -e "s/'.*//"); do
        new=$(echo $old | sed 's/zarafa/kopano/')
        ldapsearch -o ldif-wrap=no -LLL -x $old=* dn $old \\
          | sed "s#$old: \\(.*\\)#changetype: modify\\nadd: $new\\n$new: \\1\\n-\\ndelete: $old\\n$old: \\1\\n-#" >> "$LDAP_LDIF".step2_attribute_data
      done
      names() { grep ^dn "$LDAP_LDIF".step2_attribute_data | sort -u | sed 's#dn: ##'; }
      classes() { ldapsearch -o ldif-wrap=no -LLL -x -s base -b "$1" objectclass | grep -E '(^dn|zarafa)'; }
      names | while read dn; do classes "$dn" | sed -e '/^objectClass/ s#zarafa#kopano#' \\
        | sed 's#objectClass:\\(.*\\)#changetype: modify\\nadd: objectClass\\nobjectClass:\\1\\n#'; done >> "$LDAP_LDIF".step1_objectclass_extend
      ldapmodify -h "$LDAP_HOST" -D "$LDAP_USER" -w "$LDAP_PASSWORD" -f "$LDAP_LDIF".step1_objectclass_extend
      ldapmodify -h "$LDAP_HOST" -D "$LDAP_USER" -w "$LDAP_PASSWORD" -f "$LDAP_LDIF".step2_attribute_data
      names | while read dn; do classes "$dn" \\
        | sed 's#objectClass:\\(.*\\)#changetype: modify\\ndelete: objectClass\\nobjectClass:\\1\\n#'; done >> "$LDAP_LDIF".step3_objectclass_remove
      ldapmodify -h "$LDAP_HOST" -D "$LDAP_USER" -w "$LDAP_PASSWORD" -f "$LDAP_LDIF".step3_objectclass_remove
      rm -f "$LDAP_LDIF.step1_objectclass_extend"
      """;
  private static final List<String> OWN_OFFLINE = List.of("slapcat | sed  's#^zarafa#kopano#' > zarafa2kopano.ldif", "slapadd << zarafa2kopano.ldif");

  private DocumentedWay() {}

  /**
   * How a program ended.
   *
   * @param code its exit code
   * @param said what it wrote on both streams
   */
  record Ended(int code, String said) {}

  /** Returns where the script and the commands are from. */
  static String source() throws IOException {
    return manual().isEmpty() ? "re-created, since the manual is not beside the project" : "the manual's own";
  }

  /** Returns the online script as it is written. */
  static String script() throws IOException {
    List<String> manual = manual();
    int begin = manual.indexOf("#!/bin/bash");
    if (begin < 0) {
      return OWN_SCRIPT;
    }
    int end = begin;
    for (int at = begin; at < manual.size() && !manual.get(at).matches("[0-9]+\\.[0-9.]+ .*"); at++) {
      end = manual.get(at).startsWith("rm -f") ? at : end;
    }
    return String.join("\n", manual.subList(begin, end + 1)) + "\n";
  }

  /** Returns the script with its own settings left out, so that the environment's count, and the place of the schema taken from there too. */
  static String configured() throws IOException {
    return script().replaceAll("(?m)^LDAP_(HOST|USER|PASSWORD|LDIF)=.*$", "").replace("/usr/share/doc/packages/zarafa/zarafa.schema", "\"$SCHEMA\"");
  }

  /** Returns the script mended so that it can run at all: address, sign-in, and on after refusals; it keeps its files. */
  static String mended() throws IOException {
    return configured().replace("ldapmodify -h ", "ldapmodify -c -H ").replace("ldapsearch ", "ldapsearch -D \"$LDAP_USER\" -w \"$LDAP_PASSWORD\" ")
        .replaceAll("(?m)^rm -f .*$", "");
  }

  /** Returns the two commands of the offline way: the one that rewrites and the one that loads. */
  static List<String> offline() throws IOException {
    List<String> found = manual().stream().filter(each -> each.startsWith("slapcat |") || each.startsWith("slapadd ")).toList();
    return found.isEmpty() ? OWN_OFFLINE : found;
  }

  private static List<String> manual() throws IOException {
    Path sources = Path.of(System.getProperty("mailtrek.shared", "../shared"), "sources");
    if (!Files.isDirectory(sources)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(sources)) {
      Optional<Path> manual = all.filter(each -> each.getFileName().toString().matches("001.*\\.txt")).findFirst();
      return manual.isPresent() ? Files.readAllLines(manual.get()) : List.of();
    }
  }

  /** Runs a script, a minute at most. */
  static Ended run(Path folder, String script, Map<String, String> settings) throws IOException, InterruptedException {
    Path log = folder.resolve("documented.log");
    ProcessBuilder builder = new ProcessBuilder("bash", Files.writeString(folder.resolve("documented.sh"), script).toString()).directory(folder.toFile())
        .redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(settings);
    builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        throw new IOException("the documented way does not end");
      }
      return new Ended(process.exitValue(), Files.readString(log, StandardCharsets.ISO_8859_1));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
