package org.mailtrek.host;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds rpm to one rule about configuration files, the one that an administrator expects of dpkg: what somebody has changed or deleted stays so, what
 * nobody has changed is exchanged, and a removal leaves all where it is. rpm itself would lay a file marked {@code %config} over a changed one, rename
 * changed ones to {@code .rpmsave} when it removes, and delete the others. A newer file that was not taken lies beside as {@code .rpmnew}.
 *
 * <p>What was there is kept in a folder of ours before the transaction; {@link #after} can be repeated until it has gone through.
 */
final class RpmConfiguration {

  /**
   * Words: the folder, the root, whether packages come or go. Standard input: a line a file, with the digest it was brought with ({@code -} when that
   * is unknown), whether this version was here before, and the path without its first slash.
   */
  private static final String BEFORE =
      """
      turn=$1/turn root=$2
      digest() { case ${#1} in 32) md5sum;; 40) sha1sum;; 128) sha512sum;; *) sha256sum;; esac <"$2" 2>/dev/null | cut -d' ' -f1; }
      rm -rf -- "$turn" "$turn.new" && mkdir -p -- "$turn.new" && chmod 700 "$1" "$turn.new" && cd "$root/" || exit
      : >"$turn.new/there"
      while read -r was known path; do
        if [ -f "$path.rpmnew" ] && [ "$(digest "$was" "$path.rpmnew")" = "$was" ]; then rm -f -- "$path.rpmnew"; fi
        state=missing
        if [ -e "$path" ] || [ -L "$path" ]; then
          printf '%s\\n' "$path" >>"$turn.new/there"
          state=changed
          [ -L "$path" ] || [ "$(digest "$was" "$path")" != "$was" ] || state=same
        elif [ "$was" = - ]; then
          state=unknown
        fi
        beside=
        for end in rpmnew rpmsave rpmorig; do [ ! -e "$path.$end" ] || beside=$beside,$end; done
        printf '%s %s %s %s\\n' "$state" "$known" "${beside:--}" "$path"
      done >"$turn.new/files"
      awk -F/ '{ p = $1; for (i = 2; i <= NF; i++) { print p; p = p "/" $i } print }' "$turn.new/there" | awk '!seen[$0]++' >"$turn.new/all"
      tar --create --file="$turn.new/copy" --no-recursion --xattrs --acls --verbatim-files-from --files-from="$turn.new/all" && sync "$turn.new/copy" "$turn.new/files" && printf '%s\\n' "$3" >"$turn.new/way" && mv -- "$turn.new" "$turn"
      """;

  /** Words: the folder, the root. */
  private static final String AFTER =
      """
      turn=$1/turn root=$2
      [ -d "$turn" ] || exit 0
      way=$(cat "$turn/way") && cd "$root/" || exit
      copy() { tar --extract --file="$turn/copy" --xattrs --acls --preserve-permissions --same-owner --to-stdout -- "$1"; }
      take() { tar --extract --file="$turn/copy" --no-recursion --xattrs --acls --preserve-permissions --same-owner -- "$1"; }
      above() { case $1 in */*) [ -d "${1%/*}" ] || { above "${1%/*}" && take "${1%/*}"; };; esac; }
      back() { above "$1" && rm -f -- "$1" && take "$1"; }
      alike() { [ -f "$1" ] && [ ! -L "$1" ] && copy "$2" | cmp -s - "$1"; }
      while read -r state known beside path; do
        fresh() { case $beside in *"$1"*) return 1;; esac; [ -f "$path.$1" ]; }
        case $way:$state in
          come:changed)
            if ! alike "$path" "$path"; then
              if [ -f "$path" ] && [ ! -L "$path" ] && ! fresh rpmnew; then mv -f -- "$path" "$path.rpmnew"; fi
              back "$path" || exit
            fi
            if fresh rpmnew && { [ "$known" = 1 ] || alike "$path.rpmnew" "$path"; }; then rm -f -- "$path.rpmnew"; fi ;;
          come:same)
            if fresh rpmnew; then mv -f -- "$path.rpmnew" "$path"; fi ;;
          come:missing)
            rm -f -- "$path" ;;
          go:changed|go:same)
            [ -e "$path" ] || [ -L "$path" ] || back "$path" || exit ;;
        esac
        if [ "$state" != unknown ]; then
          for end in rpmsave rpmorig; do
            if fresh $end && { alike "$path.$end" "$path" || [ -L "$path" ]; }; then rm -f -- "$path.$end"; fi
          done
        fi
      done <"$turn/files"
      sync; rm -rf -- "$turn"
      """;

  private final RpmTool rpm;
  private final Programs programs;
  private final HostPath folder;

  /** Keeps what is needed in a folder of the machine. */
  RpmConfiguration(RpmTool rpm, Programs programs, HostPath folder) {
    this.rpm = rpm;
    this.programs = programs;
    this.folder = folder;
  }

  /** Returns the configuration files of an installed package, each with the digest it was brought with. */
  Map<String, String> brought(String name) throws TrekException {
    Map<String, String> found = new TreeMap<>();
    String form = "[%{FILEFLAGS}\\t%{FILEDIGESTS}\\t%{FILENAMES}\\n]";
    for (String line : rpm.ask("--queryformat", form, name).text().lines().toList()) {
      String[] words = line.split("\t", 3);
      if (words.length == 3 && words[0].matches("\\d+") && (Integer.parseInt(words[0]) & 1) != 0 && (Integer.parseInt(words[0]) & 64) == 0) {
        found.put(words[2], words[1].isEmpty() ? "-" : words[1]);
      }
    }
    return found;
  }

  /**
   * Keeps what is there before a transaction.
   *
   * @param files the digests of configuration files, by path
   * @param known those of them that the version at hand has brought here before
   * @param come whether packages come, rather than go
   */
  void before(Map<String, String> files, java.util.Set<String> known, boolean come) throws TrekException {
    StringBuilder lines = new StringBuilder();
    files.forEach((path, digest) -> lines.append(digest).append(known.contains(path) ? " 1 " : " 0 ").append(path.substring(1)).append('\n'));
    checked(programs.run(lines.toString().getBytes(StandardCharsets.UTF_8), List.of("sh", "-c", BEFORE, "sh", programs.word(folder), root(), come ? "come" : "go")));
  }

  /** Puts right what rpm has done to them; does nothing where that has been done. */
  void after() throws TrekException {
    checked(programs.run("sh", "-c", AFTER, "sh", programs.word(folder), root()));
  }

  private String root() throws TrekException {
    String root = programs.word(HostPath.ROOT);
    return root.equals("/") ? "" : root;
  }

  private void checked(Programs.Ended ended) throws TrekException {
    if (!ended.ok()) {
      throw PackageTrouble.of(programs.host(), "keeping configuration files", ended);
    }
  }
}
