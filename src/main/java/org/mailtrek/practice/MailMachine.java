package org.mailtrek.practice;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Fills a machine with what an installation looks like after a few years with an administrator; written in Zarafa's words, made in the vendor's. */
final class MailMachine {

  /** What no administrator needs in the folder: templates, and files of programs that are not there. */
  private static final Set<String> UNUSED = Set.of("ldap.openldap.cfg", "ldap.active-directory.cfg", "ldap.cfg", "unix.cfg", "php-mapi.cfg", "archiver.cfg");

  private final MachineFolder machine;
  private final Recipe recipe;

  MailMachine(MachineFolder machine, Recipe recipe) {
    this.machine = machine.worded(recipe.vendor()::word);
    this.recipe = recipe;
  }

  void make() throws IOException {
    configuration();
    secrets();
    scripts();
    data();
  }

  private void configuration() throws IOException {
    SettingsTemplate template = SettingsTemplate.of(recipe.vendor().release().toString());
    machine.folder("/etc/zarafa", Owner.ROOT_ZARAFA, 0750);
    for (String file : template.files()) {
      if (UNUSED.contains(file)) {
        continue;
      }
      machine.file("/etc/zarafa/" + file, edited(file, template.render(file, worded(edits(template, file)))), Owner.ROOT_ZARAFA, 0640);
    }
    machine.file("/etc/zarafa/ldap.cfg", template.render("ldap.openldap.cfg", worded(directoryEdits())), Owner.ROOT_ZARAFA, 0640);
    machine.file("/etc/default/zarafa", "# Services that start at boot\nSERVER_ENABLED=yes\nZARAFA_LOCALE=\"nl_NL.UTF-8\"\n", Owner.ROOT, 0644);
    machine.file("/etc/logrotate.d/zarafa", "/var/log/zarafa/*.log {\n  weekly\n  rotate 8\n  compress\n  missingok\n  create 0640 zarafa adm\n}\n", Owner.ROOT, 0644);
    machine.link("/etc/zarafa/webapp", "/usr/share/zarafa-webapp");
    machine.folder("/usr/share/zarafa-webapp", Owner.ROOT, 0755);
    machine.file("/usr/share/zarafa-webapp/config.php", "<?php define('DEFAULT_SERVER', 'file:///var/run/zarafad/server.sock');\n", Owner.ROOT, 0644);
  }

  /** Returns values in the vendor's words; the database keeps the name that it always had. */
  private Map<String, String> worded(Map<String, String> edits) {
    edits.replaceAll((name, value) -> name.startsWith("mysql_") ? value : recipe.vendor().word(value));
    return edits;
  }

  private Map<String, String> edits(SettingsTemplate template, String file) {
    Map<String, String> edits = new LinkedHashMap<>();
    if (file.equals("server.cfg")) {
      serverEdits(edits);
    }
    if (file.equals("gateway.cfg")) {
      edits.put("imaps_enable", "yes");
      edits.put("server_hostname", "mail.example.com");
      edits.put("ssl_private_key_file", "/etc/zarafa/ssl/mail.key");
      edits.put("ssl_certificate_file", "/etc/zarafa/ssl/mail.crt");
      edits.put("ssl_protocols", "!SSLv2 !SSLv3");
      edits.put("imap_max_messagesize", "64M");
    }
    if (file.equals("ical.cfg")) {
      edits.put("server_timezone", "Europe/Amsterdam");
    }
    if (file.equals("dagent.cfg")) {
      edits.put("lmtp_max_threads", "40");
      edits.put("spam_header_name", "X-Spam-Flag");
      edits.put("spam_header_value", "YES");
    }
    if (file.equals("spooler.cfg")) {
      edits.put("smtp_server", "localhost");
      edits.put("always_send_delegates", "yes");
    }
    if (file.equals("monitor.cfg")) {
      edits.put("quota_check_interval", "30");
      edits.put("userquota_warning_template", "/etc/zarafa/quotamail/userwarning.mail");
    }
    if (file.equals("search.cfg")) {
      edits.put("index_path", "/var/lib/zarafa/search/");
      edits.put("index_attachments", "no");
    }
    if (!file.equals("ldap.propmap.cfg")) {
      edits.put("log_method", "syslog");
    }
    if (template.knows(file, "run_as_user")) {
      edits.put("run_as_user", "zarafa");
      edits.put("run_as_group", "zarafa");
    }
    return edits;
  }

