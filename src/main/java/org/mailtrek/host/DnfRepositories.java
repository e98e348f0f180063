package org.mailtrek.host;

import java.util.List;

/** Repositories of dnf and yum: a file that demands signed packages; where it holds a sign-in nobody but root reads it. */
final class DnfRepositories extends RepositoryTool {

  /** Words: the name, the tool. Packages are signed rather than lists; one that is not is refused when it is fetched. */
  private static final String TRY =
      """
      mkdir "$dir/repos" "$dir/cache" && mv "$dir/$1.repo" "$dir/repos/" || exit
      "$2" --setopt=reposdir="$dir/repos" --setopt=cachedir="$dir/cache" --setopt=logdir="$dir" --setopt=retries=1 --setopt=timeout=20 --setopt=skip_if_unavailable=False makecache 2>&1
      """;

  /** Words: the folder of ours, the name, the file of its key, the tool. */
  private static final String ENLIST = RpmKeys.IMPORT + "\"$4\" -y --disablerepo='*' --enablerepo=\"$2\" --setopt=retries=1 --setopt=timeout=20 --setopt=skip_if_unavailable=False makecache 2>&1";

  private static final String LISTED = "ls -d /var/cache/dnf/\"$1\"-*/repodata/repomd.xml /var/cache/libdnf5/\"$1\"-*/repodata/repomd.xml /var/cache/yum/*/*/\"$1\"/repomd.xml 2>/dev/null | grep -q .";

  private static final String UNLIST =
      RpmKeys.DROP
          + """
          for each in /var/cache/dnf/"$2"-[0-9a-f]* /var/cache/dnf/"$2".solv /var/cache/dnf/"$2"-*.solvx /var/cache/libdnf5/"$2"-[0-9a-f]* /var/cache/yum/*/*/"$2"; do rm -rf -- "$each"; done
          """;

  private final String tool;
  private final HostPath kept;

  DnfRepositories(String tool, Programs programs, HostPath kept) {
    super(programs);
    this.tool = tool;
    this.kept = kept;
  }

  @Override
  String tool() {
    return tool;
  }

  @Override
  public List<File> files(Repository repository) throws TrekException {
    only(repository, "\\S(.*\\S)?", "it must not begin or end with a blank");
    List<String> lines = RpmKeys.lines(repository, repository.url());
    Secret text = Secret.of(String.join("\n", lines) + "\n");
    if (repository.signIn().isPresent()) {
      Repository.SignIn as = repository.signIn().get();
      text = withPassword(as, password -> String.join("\n", lines) + "\nusername=" + as.user() + "\npassword=" + password + "\n");
    }
    return List.of(key(RpmKeys.path(repository), repository), new File(HostPath.of("/etc/yum.repos.d/" + repository.name() + ".repo"), repository.signIn().isPresent() ? 0600 : 0644, text));
  }

  @Override
  public void tryOut(Repository repository) throws TrekException {
    checked(repository.name(), inScratch(TRY, files(repository), repository.name(), tool));
  }

  @Override
  public boolean listed(String name) throws TrekException {
    return script(LISTED, name).ok();
  }

  @Override
  void enlist(String name) throws TrekException {
    checked(name, script(ENLIST, programs().word(kept), name, "/etc/pki/rpm-gpg/RPM-GPG-KEY-" + name, tool));
  }

  @Override
  void unlist(String name) throws TrekException {
    checked(name, script(UNLIST, programs().word(kept), name));
  }
}
