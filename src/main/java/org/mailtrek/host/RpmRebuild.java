package org.mailtrek.host;

import java.util.List;

/**
 * Builds the archive of an installed package anew, by rpmbuild(8), of what rpm's database says and of the files as they are: names, versions,
 * dependencies, scripts, owners, modes, times. rpmrebuild(1) does the same where it is installed. Packages with triggers are left to those who have their archive.
 */
final class RpmRebuild {

  /** Says that there is no rpmbuild. */
  static final int NO_TOOL = 44;

  /** Words: the folder, the package, the root without a slash at its end, the words that call rpm. */
  private static final String BUILD =
      """
      kept=$1 package=$2 root=$3; shift 3
      command -v rpmbuild >/dev/null || exit 44
      ask() { "$rpm" "$@" --query --queryformat "$form" -- "$package"; }
      rpm=$1; shift
      form='[%{TRIGGERNAME}\\n]%|FILETRIGGERNAME?{[%{FILETRIGGERNAME}\\n]}|'
      case $(ask "$@" | grep -v '(none)') in ?*) echo "it has triggers, which can't be rebuilt" >&2; exit 1;; esac
      mkdir -p -- "$kept" && chmod 700 "$kept" && tree=$(mktemp -d "$kept/rebuild.XXXXXX") || exit
      trap 'rm -rf -- "$tree"' EXIT
      safe() { sed 's/%/%%/g'; }
      part() { form=$1; shift; ask "$@" | safe; }
      script() {
        form="%|$2?{y}|%|$2PROG?{y}|"
        [ -n "$(ask "${@:3}" 2>/dev/null)" ] || return 0
        form="[%{$2PROG} ]"; prog=$(ask "${@:3}"); prog=${prog%% }
        case $prog in '(none) '|'(none)'|'') prog=/bin/sh;; esac
        form="%|$2?{%{$2}}|"; body=$(ask "${@:3}" | safe)
        printf '%%%s -p %s\\n%s\\n' "$1" "$prog" "$body"
      }
      form='%{ARCH}'; arch=$(ask "$@") || exit
      {
        part 'Name: %{NAME}\\n%|EPOCH?{Epoch: %{EPOCH}\\n}|Version: %{VERSION}\\nRelease: %{RELEASE}\\nSummary: %{SUMMARY}\\nLicense: %{LICENSE}\\n%|GROUP?{Group: %{GROUP}\\n}|%|VENDOR?{Vendor: %{VENDOR}\\n}|%|URL?{URL: %{URL}\\n}|' "$@"
        [ "$arch" != noarch ] || echo 'BuildArch: noarch'
        echo 'AutoReqProv: no'
        for kind in REQUIRE:Requires PROVIDE:Provides CONFLICT:Conflicts OBSOLETE:Obsoletes; do
          tag=${kind%%:*}
          part "[${kind#*:}: %{${tag}NAME} %{${tag}FLAGS:depflags} %{${tag}VERSION}\\n]" "$@" | grep -vE ': (rpmlib\\(|config\\(|\\(none\\))' | sed -E 's/[[:blank:]]+$//'
        done
        printf '%%description\\n'; part '%{DESCRIPTION}\\n' "$@"
        printf '%%install\\nmkdir -p "$RPM_BUILD_ROOT"\\ntar --create --no-recursion --directory="%s/" --verbatim-files-from --files-from="%s/list" | tar --extract --preserve-permissions --directory="$RPM_BUILD_ROOT"\\n' "$root" "$tree"
        script pre PREIN "$@"; script post POSTIN "$@"; script preun PREUN "$@"; script postun POSTUN "$@"; script pretrans PRETRANS "$@"; script posttrans POSTTRANS "$@"
        printf '%%files\\n'
        form='[%{FILEFLAGS}\\t%{FILEMODES:octal}\\t%{FILEUSERNAME}\\t%{FILEGROUPNAME}\\t%{FILENAMES}\\n]'
        ask "$@" | while IFS="$(printf '\\t')" read -r flags mode user group path; do
          [ -n "$path" ] || continue
          words=
          [ $((flags & 64)) = 0 ] || words='%ghost '
          if [ ! -e "$root$path" ] && [ ! -L "$root$path" ]; then
            [ -n "$words" ] || continue
          else
            printf '%s\\n' "${path#/}" >>"$tree/list"
          fi
          [ $((flags & 1)) = 0 ] || { [ $((flags & 16)) = 0 ] && words="$words%config " || words="$words%config(noreplace) "; }
          [ $((flags & 2)) = 0 ] || words="$words%doc "
          case $mode in 04????|4????) words="$words%dir "; own="%attr(${mode#${mode%????}},$user,$group) ";; 12????) own="%attr(-,$user,$group) ";; *) own="%attr(${mode#${mode%????}},$user,$group) ";; esac
          printf '%s%s"%s"\\n' "$own" "$words" "$(printf '%s' "$path" | safe)"
        done
      } >"$tree/spec" || exit
      touch "$tree/list"
      rpmbuild -bb --target "$arch" --buildroot "$tree/root" --define "_topdir $tree" --define "_rpmdir $tree/made" --define '_build_name_fmt %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm' \\
        --define '__os_install_post %{nil}' --define '_build_id_links none' --define 'debug_package %{nil}' --define '_unpackaged_files_terminate_build 0' --define '_binary_payload w6.gzdio' \\
        --define '__brp_mangle_shebangs %{nil}' --define '_rpmfilename %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm' "$tree/spec" >"$tree/log" 2>&1 || { tail -n 5 "$tree/log" >&2; exit 1; }
      for file in "$tree"/made/*.rpm; do sync "$file" && mv -f -- "$file" "$kept" || exit; done
      """;

  private final Programs programs;
  private final RpmTool rpm;
  private final HostPath kept;

  RpmRebuild(Programs programs, RpmTool rpm, HostPath kept) {
    this.programs = programs;
    this.rpm = rpm;
    this.kept = kept;
  }

  Programs.Ended of(PackagesView.Installed one) throws TrekException {
    String root = programs.word(HostPath.ROOT);
    List<String> line = new java.util.ArrayList<>(List.of("bash", "-c", BUILD, "bash", programs.word(kept), RpmKeeping.bare(one) + one.version().substring(one.version().lastIndexOf('.')), root.equals("/") ? "" : root));
    line.addAll(rpm.words());
    return programs.run(new byte[0], line);
  }
}
