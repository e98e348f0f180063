package org.mailtrek.host;

import java.util.List;
import java.util.Optional;

/**
 * Sets owners and modes of many objects with one Perl program that uses all processors of the machine. Each object is looked at right before it is
 * changed, and what the kernel answers is counted: what is not told to be left is as it should be, and need not be looked at again. No link is
 * followed. Names travel as bytes on standard input, and are read to their end before the first is touched.
 */
final class OwnerScript {

  /** Words: kind, what it has (user, group, mode), what it gets. Prints the names of what is not as it should be now, each with a NUL. */
  private static final String SET =
      """
      use POSIX ();
      my ($kind, $uid, $gid, $mode, $to_uid, $to_gid, $to_mode) = @ARGV;
      my %types = (FILE => 0100000, FOLDER => 0040000, LINK => 0120000);
      my %known = reverse %types;
      my $link = $kind eq 'LINK';
      my %ours = map { $_ => 1 } $mode + 0, $to_mode + 0, $mode & ~06000, $to_mode & ~06000;
      my $special = $to_mode & 06000;
      sub given {
        (my (undef, undef, $now, undef, $u, $g) = lstat $_[0]) or return 0;
        (exists $known{$now & 0170000} ? $known{$now & 0170000} : 'OTHER') eq $kind or return 0;
        $now &= 07777;
        my $owned = $u == $to_uid && $g == $to_gid;
        $owned || $u == $uid && $g == $gid and $link || $ours{$now} or return 0;
        $owned or POSIX::lchown($to_uid, $to_gid, $_[0]) or return 0;
        $link || $now == $to_mode && ($owned || !$special) or chmod $to_mode, $_[0] or return 0;
        return 1;
      }
      my $usual = exists $types{$kind} && !$link ? $types{$kind} | $mode : -1;
      my $moded = $mode != $to_mode || $special;
      my $names = do { local $/; <STDIN> };
      open my $stat, '<', '/proc/stat';
      my $workers = grep { /^cpu[0-9]/ } <$stat>;
      $workers = 4 if $workers > 4;
      $workers = 1 if $workers < 1 || length $names < 50_000;
      my (@open, @children, $from);
      for my $each (1 .. $workers) {
        my $to = $each == $workers ? length $names : 1 + index $names, "\\0", int($each * length($names) / $workers);
        pipe my $in, my $out or exit 1;
        my $child = fork;
        exit 1 if !defined $child;
        if (!$child) {
          my $left = '';
          for (split /\\0/, substr $names, $from, $to - $from) {
            my (undef, undef, $now, undef, $u, $g) = lstat;
            $left .= "$_\\0" if !($now == $usual && $u == $uid && $g == $gid ? POSIX::lchown($to_uid, $to_gid, $_) && (!$moded || chmod $to_mode, $_) : given($_));
          }
          POSIX::_exit((print $out $left and close $out) ? 0 : 1);
        }
        close $out;
        push @open, $in;
        push @children, $child;
        $from = $to;
      }
      for my $in (@open) { local $/; my $left = <$in>; print $left if defined $left }
      my $failed = 0;
      for (@children) { waitpid $_, 0; $failed = 1 if $? }
      exit $failed;
      """;

  private OwnerScript() {}

  /** Returns the program that gives a batch what it gets. */
  static List<String> line(OwnerBatch batch) {
    return List.of(
        "sh", "-c", "exec perl -e \"$@\"", "sh", SET, batch.kind().name(),
        Integer.toUnsignedString(batch.uid()), Integer.toUnsignedString(batch.gid()), Integer.toString(batch.mode()),
        Integer.toUnsignedString(batch.newUid()), Integer.toUnsignedString(batch.newGid()), Integer.toString(batch.newMode()));
  }

  /** Returns what the program has left; empty where it could not be run to its end, as without Perl: some objects may have been changed then. */
  static Optional<List<HostPath>> left(Programs.Ended ended) {
    return ended.ok() ? Optional.of(OwnerBatch.paths(ended.out())) : Optional.empty();
  }
}