  private void serverEdits(Map<String, String> edits) {
    edits.put("mysql_host", "127.0.0.1");
    edits.put("mysql_port", Integer.toString(recipe.databasePort()));
    edits.put("mysql_user", Recipe.DATABASE_USER);
    edits.put("mysql_password", recipe.databasePassword());
    edits.put("mysql_database", recipe.machine().database());
    if (recipe.kind().several()) {
      edits.put("server_name", recipe.machine().name());
      edits.put("enable_hosted_zarafa", "true");
      edits.put("enable_distributed_zarafa", "true");
    }
    edits.put("attachment_storage", "files");
    edits.put("attachment_path", recipe.store());
    edits.put("user_plugin", "ldap");
    edits.put("user_plugin_config", "/etc/zarafa/ldap.cfg");
    edits.put("local_admin_users", "root zarafa vmail");
    edits.put("system_email_address", "postmaster@example.com");
    edits.put("server_hostname", "mail.example.com");
    edits.put("server_ssl_enabled", "yes");
    edits.put("server_ssl_key_file", "/etc/zarafa/ssl/server.pem");
    edits.put("server_ssl_ca_file", "/etc/zarafa/ssl/cacert.pem");
    edits.put("cache_cell_size", "1G");
    edits.put("cache_object_size", "16M");
    edits.put("quota_warn", "900");
    edits.put("quota_soft", "950");
    edits.put("quota_hard", "1000");
    edits.put("softdelete_lifetime", "60");
    edits.put("threads", "16");
    edits.put("audit_log_enabled", "yes");
    edits.put("hide_everyone", "yes");
    edits.put("disabled_features", "pop3");
    edits.put("createuser_script", "/etc/zarafa/userscripts/createuser");
  }

  private Map<String, String> directoryEdits() {
    Map<String, String> edits = new LinkedHashMap<>();
    edits.put("ldap_uri", "ldap://127.0.0.1:" + recipe.ldapPort() + "/");
    edits.put("ldap_port", Integer.toString(recipe.ldapPort()));
    edits.put("ldap_host", "127.0.0.1");
    edits.put("ldap_bind_user", Recipe.BIND_DN);
    edits.put("ldap_bind_passwd", recipe.directoryPassword());
    edits.put("ldap_search_base", Population.BASE);
    edits.put("ldap_user_search_filter", "(zarafaAccount=1)");
    edits.put("ldap_group_search_filter", "(objectClass=zarafa-group)");
    edits.put("ldap_sendas_attribute_type", "dn");
    edits.put("ldap_quota_multiplier", "1048576");
    if (recipe.kind().several()) {
      edits.put("ldap_company_type_attribute_value", "zarafa-company");
      edits.put("ldap_server_type_attribute_value", "zarafa-server");
      edits.put("ldap_server_unique_attribute", "cn");
      edits.put("ldap_server_address_attribute", "ipHostNumber");
      edits.put("ldap_server_http_port_attribute", "zarafaHttpPort");
      edits.put("ldap_server_ssl_port_attribute", "zarafaSslPort");
      edits.put("ldap_server_file_path_attribute", "zarafaFilePath");
      edits.put("ldap_server_proxy_path_attribute", "zarafaProxyURL");
      edits.put("ldap_server_contains_public_attribute", "zarafaContainsPublic");
      edits.put("ldap_user_server_attribute", "zarafaUserServer");
      edits.put("ldap_company_server_attribute", "zarafaCompanyServer");
    }
    return edits;
  }

  /** Adds what only people write: another charset, odd blanks, a directive twice, no newline at the end. */
  private static byte[] edited(String file, String text) {
    String odd = text;
    Charset charset = StandardCharsets.UTF_8;
    if (file.equals("server.cfg")) {
      odd = odd.replace("cache_cell_size = 1G", "cache_cell_size\t\t=   1G  ").replace("threads = 16", "threads=16");
      odd += "\n# 2015-06-01 Jürgen: Größe der Zwischenspeicher verdoppelt, siehe Störung in der Küche\n# cache_store_size = 2M\n";
      charset = StandardCharsets.ISO_8859_1;
    }
    if (file.equals("dagent.cfg")) {
      odd = odd.replace("lmtp_max_threads = 40", "  lmtp_max_threads = 20\nlmtp_max_threads =40");
    }
    if (file.equals("spooler.cfg")) {
      odd = odd.stripTrailing();
    }
    if (file.equals("monitor.cfg")) {
      odd = odd.replace("\n", "\r\n");
    }
    return odd.getBytes(charset);
  }

