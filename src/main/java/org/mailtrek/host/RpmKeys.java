package org.mailtrek.host;

import java.util.ArrayList;
import java.util.List;

/** The keys that rpm trusts for signatures of packages; one that was imported here is noted, so that it can be taken away again. */
final class RpmKeys {

  /** Words: the folder of ours, the repository, the file of the key. */
  static final String IMPORT =
      """
      keys() { rpm --query gpg-pubkey --queryformat '%{NAME}-%{VERSION}-%{RELEASE}\\n' 2>/dev/null | sort; }
      mkdir -p -- "$1" && chmod 700 "$1" || exit
      [ -f "$1/key-$2" ] || keys >"$1/.key-$2" || exit
      rpm --import "$3" || exit
      [ -f "$1/key-$2" ] || { keys | grep -vxF -f "$1/.key-$2" >"$1/key-$2" || :; rm -f "$1/.key-$2"; }
      """;

  /** Words: the folder of ours, the repository. */
  static final String DROP =
      """
      [ ! -f "$1/key-$2" ] || { while read -r key; do rpm --query --quiet "$key" && { rpm --erase "$key" || exit; }; done <"$1/key-$2"; rm -f "$1/key-$2"; }
      """;

  private RpmKeys() {}

  /** Returns the lines of a {@code .repo} file that both dnf and zypper understand. */
  static List<String> lines(Repository repository, String url) {
    return new ArrayList<>(List.of("[" + repository.name() + "]", "name=" + repository.name(), "baseurl=" + url, "enabled=1", "gpgcheck=1", "gpgkey=file://" + path(repository)));
  }

  static String path(Repository repository) {
    return "/etc/pki/rpm-gpg/RPM-GPG-KEY-" + repository.name();
  }
}
