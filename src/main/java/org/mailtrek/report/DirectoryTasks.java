package org.mailtrek.report;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldif.LDIFChangeRecord;
import com.unboundid.ldif.LDIFAddChangeRecord;
import com.unboundid.ldif.LDIFModifyChangeRecord;
import com.unboundid.ldif.LDIFModifyDNChangeRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.change.AddEntry;
import org.mailtrek.engine.change.Bytes;
import org.mailtrek.engine.change.Entries;
import org.mailtrek.engine.change.EntryChange;
import org.mailtrek.engine.change.ExchangeEntry;
import org.mailtrek.engine.change.ModifyEntry;
import org.mailtrek.engine.change.RenameEntry;
import org.mailtrek.engine.change.SchemaChange;
import org.mailtrek.engine.change.ValueChange;
import org.mailtrek.estate.Declaration;
import org.mailtrek.host.TrekException;

/**
 * Changes of the directory as tasks of OpenLDAP's own clients. Every entry's change is one exact modify that the server refuses where the old values
 * are no longer there; afterwards each entry is asked for by its new values, and those that are not so stop the play.
 */
final class DirectoryTasks {

  private final Bundle bundle;
  private final Declaration.Directory directory;
  private int number;

  DirectoryTasks(Bundle bundle, Declaration.Directory directory) {
    this.bundle = bundle;
    this.directory = directory;
  }

  List<Task> entries(Entries change) throws TrekException {
    StringBuilder records = new StringBuilder();
    StringBuilder filters = new StringBuilder();
    for (EntryChange each : change.entries()) {
      for (LDIFChangeRecord record : records(change, each)) {
        records.append(String.join("\n", record.toLDIF(0))).append("\n\n");
      }
      filters.append(afterwards(each)).append('\n');
    }
    String name = "ldif/" + ++number + "-entries";
    bundle.add(name + ".ldif", records.toString().getBytes(StandardCharsets.UTF_8));
    bundle.add(name + ".filters", filters.toString().getBytes(StandardCharsets.UTF_8));
    int count = change.entries().size();
    List<String> write = client("ldapmodify", Optional.empty());
    write.addAll(List.of("-c", "-f", "{{ playbook_dir }}/" + name + ".ldif"));
    if (change.relaxed()) {
      write.addAll(List.of("-e", "relax"));
    }
    String all = "(found.stdout | regex_findall('(?m)^dn:') | length) == " + count;
    return List.of(
        ask("Look how many of " + count + " entries are changed already", name + ".filters", "found"),
        secret(Task.command("Change " + count + " entries", write)).with("register", "written").with("when", "not (" + all + ")").with("failed_when", false)
            .with("changed_when", true),
        ask("Look whether all " + count + " entries are as they should be", name + ".filters", "found").later(),
        Task.of("Stop where an entry is not", "fail", "msg", "{{ " + count + " - (found.stdout | regex_findall('(?m)^dn:') | length) }} entries are not as they should be: somebody has changed them since the plan was made, or the"
            + " server refused: {{ written.stderr | default('') }}").with("when", List.of("not ansible_check_mode", "not (" + all + ")")));
  }

  /** Returns what adds a schema where the server lacks its definitions; an empty entry of that name, which an undo has left, is no hindrance. */
  List<Task> schema(SchemaChange change) throws TrekException {
    Declaration.DirectoryConfig config = directory.config().filter(each -> each.dn().isPresent() && each.login().isPresent())
        .orElseThrow(() -> Bundle.refused(change, "needs a sign-in to cn=config"));
    String name = "ldif/" + ++number + "-schema.ldif";
    bundle.add(name, (String.join("\n", new LDIFAddChangeRecord(change.entry()).toLDIF(0)) + "\n").getBytes(StandardCharsets.UTF_8));
    String rdn = name(change);
    List<String> look = client("ldapsearch", config.login());
    look.addAll(List.of("-LLL", "-b", "cn=schema,cn=config", "-s", "one", "(&(olcObjectClasses=*)(|(cn=" + Filter.encodeValue(rdn) + ")(cn=*}" + Filter.encodeValue(rdn) + ")))", "1.1"));
    List<String> add = client("ldapmodify", config.login());
    add.addAll(List.of("-f", "{{ playbook_dir }}/" + name));
    return List.of(
        secret(Task.look("Look for the schema " + rdn, look, "found"), "directory_config"),
        secret(Task.command("Add the schema " + rdn, add), "directory_config").with("when", "'dn:' not in found.stdout"));
  }

