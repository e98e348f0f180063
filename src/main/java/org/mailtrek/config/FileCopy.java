package org.mailtrek.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mailtrek.host.HostPath;

/** Mends an old file, and those that it includes, in place for the new release. */
final class FileCopy {

  private final TakeoverOptions options;
  private final Catalogue catalogue;
  private final ConfigTree source;
  private final ConfigTree target;
  private final FilePair pair;
  private final Set<String> translated;
  private final List<Decision> decisions;
  private final Map<String, Decision> byOldName;
  private final ValueMover mover;

  /** Prepares to mend a file as was decided; {@code target} is what is there of the new release. */
  FileCopy(Catalogue catalogue, TakeoverOptions options, Trees trees, FilePair pair, Decided decided) {
    this.catalogue = catalogue;
    this.options = options;
    this.source = trees.source();
    this.target = trees.target();
    this.pair = pair;
    this.translated = decided.translated();
    this.decisions = decided.decisions();
    this.byOldName =
        decisions.stream().collect(Collectors.toMap(Decision::oldName, Function.identity(), (first, second) -> first));
    this.mover = new ValueMover(options);
  }

  /** The files of the old release, and what is there of the new one. */
  record Trees(ConfigTree source, ConfigTree target) {}

  /** What was decided, and which names were spoken for together. */
  record Decided(List<Decision> decisions, Set<String> translated) {}

  void into(TakeoverResult.Draft result, Effective found) {
    TreeMap<HostPath, byte[]> copies = new TreeMap<>();
    for (HostPath path : found.read()) {
      if (path.isWithin(StockTree.SHARED)) {
        continue; // the release's own: what somebody changed in it goes into our file
      }
      HostPath place = path.equals(pair.oldPath()) ? pair.newPath() : moved(path);
      source.file(path, pair.oldDialect()).ifPresent(file -> copies.put(place, mended(file).bytes()));
    }
    templates(copies);
    ConfigFile file = ConfigFile.parse(copies.get(pair.newPath()), pair.newDialect());
    Effective mended = inForce(copies, file);
    for (Decision each : decisions) {
      file = completed(file, each, mended);
    }
    Effective last = inForce(copies, file);
    for (Decision each : decisions) {
      file = completed(file, each, last);
    }
    copies.put(pair.newPath(), file.bytes());
    copies.forEach(result::file);
  }

  private HostPath moved(HostPath path) {
    return path.isWithin(options.source()) ? path.rebase(options.source(), options.target()) : path;
  }

  private Effective inForce(TreeMap<HostPath, byte[]> copies, ConfigFile file) {
    copies.put(pair.newPath(), file.bytes());
    return Effective.of(target.with(new ConfigTree(copies)), pair.newPath(), pair.newDialect());
  }

  private ConfigFile completed(ConfigFile file, Decision each, Effective now) {
    if (each.newValue().isEmpty()) {
      return file;
    }
    String value = each.newValue().get();
    Optional<String> set = now.value(each.newName());
    boolean right = set.map(value::equals).orElseGet(() -> builtIn(each.newName()).map(other -> Meaning.same(other, value)).orElse(false));
    if (right) {
      return file;
    }
    return file.sets(each.newName()) || set.isEmpty() ? file.with(each.newName(), value) : file.ending(each.newName(), value);
  }

  private Optional<String> builtIn(String name) {
    return pair.wanted().find(name).map(Directive::builtIn);
  }

  private ConfigFile mended(ConfigFile old) {
    ConfigFile file = old.withCommand("include", this::movedCommand).withCommand("propmap", this::movedCommand);
    for (String name : old.names()) {
      file = mended(file, name);
    }
    return file;
  }

  private String movedCommand(String argument) {
    String prefix = StockTree.SHARED + "/";
    boolean below = argument.startsWith(prefix) && !StockTree.shares(options.to());
    return options.rebrands() ? mover.places(argument) : below ? options.target().resolve(argument.substring(prefix.length())).toString() : argument;
  }

  /** Before Kopano 8.2 the templates lie in the folder itself: brings those that our file names and nobody has. */
  private void templates(TreeMap<HostPath, byte[]> copies) {
    if (StockTree.shares(options.to()) || !StockTree.shares(options.from())) {
      return;
    }
    ConfigTree tree = target.with(new ConfigTree(copies));
    for (Effective.Named named : Effective.of(tree, pair.newPath(), pair.newDialect()).missing()) {
      template(named.file(), copies);
    }
    tree = target.with(new ConfigTree(copies));
    for (Effective.Named named : Effective.of(tree, pair.newPath(), pair.newDialect()).propmaps()) {
      if (!tree.has(named.file())) {
        template(named.file(), copies);
      }
    }
  }

  private void template(HostPath path, TreeMap<HostPath, byte[]> copies) {
    if (path.parent().equals(options.target()) && !catalogue.file(options.to(), path.name()).unknown()) {
      copies.put(path, catalogue.stock(options.to(), path.name()));
    }
  }

  private ConfigFile mended(ConfigFile file, String raw) {
    String name = pair.known().find(raw).flatMap(Directive::replacement).filter(other -> !pair.wanted().accepts(raw)).orElse(raw);
    if (translated.contains(name) && !pair.wanted().effective(name)) {
      return file.commentedOut(raw, "said otherwise for " + options.to() + ":");
    }
    Decision decision = byOldName.get(name);
    if (decision == null) {
      return raw.equals(name) ? file : file.renamed(raw, name);
    }
    if (decision.kind().dropped()) {
      return file.commentedOut(raw, "dropped for " + options.to() + ", " + decision.reason() + ":");
    }
    ConfigFile renamed = raw.equals(decision.newName()) ? file : file.renamed(raw, decision.newName());
    return renamed.revalued(decision.newName(), value -> moved(decision, value));
  }

  private String moved(Decision decision, String value) {
    Directive.Form form = pair.wanted().find(decision.newName()).map(Directive::form).orElse(Directive.Form.TEXT);
    return Meaning.spelt(mover.move(pair.wanted().name(), decision.newName(), value), form);
  }
}