  private void secrets() throws IOException {
    machine.folder("/etc/zarafa/ssl", Owner.ROOT_ZARAFA, 0750);
    machine.folder("/etc/zarafa/sslkeys", Owner.ROOT_ZARAFA, 0750);
    for (String name : new String[] {"server.pem", "mail.key"}) {
      machine.file("/etc/zarafa/ssl/" + name, madeUpKey(name), Owner.ROOT_ZARAFA, 0640);
    }
    for (String name : new String[] {"cacert.pem", "mail.crt"}) {
      machine.file("/etc/zarafa/ssl/" + name, "not a real certificate: " + name + "\n", Owner.ROOT_ZARAFA, 0644);
    }
    machine.file("/etc/zarafa/sslkeys/spooler.pem", "not a real public key\n", Owner.ROOT_ZARAFA, 0640);
  }

  private String madeUpKey(String name) {
    return "not a real key: " + name + " " + Long.toHexString(recipe.random(name).nextLong()) + "\n";
  }

  private void scripts() throws IOException {
    machine.folder("/etc/zarafa/userscripts", Owner.ROOT, 0755);
    for (String name : new String[] {"createuser", "deleteuser", "creategroup", "deletegroup", "createcompany", "deletecompany"}) {
      String folder = "/etc/zarafa/userscripts/" + name;
      machine.file(folder, "#!/bin/sh\n# Runs every program in " + name + ".d\nfor each in " + folder + ".d/*; do\n  [ -x \"$each\" ] && \"$each\"\ndone\n", Owner.ROOT, 0755);
      machine.folder(folder + ".d", Owner.ROOT, 0755);
    }
    machine.file("/etc/zarafa/userscripts/createuser.d/00createstore", "#!/bin/sh\nzarafa-admin --create-store \"$ZARAFA_USER\"\n", Owner.ROOT, 0755);
    machine.file("/etc/zarafa/userscripts/createuser.d/90 welcome mail", "#!/bin/sh\necho welcome\n", Owner.ROOT, 0755);
    machine.folder("/etc/zarafa/quotamail", Owner.ROOT_ZARAFA, 0750);
    for (String name : new String[] {"userwarning.mail", "usersoft.mail", "userhard.mail", "companywarning.mail"}) {
      machine.file("/etc/zarafa/quotamail/" + name, "Subject: Mailbox size notice\n\nUw postvak is bijna vol, ${ZARAFA_QUOTA_NAME}.\n", Owner.ROOT_ZARAFA, 0640);
    }
  }

  private void data() throws IOException {
    machine.folder("/var/lib/zarafa", Owner.ZARAFA, 0755);
    machine.folder("/var/lib/zarafa/client", Owner.ZARAFA, 0755);
    machine.folder("/var/log/zarafa", new Owner(998, 4), 0750);
    machine.file("/var/log/zarafa/server.log.1", "Tue Mar 14 08:00:00 2017: old lines, from before syslog\n", new Owner(998, 4), 0640);
    machine.folder("/var/run/zarafad", Owner.ZARAFA, 0775);
    for (String part : new String[] {"dagent", "spooler"}) {
      machine.folder("/var/lib/zarafa/" + part + "/plugins", Owner.ZARAFA, 0755);
    }
    machine.file("/var/lib/zarafa/dagent/plugins/movetopublic.py", "# moves mail to a public folder\n", Owner.ZARAFA, 0644);
    machine.folder("/var/lib/zarafa/search", Owner.ZARAFA, 0750);
    for (int number = 1; number <= 10; number++) {
      machine.file("/var/lib/zarafa/search/index-%02d.xapian".formatted(number), "index " + number + "\n", Owner.ZARAFA, 0640);
    }
  }
}
