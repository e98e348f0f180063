package org.mailtrek.host;

import java.util.ArrayList;
import java.util.List;

/** Repositories of apt: a source that names its key (sources.list(5), {@code signed-by}), the sign-in apart and root's alone (apt_auth.conf(5)). */
final class AptRepositories extends RepositoryTool {

  private static final String OPTIONS = "-o APT::Sandbox::User=root -o Acquire::Retries=0 -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20 -o APT::Update::Error-Mode=any";

  /** Words: the name, what its key is called. */
  private static final String TRY =
      """
      mkdir -p "$dir/lists/partial" "$dir/cache/archives/partial" "$dir/auth" && sed "s#/etc/apt/keyrings/#$dir/#" "$dir/$1.list" >"$dir/sources.list" || exit
      [ ! -f "$dir/$1.conf" ] || mv "$dir/$1.conf" "$dir/auth/"
      apt-get -q -o Dir::Etc::sourcelist="$dir/sources.list" -o Dir::Etc::sourceparts=/dev/null -o Dir::Etc::netrc=/dev/null -o Dir::Etc::netrcparts="$dir/auth" \\
        -o Dir::State::lists="$dir/lists" -o Dir::Cache="$dir/cache" %s update 2>&1
      """.formatted(OPTIONS);

  private static final String ONLY = "-o Dir::Etc::sourcelist=/etc/apt/sources.list.d/$1.list -o Dir::Etc::sourceparts=/dev/null";

  private static final String ENLIST = "apt-get -q %s %s -o APT::Get::List-Cleanup=0 update 2>&1".formatted(ONLY, OPTIONS);

  private static final String FILES = "{ [ ! -f \"/etc/apt/sources.list.d/$1.list\" ] || apt-get indextargets %s --format '$(METAKEY) $(FILENAME)'; }".formatted(ONLY);

  private static final String LISTED = FILES + " | while read -r key file; do case $key in *Packages) ls -d \"$file\"* 2>/dev/null;; esac; done | grep -q .";

  private static final String UNLIST =
      FILES
          + """
           | while read -r key file; do
            base=${file%"$(printf %s "$key" | tr / _)"}
            rm -f -- "$file" "$file".* "${base}InRelease" "${base}Release" "${base}Release.gpg"
          done
          rm -f /var/cache/apt/pkgcache.bin /var/cache/apt/srcpkgcache.bin
          """;

  AptRepositories(Programs programs) {
    super(programs);
  }

  @Override
  String tool() {
    return "apt-get";
  }

  @Override
  public List<File> files(Repository repository) throws TrekException {
    only(repository, "[^\\s]+", "it must hold no blanks");
    String key = keyring(repository);
    List<File> files = new ArrayList<>(List.of(key(key, repository)));
    repository.signIn().ifPresent(each -> files.add(new File(HostPath.of("/etc/apt/auth.conf.d/" + repository.name() + ".conf"), 0600,
        withPassword(each, password -> "machine " + repository.url() + " login " + each.user() + " password " + password + "\n"))));
    files.add(file("/etc/apt/sources.list.d/" + repository.name() + ".list", 0644, "deb [signed-by=" + key + "] " + repository.url() + " " + repository.parts() + "\n"));
    return files;
  }

  private static String keyring(Repository repository) {
    return "/etc/apt/keyrings/" + repository.name() + (repository.key().armoured() ? ".asc" : ".gpg");
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
    checked(name, script(ENLIST, name));
  }

  @Override
  void unlist(String name) throws TrekException {
    checked(name, script(UNLIST, name));
  }
}
