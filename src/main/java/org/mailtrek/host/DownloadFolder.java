package org.mailtrek.host;

import java.util.ArrayList;
import java.util.List;

/** Unpacks downloads with the machine's own tar, which knows how they are compressed. */
final class DownloadFolder implements Unpacking {

  private static final String LIST = "list=$(tar --list --file=\"$1\") || exit; printf '%s\\n' \"$list\"";

  /** Words: the folder, the suffix, the tar archive, files. Under a scratch name first, so that nothing half unpacked is ever installed. */
  private static final String UNPACK =
      """
      folder=$1 suffix=$2 tarball=$3; shift 3
      mkdir -p -- "$folder" && new=$(mktemp -d "$folder/unpack.XXXXXX") || exit
      trap 'rm -rf -- "$new"' EXIT
      tar --extract --file="$tarball" --directory="$new" --no-same-owner --transform='s#.*/##' --wildcards "*.$suffix" || exit
      for each do [ -e "$folder/$each" ] || { chmod 644 "$new/$each" && sync "$new/$each" && mv -- "$new/$each" "$folder/$each"; } || exit; done
      sync "$folder"
      """;

  /** Words: the folder, files. Sweeps up what a crash has left of unpacking. */
  private static final String DELETE =
      "folder=$1; shift; [ -d \"$folder\" ] || exit 0; rm -rf -- \"$folder\"/unpack.??????; for each do rm -f -- \"$folder/$each\" || exit; done; sync \"$folder\"";

  private final Programs programs;
  private final FilesView files;
  private final HostPath folder;
  private final String suffix;

  /** Makes the folder of archives whose names end in a dot and a suffix. */
  DownloadFolder(Machine machine, HostPath folder, String suffix) {
    this.programs = machine.programs();
    this.files = machine.files();
    this.folder = folder;
    this.suffix = suffix;
  }

  @Override
  public HostPath folder() {
    return folder;
  }

  @Override
  public List<String> files(HostPath tarball) throws TrekException {
    List<String> found = checked(tarball, List.of("sh", "-c", LIST, "sh", programs.word(tarball))).lines()
        .filter(each -> each.endsWith("." + suffix)).map(each -> each.substring(each.lastIndexOf('/') + 1)).distinct().sorted().toList();
    if (found.isEmpty()) {
      throw TrekException.at(programs.host() + ":" + tarball).found("holds no packages (*." + suffix + ")").next("name the download for this distribution");
    }
    return found;
  }

  @Override
  public boolean lies(String file) throws TrekException {
    return files.stat(folder.resolve(file)).isPresent();
  }

  @Override
  public void unpack(HostPath tarball, List<String> names) throws TrekException {
    List<String> line = new ArrayList<>(List.of("sh", "-c", UNPACK, "sh", programs.word(folder), suffix, programs.word(tarball)));
    line.addAll(names);
    checked(tarball, line);
  }

  @Override
  public void delete(List<String> names) throws TrekException {
    List<String> line = new ArrayList<>(List.of("sh", "-c", DELETE, "sh", programs.word(folder)));
    line.addAll(names);
    checked(folder, line);
  }

  private String checked(HostPath where, List<String> line) throws TrekException {
    Programs.Ended ended = programs.run(new byte[0], line);
    if (!ended.ok()) {
      TrekException why = PackageTrouble.of(programs.host() + ":" + where, "tar", ended);
      throw why.kind() != TrekException.Kind.FAILED || why.what().contains("full") ? why
          : TrekException.at(programs.host() + ":" + where).found("can't be unpacked: " + ended.lastWords()).next("exec " + programs.host() + " ls -l " + where.parent());
    }
    return ended.text();
  }
}
