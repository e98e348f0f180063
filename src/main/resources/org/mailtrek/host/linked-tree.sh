# linked_tree FROM TO: cp -a -l, but with the folder's own subfolders shared among the processors; tar gives the new folder what the old one has
linked_tree() {
  cores=$(getconf _NPROCESSORS_ONLN 2>/dev/null) || cores=1
  if [ "$cores" -lt 2 ] || [ -L "$1" ] || ! [ -d "$1" ] || ! tar --acls --xattrs --version >/dev/null 2>&1; then
    cp -a -l -T -- "$1" "$2"
    return
  fi
  count=$(find "$1" -mindepth 1 -maxdepth 1 -type d -printf . | wc -c)
  mkdir -m 700 -- "$2" || return
  wrong=$({
    {
      { find "$1" -mindepth 1 -maxdepth 1 -type d -print0 || echo find >&3; } | xargs -0 -r -n $((count / cores / 4 + 1)) -P "$cores" cp -a -l -t "$2" -- || echo cp >&3
      { find "$1" -mindepth 1 -maxdepth 1 ! -type d -print0 || echo find >&3; } | xargs -0 -r cp -a -l -t "$2" -- || echo cp >&3
      { tar -C "$1" --format=posix --no-recursion --acls --xattrs --xattrs-include='*' -cf - . || echo tar >&3; } | tar -C "$2" -p --acls --xattrs --xattrs-include='*' --numeric-owner -xf - || echo tar >&3
    } 3>&1 >&2
  })
  [ -z "$wrong" ]
}
