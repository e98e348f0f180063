# Answers requests of mailtrek, one after the other, for as long as its standard input is open.
# A request is a line "KIND LENGTH EXTRA", then a script of LENGTH bytes that ends in the mark: one that was cut off is never begun.
#   q  the script runs by itself
#   p  as q, and its standard input is what follows in EXTRA bytes, encoded (base64(1)) and with the mark at their end: nor is it begun when these
#      were cut off
#   m  the script runs in this shell, so that what it opens stays open
#   x  the script is the last, and gets the rest of the standard input
#   w  as x, and until its end no other becomes the sole writer for the owner that EXTRA names
# The answer: what was written, a line break, the mark, the code; on standard error without the code; to x and w without the line break.
LC_ALL=C
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
umask 022
cd / || exit
IFS= read -r mark || exit
read -r _ _ _ _ group _ </proc/self/stat
printf '\n%s %s\n' "$mark" "$group"

facts='%y %U %G %m %s %T@ %n %D\0%p\0%l\0'
most=262144

# Prints the extended attributes of the user name space of the paths that arrive.
attributes() {
  if command -v getfattr >/dev/null; then
    xargs -0 getfattr -h -d -m '^user\.' -e hex --absolute-names -- 2>/dev/null
  fi
  return 0
}

# Ends the facts; three NULs follow nowhere else. A dot before them says that nothing was left out.
end_of_facts() { printf '\0\0\0'; }

# state PATH ABOVE...: what is at a path and at those above it
state() {
  find "$@" -maxdepth 0 -printf "$facts"
  code=$?
  printf '.\0'
  end_of_facts
  printf '%s\0' "$1" | attributes
  return $code
}

# around PATH ABOVE...: as state, and what else lies in the folder, as far as it fits and can be read
around() {
  find "$@" -maxdepth 0 -printf "$facts"
  code=$?
  { find -H "$2" -mindepth 1 -maxdepth 1 -printf "$facts" 2>/dev/null && printf '.\0'; } | head -c "$most"
  end_of_facts
  { printf '%s\0' "$1"; find -H "$2" -mindepth 1 -maxdepth 1 -print0 2>/dev/null | head -c "$most"; } | attributes
  return $code
}

# folder PATH: what lies directly in it
folder() {
  find "$1" -maxdepth 0 -printf "$facts" || return
  find "$1" -mindepth 1 -maxdepth 1 -printf "$facts"
  code=$?
  [ "$code" != 0 ] || printf '.\0'
  end_of_facts
  find "$1" -maxdepth 1 -print0 2>/dev/null | attributes
  return $code
}

# trees PATH...: all that lies in these folders, four levels deep, as far as it fits; an error when something can't be read
trees() {
  { find "$@" -maxdepth 4 -printf "$facts" && printf '.\0'; } | head -c "$most"
  end_of_facts
  find "$@" -maxdepth 4 -print0 2>/dev/null | head -c "$most" | attributes
}

# states PATH...: what is at each of these
states() {
  find "$@" -maxdepth 0 -printf "$facts"
  printf '.\0'
  end_of_facts
  printf '%s\0' "$@" | attributes
}

# plain PATH: refuses what is no regular file
plain() {
  if [ -L "$1" ]; then
    echo ': is a symbolic link' >&2
    return 1
  elif [ -d "$1" ]; then
    echo ': is a folder' >&2
    return 1
  elif [ ! -f "$1" ]; then
    stat -- "$1" >/dev/null && echo ': is no regular file' >&2
    return 1
  fi
}

# begin PATH LENGTH: opens a file and prints its first bytes
begin() {
  plain "$1" || return
  (exec 3<"$1") 2>/dev/null || { head -c 1 -- "$1" >/dev/null; return 1; }
  exec 3<"$1"
  head -c "$2" <&3 || { exec 3<&-; return 1; }
  [ "$(stat -L -c %s /proc/self/fd/3)" -ge "$2" ] || exec 3<&-
}

# contents END MOST PATH...: what regular files of fewer bytes than MOST hold, END and a code behind each
contents() {
  end=$1
  few=$2
  shift 2
  for each; do
    code=1
    if [ ! -L "$each" ] && [ -f "$each" ] && [ "$(stat -c %s -- "$each")" -lt "$few" ]; then
      head -c "$few" -- "$each" 2>/dev/null
      code=$?
    fi
    printf '%s %d\n' "$end" "$code"
  done
}

