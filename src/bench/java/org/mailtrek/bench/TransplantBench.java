package org.mailtrek.bench;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.mailtrek.host.LdapDirectory;
import org.mailtrek.host.LdapLimits;
import org.mailtrek.host.TrekException;
import org.mailtrek.lab.LabSlapd;
import org.mailtrek.lab.LabSlapdOptions;

/**
 * Moves the same directory by {@code mailtrek ldap transplant} and by the documented online script, each on a fresh private slapd that syncs
 * every commit, in one run. Ours is the whole job as users run it: start of the program, plan, journal, modifies and verification, in the heap
 * that the launcher gives. Prints medians, how many entries each moved, and the ratio. Run by {@code scripts/bench transplant [USERS]
 * [MINUTES [fast]]}; the script is stopped after so many minutes (15; left out when 0); {@code fast} measures {@code --fast} beside it, and the
 * modifies of both. Beside them one {@code ldapmodify} process makes the same modifies
 * from a ready-made LDIF: what the server itself can do.
 */
public final class TransplantBench {

  private static final int OURS = Integer.getInteger("mailtrek.bench.rounds", 3);
  private static final double BAR = 1.0 / 50;
  private static final double FAST_BAR = 3;

  private final Path folder;
  private final Path ldif;
  private final Duration limit;
  private final boolean fast;
  private OptionalDouble modifying = OptionalDouble.empty();

  private TransplantBench(Path folder, Duration limit, boolean fast) {
    this.fast = fast;
    this.folder = folder;
    this.ldif = folder.resolve("directory.ldif");
    this.limit = limit;
  }

  /**
   * One measurement.
   *
   * @param seconds how long it took
   * @param moved entries that have only new names
   * @param all entries that had old ones
   * @param ended whether it came to its end
   * @param modifying how much of it went into the modifies, their journal included, in seconds
   */
  private record Measured(double seconds, long moved, long all, boolean ended, double modifying) {

    double rate() {
      return moved / modifying;
    }
  }

