package org.mailtrek.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mailtrek.host.HostPath;

/**
 * What must hold of every takeover: nothing stops a program, no value of an administrator is lost without a word, nothing else changes, and a second
 * takeover changes nothing. Says what does not hold.
 */
final class TakeoverProof {

  /** The releases whose shipped files are at hand. */
  static final List<String> SOURCES =
      List.of("zcp-7.0.13", "zcp-7.1.11", "zcp-7.2.0", "zcp-7.2.3", "zcp-7.2.6", "kc-8.0.0", "kc-8.3.0", "kc-8.7.25", "kc-11.0.2");

  /** Targets of every kind; with nine sources and eight kinds of edit each pair of two of them is met within 198 cases. */
  static final List<String> TARGETS =
      List.of(
          "kc-8.0.0", "kc-8.1.0", "kc-8.2.0", "kc-8.3.0", "kc-8.3.4", "kc-8.4.0", "kc-8.5.0", "kc-8.5.9", "kc-8.6.0", "kc-8.6.8", "kc-8.7.0", "kc-8.7.1",
          "kc-8.7.4", "kc-8.7.25", "kc-9.0.1", "kc-9.0.5", "kc-9.1.0", "kc-10.0.1", "kc-10.0.8", "kc-10.1.1", "kc-11.0.0", "kc-11.0.2");

  private final Catalogue catalogue;
  private final StockFolders stock;
  private final Map<String, ConfigTree> trees = new HashMap<>();
  private final Map<String, TakeoverResult> unedited = new HashMap<>();

  TakeoverProof(Catalogue catalogue) {
    this.catalogue = catalogue;
    this.stock = new StockFolders(catalogue);
  }