# several END LINE...: what programs say, each given as a line: its output, END, its errors, END, its code
several() {
  end=$1
  shift
  exec 3>&1
  for each; do
    errors=$( (eval "$each") 2>&1 >&3 3>&-)
    code=$?
    printf '%s%s%s%d\n' "$end" "$errors" "$end" "$code"
  done
}

# names PATH: the mount that holds a path, as its number and its point in octal escapes; the last of those that fit best covers the others
mount_of() {
  real=$(cd -P -- "$1" && pwd -P && echo .) || return
  real=${real%?.}
  best='0 /'
  long=0
  while read -r id _ _ _ escaped _; do
    point=$escaped
    case $point in *\\*) point=$(printf '%b.' "$(printf '%s' "$point" | sed 's/\\/\\0/g')"); point=${point%.} ;; esac
    before=${point%/}
    case ${real%/}/ in
      "$before"/*) if [ ${#point} -ge "$long" ]; then best="$id $escaped"; long=${#point}; fi ;;
    esac
  done </proc/self/mountinfo
  printf '%s\n' "$best"
}

# space PATH...: the first of these that exists: its file system's free and total bytes, its mount, its real path
space() {
  for each in "$@"; do
    if [ -d "$each" ] && [ ! -L "$each" ]; then
      stat -f -c '%a %b %S' -- "$each" || return
      mount_of "$each"
      return
    fi
  done
  return 1
}

# same_mount FOLDER FOLDER
same_mount() {
  one=$(mount_of "$1") && two=$(mount_of "$2") && [ "$one" = "$two" ]
}

# Prints kind, size and path of those of the paths that arrive at which there is something.
present() { xargs -0 sh -c 'find "$@" -maxdepth 0 -printf "%y %s\0%p\0" 2>/dev/null; true' sh; }

# Makes the files and folders of the archive that arrives; none of them may be there.
unpacked() { tar -x -f - -P -p --same-owner --numeric-owner --keep-old-files; }

# Compares files with the digests that arrive, and names those that differ.
alike_digests() { sha256sum -c --quiet --strict 2>&1 | grep -v '^sha256sum: WARNING' | head -n 20 >&2; }

# Renames by the pairs of paths that arrive, each within one folder.
renamed_all() {
  if command -v perl >/dev/null; then
    perl -0 -e 'while (defined($a = <STDIN>)) { $b = <STDIN>; chomp($a, $b); rename($a, $b) or die "$a: $!\n"; }'
  else
    xargs -0 -r -n 2 mv -f -T --
  fi
}

# Refuses a path at which nothing is, in the words of the system.
there() {
  [ -e "$1" ] || [ -L "$1" ] || stat -- "$1" >/dev/null
}

# What can rename and nothing else; mv(1) copies, where a file system can't rename, unless it knows how to be kept from it.
renames=
case $(mv --help 2>/dev/null) in *--no-copy*) renames=mv ;; esac
for each in perl python3 /usr/libexec/platform-python; do
  [ -n "$renames" ] || ! command -v "$each" >/dev/null || renames=$each
done

# renamed FROM TO FOLDER-OF-FROM FOLDER-OF-TO
renamed() {
  there "$1" || return
  if [ "$3" != "$4" ]; then
    there "$4" || return
    same_mount "$3" "$4" || { echo ': Invalid cross-device link' >&2; return 1; }
  fi
  case $renames in
    mv) mv -f -T --no-copy -- "$1" "$2" ;;
    perl) perl -e 'rename($ARGV[0], $ARGV[1]) or die ": $!\n"' -- "$1" "$2" ;;
    '') echo ': nothing is there that renames and never copies (perl or python3)' >&2; return 1 ;;
    *) "$renames" -c 'import os, sys
try:
  os.rename(sys.argv[1], sys.argv[2])
except OSError as e:
  sys.exit(": " + os.strerror(e.errno))' "$1" "$2" ;;
  esac
}

created() { (umask 077 && dd of="$1" conv=excl status=noxfer </dev/null 2>&1) | said; }

# Prints what dd says, but for its counts, as an error.
said() {
  words=$(grep -v 'records \(in\|out\)$')
  [ -z "$words" ] || { printf '%s\n' "$words" >&2; return 1; }
}

appended() { dd of="$1" oflag=append,nofollow conv=notrunc,nocreat bs=65536 status=noxfer 2>&1 | said; }

cut_to() {
  plain "$1" || return
  [ "$(stat -c %s -- "$1")" -le "$2" ] || dd of="$1" oflag=nofollow conv=nocreat bs=1 seek="$2" count=0 status=noxfer </dev/null 2>&1 | said
}

durable() {
  there "$1" || return
  if [ -L "$1" ]; then
    return 0
  elif [ -f "$1" ] || [ -d "$1" ]; then
    sync "$1"
  fi
}

# the file system that holds a folder
all_durable() { there "$1" && sync -f "$1"; }

deleted() {
  if [ -d "$1" ] && [ ! -L "$1" ]; then rmdir -- "$1"; else unlink "$1"; fi
}

made() { mkdir -m 0700 -- "$1" && chmod "$2" -- "$1"; }

mode() {
  if [ -L "$1" ]; then
    echo ': a symbolic link has no mode of its own' >&2
    return 1
  fi
  chmod "$2" -- "$1"
}

# gone_attribute PATH NAME
gone_attribute() {
  there "$1" || return
  ! getfattr -h -n "$2" --absolute-names -- "$1" >/dev/null 2>&1 || setfattr -h -x "$2" -- "$1"
}

touched() { there "$1" && touch --no-dereference --no-create --time=mtime --date="$2" -- "$1"; }

# alike FROM TO
alike() {
  there "$1" && there "$2" || return
  [ "$1" -ef "$2" ] || cp --attributes-only --preserve=all --no-dereference -- "$1" "$2"
}

# copied_tree FROM TO: 99 where the host's diff(1) is too old to compare links
copied_tree() {
  diff -q --no-dereference /dev/null /dev/null >/dev/null 2>&1 || return 99
  there "$1" && cp -a -T -- "$1" "$2" && diff -r -q --no-dereference -- "$1" "$2" >&2
}

# lock_of OWNER: opens the lock of who writes for this owner, and names it
lock_of() {
  command -v flock >/dev/null || { echo ': flock is missing (package util-linux)' >&2; return 69; }
  for each in /run /run/lock /var/lock /tmp; do
    lock=$each/mailtrek-$1.lock
    if (umask 077; : >>"$lock") 2>/dev/null; then break; fi
  done
}

# sole OWNER SECONDS: from now on the only one who writes for this owner; a predecessor that lost its master is ended, and so long programs that it
# has left are waited for
sole() {
  lock_of "$1" || return
  exec 9>>"$lock"
  if ! flock -w 1 9; then
    read -r before <"$lock" && kill -9 "-$before"
    flock -w 10 9 || { echo ": an earlier writer still holds $lock" >&2; return 1; }
  fi
  printf '%s\n' "$group" >"$lock"
  (exec 8>>"$lock.programs" && flock -w "$2" 8) || return 75
}

# busy OWNER: until this shell ends, programs are at work for this owner
busy() {
  lock_of "$1" && exec 8>>"$lock.programs" && flock -s -w 60 8
}

answer() {
  printf '\n%s %d\n' "$mark" "$1"
  printf '\n%s\n' "$mark" >&2
}

while read -r kind length extra; do
  script=$(head -c "$length")
  case $script in *"$mark") script=${script%"$mark"} ;; *) exit 70 ;; esac
  case $kind in
    q) (eval "$script") </dev/null; answer $? ;;
    p)
      input=$(head -c "$extra")
      case $input in *"$mark") input=${input%"$mark"} ;; *) exit 70 ;; esac
      printf '%s' "$input" | base64 -d | (eval "$script"; code=$?; cat >/dev/null; exit $code)
      answer $?
      input=
      ;;
    m) eval "$script"; answer $? ;;
    x | w)
      [ "$kind" = x ] || busy "$extra" || exit 70
      trap : TERM # the program is told to end, and may go on: the lock is held as long as it does
      (exec 8>&- && eval "exec $script") # a daemon that it leaves must not hold the lock
      printf '%s %d\n' "$mark" $?
      printf '%s\n' "$mark" >&2
      exit
      ;;
  esac
done
