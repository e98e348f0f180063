package org.mailtrek.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.HostPath;

/** Seeded edits of shipped folders, taken over: nothing stops a program, no value is lost without a word, nothing else changes. */
final class EditedTakeoverTest {

  private static final List<String> FROM = List.of("zcp-7.2.6", "zcp-7.1.11", "zcp-7.2.6", "zcp-7.0.13", "zcp-7.2.0");
  private static final List<String> TO = List.of("kc-8.7.25", "kc-8.7.25", "kc-8.3.0", "kc-11.0.2", "kc-8.7.25", "kc-8.5.9", "kc-10.0.8");

  private final Catalogue catalogue = Catalogue.open();
  private final StockFolders stock = new StockFolders(catalogue);
  private final Map<String, ConfigTree> trees = new HashMap<>();

  private ConfigTree stock(Release release) throws IOException {
    ConfigTree tree = trees.get(release.toString());
    if (tree == null) {
      tree = stock.of(release);
      trees.put(release.toString(), tree);
    }
    return tree;
  }

  @Test
  void keepsWhatTheAdministratorMeant() throws IOException {
    for (int seed = 0; seed < 60; seed++) {
      TakeoverOptions options =
          TakeoverOptions.of(Release.of(FROM.get(seed % FROM.size())), Release.of(TO.get(seed % TO.size())))
              .with(seed % 3 == 2 ? Strategy.COPY : Strategy.MERGE)
              .with(seed % 4 == 3 ? Schema.KEEP : Schema.TRANSPLANT);
      EditedFolder edited = new EditedFolder(catalogue, options.from(), stock(options.from()), seed);
      ConfigTree target = seed % 2 == 0 ? stock(options.to()) : ConfigTree.EMPTY;
      check("seed " + seed + " " + options, options, edited, target);
    }
  }

  private void check(String what, TakeoverOptions options, EditedFolder edited, ConfigTree target) throws IOException {
    Takeover takeover = new Takeover(catalogue, options);
    TakeoverResult result = takeover.run(edited.tree(), target);
    List<String> fatal =
        new Lint(catalogue, options.to())
            .check(target.with(result.files()), options.target()).stream()
                .filter(finding -> finding.effect().fatal() && result.files().has(HostPath.of(finding.file())))
                .map(Finding::sentence)
                .toList();
    assertEquals(List.of(), fatal, what);
    edited.changed().forEach((key, value) -> inForceOrDropped(what, options, result, target, key, value));
    String all = text(result.files());
    edited.comments().forEach(comment -> assertTrue(all.contains(comment), what + " lost " + comment));
    TakeoverResult again = takeover.run(edited.tree(), target.with(result.files()));
    for (HostPath path : result.files().files().keySet()) {
      assertArrayEquals(result.files().bytes(path).orElseThrow(), again.files().bytes(path).orElseThrow(), what + " " + path);
    }
    if (options.strategy() == Strategy.MERGE) {
      nothingElse(what, options, edited, target, result);
    }
  }

  private static String text(ConfigTree tree) {
    StringBuilder text = new StringBuilder();
    tree.files().values().forEach(bytes -> text.append(new String(bytes, StandardCharsets.ISO_8859_1)));
    return text.toString();
  }

  private void inForceOrDropped(String what, TakeoverOptions options, TakeoverResult result, ConfigTree target, String key, String value) {
    String[] name = key.split(" ");
    HostPath path = options.target().resolve(name[0]);
    ConfigTree world = new StockTree(catalogue, options.to()).complete(target.with(result.files()));
    Map<String, String> now = Effective.of(world, path, Dialect.of(name[0], options.to())).values();
    Optional<Verdict> verdict =
        result.verdicts().stream().filter(each -> each.file().equals(name[0]) && each.directive().equals(name[1])).findFirst();
    boolean kept = verdict.map(each -> value.equals(now.get(each.newName()))).orElse(value.equals(now.get(name[1])));
    boolean said = verdict.map(each -> each.kind().dropped() && !each.reason().isEmpty()).orElse(false);
    boolean translated = !kept && now.values().stream().anyMatch(each -> each.contains(value)) || translated(result, name[0], name[1]);
    boolean default8 = verdict.map(each -> each.kind() == Verdict.Kind.NOW_DEFAULT).orElse(false);
    assertTrue(kept || said || translated || default8, what + ": " + key + " = " + value + " is lost; " + verdict);
  }

  private static boolean translated(TakeoverResult result, String file, String name) {
    return result.verdicts().stream()
        .filter(each -> each.file().equals(file) && (each.newName().endsWith("listen") || each.newName().endsWith("listen_tls") || each.newName().equals("ldap_uri")))
        .anyMatch(each -> each.oldValue().orElse("").contains(name + "=") || each.newName().equals("ldap_uri") && name.startsWith("ldap_"));
  }

  /** Whatever no edit touched is what the takeover of the unedited folder makes of it. */
  private void nothingElse(String what, TakeoverOptions options, EditedFolder edited, ConfigTree target, TakeoverResult result) throws IOException {
    TreeMap<HostPath, byte[]> plain = new TreeMap<>(stock(options.from()).files());
    HostPath folder = HostPath.of(options.from().folder());
    plain.put(folder.resolve("ldap.cfg"), plain.get(folder.resolve("ldap.openldap.cfg")));
    TakeoverResult unedited = new Takeover(catalogue, options).run(new ConfigTree(plain), target);
    Set<String> touched = new HashSet<>(Set.of("user_plugin", "user_plugin_config"));
    ConfigTree now = result.files();
    for (HostPath path : unedited.files().files().keySet()) {
      Dialect dialect = Dialect.of(path.name(), options.to());
      Map<String, String> before = Effective.of(unedited.files(), path, dialect).values();
      Map<String, String> after = Effective.of(now, path, dialect).values();
      for (String name : before.keySet()) {
        boolean same = before.get(name).equals(after.get(name));
        boolean concerned = touched.contains(name) || concerned(result, path.name(), name);
        assertTrue(same || concerned, what + ": " + path + " " + name + " was " + before.get(name) + ", is " + after.get(name));
      }
    }
  }

  private static boolean concerned(TakeoverResult result, String file, String name) {
    return result.verdicts().stream()
        .anyMatch(each -> each.file().equals(file) && each.newName().equals(name) && each.kind() != Verdict.Kind.SAME && each.kind() != Verdict.Kind.NEW);
  }
}