  ConfigTree stock(Release release) {
    return trees.computeIfAbsent(release.toString(), name -> {
      try {
        return stock.of(release);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  /** Takes shipped files over as they are, into the new release's own files or into none; returns what does not hold. */
  List<String> ofStock(TakeoverOptions options, boolean shipped) {
    ConfigTree source = stock(options.from());
    ConfigTree target = shipped ? stock(options.to()) : ConfigTree.EMPTY;
    TakeoverResult result = new Takeover(catalogue, options).run(source, target);
    List<String> wrong = new ArrayList<>(stopping(new Made(options, source, target, result), true));
    result.verdicts().stream()
        .filter(each -> !each.file().equals("backup.cfg"))
        .filter(each -> each.kind() == Verdict.Kind.KEPT && options.strategy() == Strategy.MERGE || each.kind() == Verdict.Kind.UNKNOWN)
        .forEach(each -> wrong.add("taken for an administrator's: " + each.sentence()));
    wrong.addAll(changedAgain(options, source, target, result));
    return wrong;
  }

  /** Takes an edited folder over; returns what does not hold. */
  List<String> ofEdited(TakeoverOptions options, EditedFolder.Kind kind, long seed) {
    EditedFolder edited = new EditedFolder(catalogue, options.from(), stock(options.from()), kind, seed);
    ConfigTree target = seed % 2 == 0 ? stock(options.to()) : ConfigTree.EMPTY;
    TakeoverResult result = new Takeover(catalogue, options).run(edited.tree(), target);
    List<String> wrong = new ArrayList<>(stopping(new Made(options, edited.tree(), target, result), false));
    ConfigTree world = new StockTree(catalogue, options.to()).complete(target.with(result.files()));
    edited.changed().forEach((key, value) -> {
      if (!inForceOrDropped(options, result, world, key, value)) {
        wrong.add("lost: " + key + " = " + value);
      }
    });
    String all = text(result.files());
    edited.comments().stream().filter(each -> !all.contains(each)).forEach(each -> wrong.add("lost: " + each));
    wrong.addAll(changedAgain(options, edited.tree(), target, result));
    if (options.strategy() == Strategy.MERGE) {
      wrong.addAll(somethingElse(options, target, edited, result));
    }
    return wrong;
  }

  /** A takeover that was made. */
  private record Made(TakeoverOptions options, ConfigTree source, ConfigTree target, TakeoverResult result) {}

  /** What stopped the old program already, such as a secret that nobody has set, is not the takeover's. */
  private List<String> stopping(Made made, boolean broken) {
    TakeoverOptions options = made.options();
    TakeoverResult result = made.result();
    List<Finding> found =
        new Lint(catalogue, options.to())
            .check(made.target().with(result.files()), options.target()).stream()
                .filter(each -> (each.effect().fatal() || broken && each.effect() == Finding.Effect.BROKEN) && result.files().has(HostPath.of(each.file())))
                .toList();
    Set<String> before = found.isEmpty() ? Set.of() : before(options, made.source());
    return found.stream().filter(each -> !before.contains(name(each))).map(Finding::sentence).toList();
  }

  private Set<String> before(TakeoverOptions options, ConfigTree source) {
    return new Lint(catalogue, options.from())
        .check(source, options.source()).stream().filter(each -> each.effect().fatal() && each.line() == 0).map(TakeoverProof::name).collect(Collectors.toSet());
  }

  private static String name(Finding finding) {
    return HostPath.of(finding.file()).name() + " " + finding.directive();
  }

  private List<String> changedAgain(TakeoverOptions options, ConfigTree source, ConfigTree target, TakeoverResult result) {
    TakeoverResult again = new Takeover(catalogue, options).run(source, target.with(result.files()));
    List<String> wrong = new ArrayList<>();
    for (HostPath path : result.files().files().keySet()) {
      if (!Arrays.equals(result.files().bytes(path).orElseThrow(), again.files().bytes(path).orElse(new byte[0]))) {
        wrong.add("changed by a second takeover: " + path);
      }
    }
    return wrong;
  }

  private static String text(ConfigTree tree) {
    StringBuilder text = new StringBuilder();
    tree.files().values().forEach(bytes -> text.append(new String(bytes, StandardCharsets.ISO_8859_1)));
    return text.toString();
  }

  private static boolean inForceOrDropped(TakeoverOptions options, TakeoverResult result, ConfigTree world, String key, String value) {
    String[] name = key.split(" ");
    HostPath path = options.target().resolve(name[0].equals("indexer.cfg") ? "search.cfg" : name[0]);
    Map<String, String> now = Effective.of(world, path, Dialect.of(path.name(), options.to())).values();
    Optional<Verdict> verdict = result.verdicts().stream().filter(each -> each.file().equals(path.name()) && each.directive().equals(name[1])).findFirst();
    boolean kept = verdict.map(each -> value.equals(now.get(each.newName()))).orElse(value.equals(now.get(name[1])));
    boolean said = verdict.map(each -> each.kind().dropped() && !each.reason().isEmpty()).orElse(false);
    boolean translated = now.values().stream().anyMatch(each -> each.contains(value)) || translated(result, path.name(), name[1]);
    boolean program = result.verdicts().stream().anyMatch(each -> each.file().equals(name[0]) && each.directive().equals("*") && each.kind().dropped());
    return kept || said || translated || program || verdict.map(each -> each.kind() == Verdict.Kind.NOW_DEFAULT).orElse(false);
  }

  private static boolean translated(TakeoverResult result, String file, String name) {
    return result.verdicts().stream()
        .filter(each -> each.file().equals(file))
        .anyMatch(each -> each.oldValue().orElse("").contains(name + "=") || each.directive().equals(name) || each.newName().equals("ldap_uri") && name.startsWith("ldap_"));
  }

  /** Whatever no edit touched is what the takeover of the unedited folder makes of it. */
  private List<String> somethingElse(TakeoverOptions options, ConfigTree target, EditedFolder edited, TakeoverResult result) {
    TakeoverResult plain =
        unedited.computeIfAbsent(options + " " + target.files().isEmpty(), key -> new Takeover(catalogue, options).run(EditedFolder.plain(options.from(), stock(options.from())), target));
    List<String> wrong = new ArrayList<>();
    for (HostPath path : plain.files().files().keySet()) {
      Dialect dialect = Dialect.of(path.name(), options.to());
      Map<String, String> before = Effective.of(plain.files(), path, dialect).values();
      Map<String, String> after = Effective.of(result.files(), path, dialect).values();
      for (String name : before.keySet()) {
        boolean concerned = name.startsWith("user_plugin") || edited.touched().contains(path.name() + " " + name) || concerned(result, path.name(), name);
        if (!before.get(name).equals(after.get(name)) && !concerned) {
          wrong.add("changed: " + path + " " + name + " was " + before.get(name) + ", is " + after.get(name));
        }
      }
    }
    return wrong;
  }

  private static boolean concerned(TakeoverResult result, String file, String name) {
    return result.verdicts().stream()
        .anyMatch(each -> each.file().equals(file) && each.newName().equals(name) && each.kind() != Verdict.Kind.SAME && each.kind() != Verdict.Kind.NEW);
  }

  /** Returns the case of a number from 0 to 197: each has its own source and target. */
  static TakeoverOptions edited(int number) {
    TakeoverOptions options = TakeoverOptions.of(Release.of(SOURCES.get(number % SOURCES.size())), Release.of(TARGETS.get(number / SOURCES.size())));
    boolean keeps = options.rebrands() && number % 5 == 3;
    return options.with(number % 3 == 2 ? Strategy.COPY : Strategy.MERGE).with(keeps ? Schema.KEEP : Schema.TRANSPLANT);
  }

  /** Returns the kind of edit of a case. */
  static EditedFolder.Kind kind(int number) {
    return EditedFolder.Kind.values()[(number % SOURCES.size() + number / SOURCES.size()) % EditedFolder.Kind.values().length];
  }

  /** Proves it for the shipped files of every pair, by either strategy, and for every pair with every kind of edit: {@code scripts/takeover-proof}. */
  public static void main(String[] args) {
    Catalogue catalogue = Catalogue.open();
    TakeoverProof proof = new TakeoverProof(catalogue);
    long seed = args.length > 0 ? Long.parseLong(args[0]) : System.nanoTime() & 0xffffff;
    int cases = 0;
    int wrong = 0;
    TreeSet<Release> targets = new TreeSet<>(catalogue.releases().stream().filter(Release::kopano).toList());
    System.out.println("seed " + seed + ", " + SOURCES.size() + " sources, " + targets.size() + " targets");
    for (Release to : targets) {
      for (String from : SOURCES) {
        for (Strategy strategy : Strategy.values()) {
          TakeoverOptions options = TakeoverOptions.of(Release.of(from), to).with(strategy);
          for (boolean shipped : new boolean[] {true, false}) {
            cases++;
            wrong += said(from + " " + to + " " + strategy + (shipped ? "" : " without files"), proof.ofStock(options, shipped));
          }
          for (EditedFolder.Kind kind : EditedFolder.Kind.values()) {
            cases++;
            wrong += said(from + " " + to + " " + strategy + " " + kind + " seed " + (seed + cases), proof.ofEdited(options, kind, seed + cases));
          }
        }
      }
      proof.unedited.clear();
      System.out.println(to + ": " + cases + " cases so far, " + wrong + " wrong");
    }
    System.exit(wrong == 0 ? 0 : 1);
  }

  private static int said(String what, List<String> wrong) {
    wrong.forEach(each -> System.out.println(what + ": " + each));
    return wrong.isEmpty() ? 0 : 1;
  }
}