  /** Runs the benchmark in the project's folder. */
  public static void main(String[] args) throws Exception {
    int users = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
    Duration limit = Duration.ofMinutes(args.length > 1 ? Long.parseLong(args[1]) : 15);
    Path folder = Files.createTempDirectory("mailtrek-bench");
    try {
      new TransplantBench(folder, limit, args.length > 2 && args[2].equals("fast")).run(users);
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        all.sorted(Collections.reverseOrder()).forEach(each -> each.toFile().delete());
      }
    }
  }

  private void run(int users) throws Exception {
    OrdinaryDirectory.write(ldif, users);
    DocumentedScript script = DocumentedScript.find();
    List<Measured> ours = new ArrayList<>();
    List<Measured> theirs = new ArrayList<>();
    List<Measured> plain = new ArrayList<>();
    List<Measured> quick = new ArrayList<>();
    for (int round = 0; round < OURS; round++) {
      ours.add(measure(slapd -> transplant(slapd)));
      if (fast) {
        quick.add(measure(slapd -> transplant(slapd, "--fast")));
      }
      plain.add(measure(slapd -> PlainModify.run(slapd, Files.createTempDirectory(folder, "plain"))));
      if (!limit.isZero() && (round == 0 || users <= 2_000)) {
        theirs.add(measure(slapd -> script.run(slapd, schema(), Files.createTempDirectory(folder, "script"), limit)));
      }
    }
    Measured our = median(ours);
    Measured bare = median(plain);
    print("mailtrek ldap transplant", our, ours.size(), "whole job");
    print("one ldapmodify", bare, plain.size(), "of a ready-made LDIF");
    System.out.printf(Locale.ROOT, "modifies a second: ours %.0f (journal included), ldapmodify %.0f, ratio %.2f%n", our.rate(), bare.rate(), our.rate() / bare.rate());
    if (fast) {
      Measured sped = median(quick);
      print("... --fast", sped, quick.size(), "whole job, backup included");
      double wait = DiskWait.median(folder).toNanos() / 1e6;
      double gain = sped.rate() / our.rate();
      System.out.printf(Locale.ROOT, "fdatasync %.2f ms; modifies a second: fast %.0f, synced %.0f, ratio %.1f   bar %.0f where it takes over 0.3 ms   %s%n", wait, sped.rate(), our.rate(), gain,
          FAST_BAR, gain >= FAST_BAR || wait <= 0.3 ? "ok" : "MISSED");
      our = sped;
    }
    if (theirs.isEmpty()) {
      return;
    }
    Measured their = median(theirs);
    print("documented script", their, theirs.size(), script.source());
    double seconds = their.seconds();
    if (!their.ended()) {
      System.out.println("the script was stopped at its limit: the ratio below is only an upper bound");
    }
    double ratio = our.seconds() / seconds;
    System.out.printf(Locale.ROOT, "ratio 1/%.0f   bar 1/%.0f   %s%n", 1 / ratio, 1 / BAR, ratio <= BAR && our.moved() == our.all() ? "ok" : "MISSED");
  }

  private static void print(String name, Measured median, int runs, String note) {
    System.out.printf(Locale.ROOT, "%-26s %8.2f s   median of %d   %d of %d entries moved   (%s)%n", name, median.seconds(), runs, median.moved(), median.all(), note);
  }

  private static Measured median(List<Measured> all) {
    return all.stream().sorted((a, b) -> Double.compare(a.seconds(), b.seconds())).toList().get(all.size() / 2);
  }

  /** Moves a directory, and says how long that took. */
  private interface Way {
    Optional<Duration> move(LabSlapd slapd) throws IOException, InterruptedException, TrekException;
  }

  private Measured measure(Way way) throws Exception {
    try (LabSlapd slapd = LabSlapd.start(LabSlapdOptions.DEFAULT.withSync())) {
      slapd.load(ldif);
      long all = count(slapd, false);
      Optional<Duration> took = way.move(slapd);
      double seconds = took.orElse(limit).toNanos() / 1e9;
      double modifies = modifying.orElse(seconds);
      modifying = OptionalDouble.empty();
      return new Measured(seconds, all - count(slapd, true), all, took.isPresent(), modifies);
    }
  }

  /** Counts entries that have old names; with {@code filters} also those whose stored filter has some. */
  private static long count(LabSlapd slapd, boolean filters) throws TrekException {
    long[] count = new long[1];
    try (LdapDirectory directory = LdapDirectory.open(slapd.address(), Optional.of(slapd.root()), LdapLimits.DEFAULT)) {
      directory.view().search(LabSlapd.BASE, SearchScope.SUB, Filter.createPresenceFilter("objectClass"), entry -> count[0] += old(entry, filters) ? 1 : 0, "*");
    }
    return count[0];
  }

  private static boolean old(Entry entry, boolean filters) {
    boolean named = entry.getAttributes().stream().anyMatch(each -> each.getName().toLowerCase(Locale.ROOT).startsWith("zarafa"));
    boolean classed = Arrays.stream(entry.getObjectClassValues()).anyMatch(each -> each.toLowerCase(Locale.ROOT).startsWith("zarafa"));
    String filter = entry.getAttributeValue("kopanoFilter");
    return named || classed || filters && filter != null && filter.contains("zarafa");
  }

  private Path schema() {
    Path shared = Path.of(System.getProperty("mailtrek.shared", "../shared"), "data/ldap/zarafa.schema").toAbsolutePath();
    return Files.isReadable(shared) ? shared : Path.of("src/test/resources/lab/zarafa.schema").toAbsolutePath();
  }

  private Optional<Duration> transplant(LabSlapd slapd, String... options) throws IOException, InterruptedException {
    Path estate = Files.createTempDirectory(folder, "estate");
    Files.writeString(estate.resolve("password"), LabSlapd.PASSWORD);
    Files.setPosixFilePermissions(estate.resolve("password"), java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    Files.writeString(estate.resolve("estate.yaml"), "estate: bench\ndirectory:\n  url: " + slapd.address().url() + "\n  base: " + LabSlapd.BASE
        + "\n  bind-dn: " + LabSlapd.ROOT + "\n  password: { file: password }\n  config: { dn: cn=config, bind-dn: \"cn=admin,cn=config\", password: { file: password } }\n");
    Path log = estate.resolve("out");
    List<String> command = new ArrayList<>(List.of(Path.of("scripts/mailtrek").toAbsolutePath().toString(), "--estate", estate.toString(), "ldap", "transplant", "--yes"));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command)
        .redirectErrorStream(true).redirectOutput(log.toFile());
    long start = System.nanoTime();
    int exit = builder.start().waitFor();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    if (exit != 0) {
      throw new IOException("mailtrek ends with " + exit + ": " + Files.readString(log));
    }
    modifying = OptionalDouble.of(modifies(estate.resolve("journal/journal.jsonl")));
    return Optional.of(took);
  }

  /** Returns how long it took from the first intent to the end of its step, in seconds. */
  private static double modifies(Path journal) throws IOException {
    Optional<Instant> first = Optional.empty();
    Instant last = Instant.EPOCH;
    for (String line : Files.readAllLines(journal)) {
      JSONObject json = json(line);
      Instant time = Instant.parse(json.getFieldAsString("time"));
      String phase = json.getFieldAsString("phase");
      first = first.isEmpty() && phase.equals("intent") ? Optional.of(time) : first;
      last = phase.equals("step-done") ? time : last;
    }
    return Duration.between(first.orElse(last), last).toNanos() / 1e9;
  }

  private static JSONObject json(String line) throws IOException {
    try {
      return new JSONObject(line);
    } catch (JSONException e) {
      throw new IOException(e);
    }
  }
}
