package org.mailtrek.host;

import java.util.ArrayList;
import java.util.List;

/** Repositories of zypper: a file that demands signed packages, and the sign-in in a file of its own that nobody but root reads. */
final class ZypperRepositories extends RepositoryTool {

  /** Words: the name. */
  private static final String TRY =
      """
      mkdir "$dir/repos" "$dir/cache" && { [ ! -f "$dir/$1" ] || mv "$dir/$1" "$dir/sign-in"; } && sed "s#credentials=$1#credentials=$dir/sign-in#" "$dir/$1.repo" >"$dir/repos/$1.repo" || exit
      zypper --non-interactive --no-gpg-checks --reposd-dir "$dir/repos" --cache-dir "$dir/cache" refresh "$1" 2>&1
      """;

  /** Words: the folder of ours, the name, the file of its key. */
  private static final String ENLIST = RpmKeys.IMPORT + "zypper --non-interactive refresh \"$2\" 2>&1";

  private static final String LISTED = "[ -f /var/cache/zypp/raw/\"$1\"/repodata/repomd.xml ]";

  private static final String UNLIST = RpmKeys.DROP + "rm -rf -- /var/cache/zypp/raw/\"$2\" /var/cache/zypp/solv/\"$2\" /var/cache/zypp/packages/\"$2\"";

  private final HostPath kept;

  ZypperRepositories(Programs programs, HostPath kept) {
    super(programs);
    this.kept = kept;
  }

  @Override
  String tool() {
    return "zypper";
  }

  @Override
  public List<File> files(Repository repository) throws TrekException {
    only(repository, "\\S(.*\\S)?", "it must not begin or end with a blank");
    List<File> files = new ArrayList<>(List.of(key(RpmKeys.path(repository), repository)));
    String url = repository.url();
    if (repository.signIn().isPresent()) {
      Repository.SignIn as = repository.signIn().get();
      url += (url.contains("?") ? "&" : "?") + "credentials=" + repository.name();
      files.add(new File(HostPath.of("/etc/zypp/credentials.d/" + repository.name()), 0600, withPassword(as, password -> "username=" + as.user() + "\npassword=" + password + "\n")));
    }
    List<String> lines = RpmKeys.lines(repository, url);
    lines.addAll(List.of("autorefresh=0", "type=rpm-md"));
    files.add(file("/etc/zypp/repos.d/" + repository.name() + ".repo", 0644, String.join("\n", lines) + "\n"));
    return files;
  }

  @Override
  public void tryOut(Repository repository) throws TrekException {
    checked(repository.name(), inScratch(TRY, files(repository), repository.name()));
  }

  @Override
  public boolean listed(String name) throws TrekException {
    return script(LISTED, name).ok();
  }

  @Override
  void enlist(String name) throws TrekException {
    checked(name, script(ENLIST, programs().word(kept), name, "/etc/pki/rpm-gpg/RPM-GPG-KEY-" + name));
  }

  @Override
  void unlist(String name) throws TrekException {
    checked(name, script(UNLIST, programs().word(kept), name));
  }
}
