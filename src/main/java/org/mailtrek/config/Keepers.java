package org.mailtrek.config;

import java.util.Set;
import java.util.regex.Pattern;

/** Directives whose value must not change with the release, although nobody set it: data, identity and what users see hang on them. */
final class Keepers {

  private static final Set<String> SERVER =
      Set.of(
          "attachment_storage", "attachment_path", "user_plugin", "user_plugin_config", "enable_hosted_kopano", "enable_distributed_kopano",
          "enable_hosted_zarafa", "enable_distributed_zarafa", "loginname_format", "storename_format", "softdelete_lifetime", "hide_everyone",
          "hide_system", "disabled_features", "auth_method", "pam_service", "enable_sso", "enable_gab", "restrict_admin_permissions");

  private static final Set<String> LISTENING = Set.of("server_tcp_enabled", "server_tcp_port", "server_bind", "server_ssl_enabled", "server_ssl_port");

  private static final Pattern ARCHIVER = Pattern.compile("(archive|delete|purge|stub|cleanup|track|auto_attach)_.*|archive|mysql_.*");

  private Keepers() {}

  static boolean keeps(String file, String name) {
    if (file.startsWith("ldap.") || file.equals("unix.cfg")) {
      return true;
    }
    if (name.endsWith("_listen") || name.equals("server_listen_tls") || name.equals("run_as_user") || name.equals("run_as_group")) {
      return true;
    }
    return switch (file) {
      case "server.cfg" -> SERVER.contains(name) || name.startsWith("mysql_") || LISTENING.contains(name);
      case "archiver.cfg" -> ARCHIVER.matcher(name).matches();
      case "search.cfg" -> name.equals("index_path");
      default -> false;
    };
  }
}
