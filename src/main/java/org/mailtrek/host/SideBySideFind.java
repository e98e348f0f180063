package org.mailtrek.host;

import java.util.List;

/**
 * The command line of a {@code find} below a folder that uses all processors of its machine: one {@code find} for each share of the folder's own
 * subfolders, and one for the rest, put together record by record by {@code perl}. A plain one where there is no Perl, or nothing to share.
 */
final class SideBySideFind {

  /** Words: what find shall do, which must end its records in NUL. It runs where the tree begins. */
  private static final String SHARED =
      """
      open my $stat, '<', '/proc/stat';
      my $workers = grep { /^cpu[0-9]/ } <$stat>;
      $workers = 4 if $workers > 4;
      open my $list, '-|', qw(find . -mindepth 1 -maxdepth 1 -type d -print0) or exit 1;
      my @folders = do { local $/ = "\\0"; my @all = <$list>; chomp @all; @all };
      close $list or exit 1;
      my $length = 0;
      $length += 16 + length for @folders;
      exec 'find', '.', @ARGV if $workers < 2 || @folders < 2 || $length > 500_000;
      my @shares = (['.', '-maxdepth', '1', '(', '!', '-type', 'd', '-o', '-path', '.', ')']);
      push @{$shares[1 + $_ % $workers]}, $folders[$_] for 0 .. $#folders;
      my (@open, @children, %begun);
      for my $share (@shares) {
        pipe my $in, my $out or exit 1;
        my $child = fork;
        exit 1 if !defined $child;
        if (!$child) {
          open STDOUT, '>&', $out;
          close $in;
          exec 'find', @$share, @ARGV;
          exit 1;
        }
        close $out;
        push @open, $in;
        push @children, $child;
      }
      sub hand { for (my $at = 0; $at < length $_[0];) { my $n = syswrite STDOUT, $_[0], 1 << 16, $at; exit 1 if !defined $n; $at += $n } }
      while (@open) {
        my $ready = '';
        vec($ready, fileno $_, 1) = 1 for @open;
        select $ready, undef, undef, undef;
        my @told = grep { vec $ready, fileno $_, 1 } @open;
        for my $in (@told) {
          my $read = sysread $in, my $piece, 1 << 16;
          if (!$read) {
            hand($begun{$in});
            @open = grep { $_ != $in } @open;
            next;
          }
          my $end = 1 + rindex $piece, "\\0";
          hand($begun{$in} . substr $piece, 0, $end) if $end;
          $begun{$in} = ($end ? '' : $begun{$in}) . substr $piece, $end;
        }
      }
      my $failed = 0;
      for (@children) { waitpid $_, 0; $failed = 1 if $? }
      exit $failed;
      """;

  private static final String START =
      """
      cd -- "$1" || exit 1
      shared=$2; shift 2
      command -v perl >/dev/null && exec perl -e "$shared" -- "$@"
      exec find . "$@"
      """;

  private SideBySideFind() {}

  /** Returns the words before those that say what is looked for; what is found is named as below {@code .}. */
  static List<String> in(String folder) {
    return List.of("sh", "-c", START, "sh", folder, SHARED);
  }
}