  private static String name(SchemaChange change) {
    try {
      return change.entry().getRDN().getAttributeValues()[0];
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns what writes all entries into a file that only its owner may read. */
  List<Task> backUp(String folder) {
    List<String> words = client("ldapsearch", Optional.empty());
    words.addAll(List.of("-LLL", "-o", "ldif-wrap=no", "-b", directory.base(), "(objectClass=*)", "*", "+"));
    return List.of(
        Task.of("Make the folder of backups", "file", "path", folder, "state", "directory", "mode", "0700"),
        secret(Task.command("Read the whole directory", words)).with("register", "found").with("changed_when", false),
        Task.of("Keep the directory in " + folder, "copy", "content", "{{ found.stdout }}\n", "dest", folder + "/directory.ldif", "mode", "0600", "force", false).with("no_log", true).later());
  }

  private Task ask(String name, String filters, String register) {
    List<String> words = client("ldapsearch", Optional.empty());
    words.addAll(List.of("-LLL", "-c", "-b", directory.base(), "-f", "{{ playbook_dir }}/" + filters, "(&(objectClass=*)%s)", "1.1"));
    return secret(Task.look(name, words, register)).with("failed_when", false);
  }

  private List<String> client(String program, Optional<Declaration.Login> login) {
    List<String> words = new ArrayList<>(List.of(program, "-x", "-H", directory.url()));
    if (directory.encryption().wanted().orElse(false)) {
      words.add("-ZZ");
    }
    login.or(directory::login).ifPresent(each -> words.addAll(List.of("-D", each.user(), "-y", "/dev/stdin")));
    return words;
  }

  private Task secret(Task task) {
    return directory.login().isPresent() ? secret(task, "directory") : task;
  }

  private Task secret(Task task, String which) {
    String reference = bundle.vault().named(which + "_password", "the password of " + (which.equals("directory") ? directory.login() : directory.config().orElseThrow().login()).orElseThrow().user());
    return task.argument("stdin", reference).argument("stdin_add_newline", false);
  }

  private static List<LDIFChangeRecord> records(Entries change, EntryChange each) throws TrekException {
    if (each instanceof ModifyEntry || each instanceof ExchangeEntry) {
      return List.of(modify(each.dn(), each.changes()));
    }
    if (each instanceof RenameEntry rename) {
      return renamed(rename);
    }
    if (each instanceof AddEntry add) {
      return List.of(new LDIFAddChangeRecord(add.entry()));
    }
    throw Bundle.refused(change, "takes entries away, which no task can tell from entries that never were");
  }

  private static LDIFChangeRecord modify(String dn, List<ValueChange> changes) {
    return new LDIFModifyChangeRecord(dn, ValueChange.modifications(changes).toArray(Modification[]::new));
  }

  private static List<LDIFChangeRecord> renamed(RenameEntry rename) {
    List<LDIFChangeRecord> records = new ArrayList<>();
    List<ValueChange> come = rename.changes().stream().filter(each -> !each.added().isEmpty()).map(each -> new ValueChange(each.attribute(), List.of(), each.added())).toList();
    List<ValueChange> go = rename.changes().stream().filter(each -> !each.removed().isEmpty()).map(each -> new ValueChange(each.attribute(), each.removed(), List.of())).toList();
    if (!come.isEmpty()) {
      records.add(modify(rename.dn(), come));
    }
    records.add(new LDIFModifyDNChangeRecord(rename.dn(), rename.newRdn(), false, null));
    if (!go.isEmpty()) {
      records.add(modify(rename.newDn(), go));
    }
    return records;
  }

  /** Returns a filter that only the changed entry matches. */
  private static String afterwards(EntryChange change) {
    StringBuilder filter = new StringBuilder("(&(entryDN=").append(Filter.encodeValue(change.newDn())).append(')');
    for (ValueChange each : change.changes()) {
      each.added().forEach(value -> filter.append(asked(each.attribute(), value)));
      each.removed().forEach(value -> filter.append("(!").append(asked(each.attribute(), value)).append(')'));
    }
    return filter.append(')').toString();
  }

  private static String asked(String attribute, Bytes value) {
    return "(" + attribute + "=" + Filter.encodeValue(value.array()) + ")";
  }
}
