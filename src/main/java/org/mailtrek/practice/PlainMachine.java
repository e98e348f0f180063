package org.mailtrek.practice;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Fills a machine with what any mail server on Debian 8 has: accounts, Postfix, Apache, and the oddly named files that grow in the course of time. */
final class PlainMachine {

  private final MachineFolder machine;
  private final Recipe recipe;

  PlainMachine(MachineFolder machine, Recipe recipe) {
    this.machine = machine.worded(recipe.vendor()::word);
    this.recipe = recipe;
  }

  void make() throws IOException {
    machine.folder("/", Owner.ROOT, 0755);
    system();
    if (recipe.machine().equals(Machine.FIRST)) {
      postfix();
    }
    apache();
    oddNames();
  }

  private void system() throws IOException {
    for (String folder : new String[] {"/etc", "/usr", "/usr/sbin", "/usr/lib", "/usr/share", "/var", "/var/lib", "/var/log", "/var/run", "/root", "/srv", "/home"}) {
      machine.folder(folder, Owner.ROOT, folder.equals("/root") ? 0700 : 0755);
    }
    machine.folder("/tmp", Owner.ROOT, 0777);
    machine.file("/etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 8 (jessie)\"\nNAME=\"Debian GNU/Linux\"\nVERSION_ID=\"8\"\nVERSION=\"8 (jessie)\"\nID=debian\n", Owner.ROOT, 0644);
    machine.file("/etc/debian_version", "8.11\n", Owner.ROOT, 0644);
    machine.file("/etc/hostname", recipe.machine().name() + "\n", Owner.ROOT, 0644);
    machine.file("/etc/hosts", "127.0.0.1\tlocalhost\n127.0.1.1\t#.example.com\t#\n".replace("#", recipe.machine().name()), Owner.ROOT, 0644);
    machine.file(
        "/etc/passwd",
        "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\nwww-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\n"
            + "postfix:x:105:110::/var/spool/postfix:/bin/false\nmysql:x:106:112:MySQL Server,,,:/nonexistent:/bin/false\n"
            + "vmail:x:5000:5000::/home/vmail:/bin/false\nzarafa:x:998:998:Zarafa,,,:/var/lib/zarafa:/bin/false\n",
        Owner.ROOT,
        0644);
    machine.file(
        "/etc/group",
        "root:x:0:\ndaemon:x:1:\nadm:x:4:\nwww-data:x:33:\npostfix:x:110:\npostdrop:x:111:\nmysql:x:112:\nvmail:x:5000:\nzarafa:x:998:\n",
        Owner.ROOT,
        0644);
    machine.file("/etc/fstab", "# <device> <mount> <type> <options> <dump> <pass>\n/dev/vda1 / ext4 errors=remount-ro 0 1\n", Owner.ROOT, 0644);
    machine.file("/etc/cron.d/zarafa-backup", "15 2 * * * root /usr/local/sbin/dump-zarafa\n", Owner.ROOT, 0644);
  }

  void postfix() throws IOException {
    machine.file(
        "/etc/postfix/main.cf",
        "# Mail for example.com goes to Zarafa\nmyhostname = mail.example.com\nmydestination = localhost\nvirtual_mailbox_domains = example.com, example.net, example.org\n"
            + "virtual_mailbox_maps = ldap:/etc/postfix/ldap-users.cf\nvirtual_alias_maps = ldap:/etc/postfix/ldap-aliases.cf\n"
            + "virtual_transport = lmtp:127.0.0.1:2003\nmessage_size_limit = 67108864\n",
        Owner.ROOT,
        0644);
    machine.file("/etc/postfix/ldap-users.cf", map("(&(objectClass=zarafa-user)(mail=%s))", "mail"), new Owner(0, 110), 0640);
    machine.file("/etc/postfix/ldap-aliases.cf", map("(&(objectClass=zarafa-user)(zarafaAliases=%s))", "mail"), new Owner(0, 110), 0640);
    machine.folder("/var/spool/postfix", Owner.ROOT, 0755);
    machine.folder("/var/spool/postfix/deferred", Owner.POSTFIX, 0700);
  }

  private String map(String filter, String attribute) {
    return "server_host = ldap://127.0.0.1:" + recipe.ldapPort() + "\nsearch_base = " + Population.BASE + "\nbind = no\nversion = 3\nquery_filter = " + filter
        + "\nresult_attribute = " + attribute + "\n";
  }

  private void apache() throws IOException {
    machine.file("/etc/apache2/apache2.conf", "IncludeOptional sites-enabled/*.conf\n", Owner.ROOT, 0644);
    machine.file("/etc/apache2/sites-available/zarafa-webapp.conf", "Alias /webapp /usr/share/zarafa-webapp\n<Directory /usr/share/zarafa-webapp/>\n  Require all granted\n</Directory>\n", Owner.ROOT, 0644);
    machine.link("/etc/apache2/sites-enabled/zarafa-webapp.conf", "../sites-available/zarafa-webapp.conf");
    machine.file("/var/www/html/index.html", "<p>It works.</p>\n", Owner.ROOT, 0644);
  }

  void oddNames() throws IOException {
    String folder = "/var/lib/zarafa/backup 2016";
    machine.folder(folder, Owner.ZARAFA, 0750);
    String[] names = {
      "zarafa dump (old).sql", "it's \"quoted\".txt", "two\nlines.txt", "$(touch x).txt", "-rf", "`id`;ls", "*?[a]", "trailing blank ", "tab\there", "Jürgen Müller.pst", "back\\slash", "~root"
    };
    for (String name : names) {
      machine.file(folder, name.getBytes(StandardCharsets.UTF_8), ("kept: " + name + "\n").getBytes(StandardCharsets.UTF_8), Owner.ZARAFA, 0640);
    }
    machine.file(folder, "Stra\u00dfe.txt".getBytes(StandardCharsets.ISO_8859_1), "a name in Latin-1\n".getBytes(StandardCharsets.US_ASCII), Owner.ROOT, 0600);
    machine.file(folder, new byte[] {'x', (byte) 0xFF, (byte) 0xFE}, new byte[0], Owner.ROOT, 0600);
  }
}
