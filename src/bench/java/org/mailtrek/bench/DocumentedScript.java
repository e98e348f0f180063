package org.mailtrek.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.mailtrek.lab.LabSlapd;

/**
 * The online way of moving a directory that the product's manual documents. Where the manual lies beside the project its script is taken from
 * there, else the same three passes are written out here. It is mended only so that it can run at all: the address ({@code -H}), the sign-in,
 * which also lifts the size limit, the base, the place of its files, and {@code -c}, without which it stops at the first refusal.
 *
 * @param text the script, mended
 * @param source where it is from
 */
record DocumentedScript(String text, String source) {

  private static final String OWN = """
      for old in $(grep -A1 '^attributetype' "$SCHEMA" | grep NAME | sed -e "s/.*NAME '//" -e "s/'.*//"); do
        new=$(echo $old | sed 's/zarafa/kopano/')
        ldapsearch -o ldif-wrap=no -LLL -x $old=* dn $old \\
          | sed "s#$old: \\(.*\\)#changetype: modify\\nadd: $new\\n$new: \\1\\n-\\ndelete: $old\\n$old: \\1\\n-#" >> "$LDAP_LDIF.values"
      done
      names() { grep '^dn' "$LDAP_LDIF.values" | sort -u | sed 's/dn: //'; }
      classes() { ldapsearch -o ldif-wrap=no -LLL -x -s base -b "$1" objectclass | grep -E '^dn|zarafa'; }
      names | while read dn; do classes "$dn" | sed -e '/^objectClass/ s/zarafa/kopano/' \\
        | sed 's#objectClass:\\(.*\\)#changetype: modify\\nadd: objectClass\\nobjectClass:\\1\\n#'; done > "$LDAP_LDIF.classes"
      ldapmodify -h "$LDAP_HOST" -D "$LDAP_USER" -w "$LDAP_PASSWORD" -f "$LDAP_LDIF.classes"
      ldapmodify -h "$LDAP_HOST" -D "$LDAP_USER" -w "$LDAP_PASSWORD" -f "$LDAP_LDIF.values"
      names | while read dn; do classes "$dn" \\
        | sed 's#objectClass:\\(.*\\)#changetype: modify\\ndelete: objectClass\\nobjectClass:\\1\\n#'; done > "$LDAP_LDIF.gone"
      ldapmodify -h "$LDAP_HOST" -D "$LDAP_USER" -w "$LDAP_PASSWORD" -f "$LDAP_LDIF.gone"
      """;

  /** Returns the manual's script where there is one, else our own of the same passes. */
  static DocumentedScript find() throws IOException {
    Path sources = Path.of(System.getProperty("mailtrek.shared", "../shared"), "sources");
    if (Files.isDirectory(sources)) {
      try (Stream<Path> all = Files.list(sources)) {
        Optional<Path> manual = all.filter(each -> each.getFileName().toString().matches("001.*\\.txt")).findFirst();
        if (manual.isPresent()) {
          return new DocumentedScript(mended(extracted(Files.readAllLines(manual.get()))), "the manual's, section 4.4.1");
        }
      }
    }
    return new DocumentedScript(mended(OWN), "re-created after the manual's section 4.4.1");
  }

  private static String extracted(List<String> manual) throws IOException {
    int begin = manual.indexOf("#!/bin/bash");
    int end = begin;
    for (int at = begin; begin >= 0 && at < manual.size() && !manual.get(at).matches("[0-9]+\\.[0-9.]+ .*"); at++) {
      end = manual.get(at).startsWith("rm -f") ? at : end;
    }
    if (end == begin) {
      throw new IOException("the manual holds no script where one was expected");
    }
    return String.join("\n", manual.subList(begin, end + 1)) + "\n";
  }

  private static String mended(String script) {
    return script.replaceAll("(?m)^LDAP_(HOST|USER|PASSWORD|LDIF)=.*$", "")
        .replace("ldapmodify -h ", "ldapmodify -c -H ")
        .replace("ldapsearch ", "ldapsearch -D \"$LDAP_USER\" -w \"$LDAP_PASSWORD\" ")
        .replace("/usr/share/doc/packages/zarafa/zarafa.schema", "\"$SCHEMA\"");
  }

  /**
   * Runs it against a server.
   *
   * @return how long it took; empty when it was stopped at the limit
   */
  Optional<Duration> run(LabSlapd slapd, Path schema, Path folder, Duration limit) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("documented.sh"), text, StandardCharsets.UTF_8);
    ProcessBuilder builder = new ProcessBuilder("bash", file.toString()).directory(folder.toFile()).redirectErrorStream(true)
        .redirectOutput(folder.resolve("documented.log").toFile());
    builder.environment().put("LDAPURI", slapd.address().url());
    builder.environment().put("LDAPBASE", LabSlapd.BASE);
    builder.environment().put("LDAP_HOST", slapd.address().url());
    builder.environment().put("LDAP_USER", LabSlapd.ROOT);
    builder.environment().put("LDAP_PASSWORD", LabSlapd.PASSWORD);
    builder.environment().put("LDAP_LDIF", folder.resolve("documented.ldif").toString());
    builder.environment().put("SCHEMA", schema.toString());
    long start = System.nanoTime();
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      return ended ? Optional.of(Duration.ofNanos(System.nanoTime() - start)) : Optional.empty();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }
}
