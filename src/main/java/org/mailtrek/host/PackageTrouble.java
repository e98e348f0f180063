package org.mailtrek.host;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says why a package manager refused, as an operator would want to read it. */
final class PackageTrouble {

  private static final Pattern LOCKED = Pattern.compile("lock(ed)? (was |is )?(locked |held )?by (another process|process)|Could not get lock|another (app|process) is currently holding|can't create transaction lock|Another app is currently");
  private static final Pattern FULL = Pattern.compile("No space left on device|You don't have enough free space|needs [0-9]+[KMG]?B on the .* filesystem");
  private static final Pattern AWAY =
      Pattern.compile("Could not resolve|Temporary failure resolving|Failed to fetch|Unable to connect|Could not connect|Connection (refused|timed out|failed)|Cannot download|Curl error|Failed to download");
  private static final Pattern BROKEN_OFF = Pattern.compile("dpkg was interrupted|parts of the triggered|run 'dpkg --configure -a'");
  private static final Pattern DENIED = Pattern.compile("401 +Unauthorized|403 +Forbidden|Status code: 40[13]|returned error: 40[13]");
  private static final Pattern UNSIGNED = Pattern.compile("(?m)^.*(Package \\S+ is not signed|GPG check FAILED|Signature verification failed|is not correct for this package).*$");
  private static final Pattern SIGN_IN = Pattern.compile("://[^/@\\s]*@");

  private PackageTrouble() {}

  /** Returns whether all that dpkg could not finish waits for packages that are not there, as when a disk was full in the middle of unpacking. */
  static boolean onlyLacksOthers(Programs.Ended ended) {
    long failed = ended.err().lines().filter(each -> each.startsWith("dpkg: error processing package ")).count();
    long waiting = ended.err().lines().filter(each -> each.contains("dependency problems - leaving unconfigured")).count();
    boolean absent = ended.err().lines().anyMatch(each -> each.matches("\\s+Package \\S+ is not installed\\."));
    return !ended.ok() && failed > 0 && failed == waiting && absent;
  }

  /** Whether another package manager is at work. */
  static boolean locked(Programs.Ended ended) {
    return LOCKED.matcher(ended.err()).find();
  }

  static TrekException of(String host, String tool, Programs.Ended ended) {
    String all = ended.err() + ended.text();
    String words = words(all);
    TrekException.Draft draft = TrekException.at(host);
    if (locked(ended)) {
      return draft.kind(TrekException.Kind.IN_USE).found("another package manager is at work: " + words).next("wait until it is done, then go on with: resume (or take back with: undo)");
    }
    if (FULL.matcher(all).find()) {
      return draft.found("a file system is full: " + words).next("make room on " + host + " (exec " + host + " df -h), then go on with: resume (or take back with: undo)");
    }
    if (DENIED.matcher(all).find()) {
      return draft.kind(TrekException.Kind.UNREACHABLE).found("a repository does not let us in: " + words).next("mend its user and password, then try again");
    }
    if (AWAY.matcher(all).find()) {
      return draft.kind(TrekException.Kind.UNREACHABLE).found("a repository can't be reached: " + words).next("look at the network of " + host + ", or put the packages into a folder, then try again");
    }
    Matcher unsigned = UNSIGNED.matcher(all);
    if (unsigned.find()) {
      return draft.kind(TrekException.Kind.REFUSED).found("a package is not signed with a key that is trusted: " + words(unsigned.group())).next("ask the publisher of the repository for its key; nothing unsigned is installed from it");
    }
    if (BROKEN_OFF.matcher(all).find()) {
      return draft.kind(TrekException.Kind.REFUSED).found("an earlier run of the package manager was broken off: " + words).next("dpkg --configure -a on " + host + ", then try again");
    }
    return draft.found(tool + " failed: " + words).next("mend what it says, then go on with: resume (or take back with: undo)");
  }

  /**
   * Returns the last lines, or those around the first error of dpkg, whose script or file it was, without names and passwords in addresses: what comes
   * after that only could not be done because of it.
   */
  static String words(String said) {
    List<String> lines = said.strip().lines().map(String::strip).filter(each -> !each.isEmpty() && !each.startsWith("WARNING: apt does not have")).toList();
    int first = lines.indexOf(lines.stream().filter(each -> each.startsWith("dpkg: error processing ")).findFirst().orElse(""));
    List<String> telling = first < 0 ? lines.subList(Math.max(0, lines.size() - 6), lines.size()) : lines.subList(Math.max(0, first - 2), Math.min(lines.size(), first + 3));
    return SIGN_IN.matcher(String.join("; ", telling)).replaceAll("://***@");
  }
}
