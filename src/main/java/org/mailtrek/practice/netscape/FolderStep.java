package org.mailtrek.practice.netscape;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** {@code upgrade -s}: users from the directory, folders from their mailboxes, the mapping table, partitions, lists of users, and every folder in transition. */
final class FolderStep {

  private final Installation installed;
  private final VendorLog log;

  FolderStep(Installation installed, VendorLog log) {
    this.installed = installed;
    this.log = log;
  }

  void run() throws IOException, Failure {
    String standard = installed.oldStore();
    SortedMap<String, SortedSet<String>> users = users(standard);
    Map<String, String> partitions = Partitions.named(standard, users.keySet());
    Partitions.set(installed, partitions);
    List<Mapping.Pair> pairs = new ArrayList<>();
    for (Map.Entry<String, String> each : partitions.entrySet()) {
      SortedSet<String> here = users.getOrDefault(each.getKey(), new TreeSet<>());
      list(each.getValue(), each.getKey(), here);
      for (String uid : here) {
        folders(each.getKey() + "/" + uid, "user/" + uid, each.getValue(), pairs);
      }
    }
    Mapping.write(installed, pairs);
    new FolderDatabase(installed).add(pairs.stream().map(Mapping.Pair::name).toList());
    for (String once : new String[] {"upgrade4x.conf", "__greeting_done__", "__snmp_done__"}) {
      Files.writeString(installed.status(once), once.endsWith(".conf") ? "partitions|" + String.join(" ", partitions.values()) + "\n" : "");
    }
    log.notice("Store", pairs.size() + " folders of " + users.values().stream().mapToInt(SortedSet::size).sum() + " users are in transition");
  }

  private SortedMap<String, SortedSet<String>> users(String standard) throws IOException, Failure {
    Settings settings = installed.settings();
    SortedMap<String, SortedSet<String>> found = new TreeMap<>();
    try (LDAPConnection directory = new LDAPConnection(settings.require("local.ugldaphost"), Integer.parseInt(settings.require("local.ugldapport")))) {
      directory.bind(settings.require("local.ugldapbinddn"), settings.require("local.ugldapbindcred"));
      for (SearchResultEntry each : directory.search(settings.require("local.ugldapbasedn"), SearchScope.SUB, "(&(objectClass=mailRecipient)(uid=*))", "uid", "mailMessageStore").getSearchEntries()) {
        String path = each.hasAttribute("mailMessageStore") ? each.getAttributeValue("mailMessageStore") : standard;
        found.computeIfAbsent(path, none -> new TreeSet<>()).add(each.getAttributeValue("uid"));
      }
    } catch (LDAPException e) {
      log.error("LDAP", "can't search users: " + e.getResultCode().getName());
      throw new Failure(1, "can't search users: " + e.getResultCode().getName());
    }
    return found;
  }

  private void list(String partition, String path, SortedSet<String> users) throws IOException {
    StringBuilder text = new StringBuilder("[4x partition]:" + partition + "\n[3x MailStorePath]:" + path + "\n#---------List of mail user id ------\n");
    users.forEach(each -> text.append(each).append('\n'));
    Files.writeString(installed.status("__up." + partition + ".txt"), text, StandardCharsets.US_ASCII);
  }

  private void folders(String path, String name, String partition, List<Mapping.Pair> into) throws IOException {
    Path folder = installed.at(path);
    if (!Files.isDirectory(folder)) {
      return;
    }
    if (Files.exists(folder.resolve(OldFolder.INDEX))) {
      into.add(new Mapping.Pair(path, name, partition));
    }
    List<Path> below;
    try (Stream<Path> all = Files.list(folder)) {
      below = all.filter(Files::isDirectory).sorted().toList();
    }
    for (Path each : below) {
      folders(path + "/" + each.getFileName(), name + "/" + each.getFileName(), partition, into);
    }
  }
}
