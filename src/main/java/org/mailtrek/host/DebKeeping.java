package org.mailtrek.host;

/**
 * Keeps the archive of an installed package, so that the very version can be brought back without any repository: from apt's cache, else from its
 * repository, else made anew of what is installed, with its maintainer scripts.
 */
final class DebKeeping {

  /**
   * Words: the folder, the name, dpkg's folder, the root without a slash at its end, whether to look only, the archive that takes its place (or nothing).
   * dpkg-repack(1) does the same where it is installed; this knows that what dpkg has diverted lies elsewhere, that what is configuration stands in dpkg's
   * own database only, that a folder of the package may be a link on the machine ({@code /lib}), and leaves out what is gone. A configuration file which
   * somebody has edited must not be the package's own, else dpkg would take it for one that nobody edited, and replace it at the next upgrade; what is on
   * the machine stays as it is. The package's own is taken from the other archive where it is the same there, so that dpkg sees no difference between the
   * two versions later either; else what somebody edited has an empty line more here.
   */
  private static final String REPACK =
      """
      kept=$1 name=$2 admin=$3 root=$4 other=$6
      ask() { dpkg-query --admindir="$admin" "$@"; }
      full=$(ask --show --showformat='${Package}_${Version}_${Architecture}' -- "$name") || exit
      file=$(printf '%s' "$full" | sed 's/:/%3a/g').deb
      mkdir -p -- "$kept" && chmod 700 "$kept" && cd "$kept" || exit
      if [ -z "$root" ] && [ -f "/var/cache/apt/archives/$file" ]; then
        cp -p -- "/var/cache/apt/archives/$file" ".$file.new" && sync ".$file.new" && mv -f -- ".$file.new" "$file"
        exit
      fi
      [ "$5" = repack ] || exit 3
      tree=$(mktemp -d "$kept/repack.XXXXXX") || exit
      trap 'rm -rf -- "$tree"' EXIT
      chmod 755 "$tree" && mkdir -m 755 "$tree/DEBIAN" || exit
      ask --status "$name" | awk '/^Status: |^Config-Version: /{next} /^Conffiles:/{skip=1; next} /^[^ ]/{skip=0} !skip' >"$tree/DEBIAN/control" || exit
      for part in $(ask --control-list "$name"); do
        [ "$part" = list ] || cp -- "$(ask --control-path "$name" "$part")" "$tree/DEBIAN/$part" || exit
      done
      list=$(ask --listfiles "$name") || exit
      below() { case $list in *"
      $1/"*) ;; *) return 1 ;; esac; }
      printf '%s\\n' "$list" | awk '
        /^\\// { if (path != "") print path; path = $0 }
        /^(locally )?diverted .*to: / { sub(/^.* to: /, ""); print path "\\t" $0; path = "" }
        END { if (path != "") print path }' | while IFS=$(printf '\\t') read -r path there; do
        if [ "$path" = /. ]; then
          continue
        elif [ -n "$there" ]; then
          mkdir -p -- "$tree${path%/*}" && cp -a --no-dereference -- "$root$there" "$tree$path" || exit
        elif [ -L "$root$path" ] && [ -d "$root$path" ] && below "$path"; then
          mkdir -p -m 755 -- "$tree$path" || exit
        elif [ -e "$root$path" ] || [ -L "$root$path" ]; then
          printf '%s\\n' "${path#/}" >>"$tree/DEBIAN/files"
        fi
      done || exit
      own() {
        [ -n "$other" ] && dpkg-deb --fsys-tarfile "$other" | tar --extract --to-stdout ".$path" >"$tree/DEBIAN/own" 2>/dev/null &&
          printf '%s  %s\\n' "$1" "$tree/DEBIAN/own" | md5sum --check --status 2>/dev/null && cat "$tree/DEBIAN/own" >"$tree$path"
      }
      if [ -f "$tree/DEBIAN/files" ]; then
        { tar --create --no-recursion --directory="$root/" --verbatim-files-from --files-from="$tree/DEBIAN/files" || : >"$tree/DEBIAN/bad"; } |
          tar --extract --preserve-permissions --same-owner --directory="$tree" || exit
        [ ! -e "$tree/DEBIAN/bad" ] || exit 1
        rm -f "$tree/DEBIAN/files"
      fi
      ask --show --showformat='${Conffiles}\\n' "$name" | sed -n '/ obsolete$/d; s/^ *\\(\\/.*\\) \\([0-9a-f]\\{32\\}\\)$/\\2 \\1/p' | while IFS= read -r line; do
        path=${line#* }
        [ -e "$tree$path" ] || continue
        printf '%s\\n' "$path"
        [ -L "$tree$path" ] || printf '%s  %s\\n' "${line%% *}" "$tree$path" | md5sum --check --status 2>/dev/null ||
          { when=$(stat -c @%Y "$tree$path") && { own "${line%% *}" || echo >>"$tree$path"; } && touch -d "$when" "$tree$path"; } || exit
      done >"$tree/DEBIAN/conffiles" || exit
      rm -f "$tree/DEBIAN/own"
      [ -s "$tree/DEBIAN/conffiles" ] || rm -f "$tree/DEBIAN/conffiles"
      dpkg-deb --build -Zgzip "$tree" ".$file.new" >&2 && sync ".$file.new" && mv -f -- ".$file.new" "$file"
      """;

  private final Programs programs;
  private final DpkgTool dpkg;
  private final DebStore store;
  private final Apt apt;
  private final HostPath kept;

  DebKeeping(Programs programs, DpkgTool dpkg, DebStore store, Apt apt, HostPath kept) {
    this.programs = programs;
    this.dpkg = dpkg;
    this.store = store;
    this.apt = apt;
    this.kept = kept;
  }

  /**
   * Makes sure that an archive is kept.
   *
   * @param other the archive of the version that takes its place, as programs of the machine name it; empty when it is removed
   * @throws TrekException when it can't be, such as for lack of room; nothing but half an archive under a scratch name is left
   */
  void keep(PackagesView.Installed gone, String other) throws TrekException {
    if (!gone.complete() || store.find(gone.name(), gone.version()).isPresent() || pack(gone, "look", other).ok()) {
      return;
    }
    if (dpkg.real() && apt.versions(gone.name()).anyMatch(gone.version()::equals)) {
      try {
        apt.fetch(java.util.List.of(gone.name() + "=" + gone.version()));
        return;
      } catch (TrekException away) {
        // What the repository does not give is made of what is installed.
      }
    }
    Programs.Ended made = pack(gone, "repack", other);
    if (!made.ok() || store.find(gone.name(), gone.version()).isEmpty()) {
      throw PackageTrouble.of(programs.host() + ": " + gone.name(), "keeping an archive of " + gone.version(), made);
    }
  }

  private Programs.Ended pack(PackagesView.Installed gone, String how, String other) throws TrekException {
    String root = programs.word(HostPath.ROOT);
    return programs.run("sh", "-c", REPACK, "sh", programs.word(kept), gone.name(), programs.word(DpkgTool.DATABASE), root.equals("/") ? "" : root, how, other);
  }
}
