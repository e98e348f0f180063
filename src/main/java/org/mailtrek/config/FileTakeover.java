package org.mailtrek.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.HostPath;

/** Makes one file of the new release from one of the old. */
final class FileTakeover {

  static final String HEADING = "# Comments kept from ";

  private final Catalogue catalogue;
  private final TakeoverOptions options;
  private final ConfigTree source;
  private final ConfigTree target;
  private final FilePair pair;

  FileTakeover(Catalogue catalogue, TakeoverOptions options, ConfigTree source, ConfigTree target, FilePair pair) {
    this.catalogue = catalogue;
    this.options = options;
    this.source = source;
    this.target = target;
    this.pair = pair;
  }

  /** Adds the new file, and under copy those that it includes, to the result. */
  void into(TakeoverResult.Draft result) {
    Effective found = Effective.of(source, pair.oldPath(), pair.oldDialect());
    OldValues old = new OldValues(pair.known(), found.values());
    Decider decider = new Decider(catalogue, options, old, options.strategy() == Strategy.COPY ? pair.wanted().bare() : pair.wanted());
    List<Decision> decisions = decider.decide();
    String name = pair.newName();
    decisions.forEach(each -> result.verdict(each.verdict(name)));
    found.missing().forEach(each -> result.note(each.line().file() + " includes " + each.file() + ", which is not there"));
    if (options.strategy() == Strategy.COPY) {
      new FileCopy(catalogue, options, new FileCopy.Trees(source, target), pair, new FileCopy.Decided(decisions, decider.translated())).into(result, found);
    } else {
      result.file(pair.newPath(), merged(decisions, found).bytes());
      found.read().stream()
          .filter(path -> !path.equals(pair.oldPath()))
          .forEach(path -> result.note(path + " is included by " + pair.oldPath().name() + ": its values are now in " + pair.newPath()));
    }
  }

  private ConfigFile merged(List<Decision> decisions, Effective found) {
    ConfigFile base = target.file(pair.newPath(), pair.newDialect()).orElseGet(() -> ConfigFile.parse(pair.base().get(), pair.newDialect()));
    ConfigFile file = propmapped(base, found);
    Effective before = effective(base);
    Map<String, String> names = new HashMap<>();
    for (Decision each : decisions) {
      if (wantsLine(each, before)) {
        file = file.with(each.newName(), each.newValue().orElseThrow());
      }
      names.put(each.oldName(), each.newName());
    }
    Effective after = effective(file);
    for (Decision each : decisions) {
      Optional<String> wanted = each.newValue().filter(value -> wantsLine(each, before) && !after.value(each.newName()).equals(Optional.of(value)));
      file = wanted.isPresent() ? file.ending(each.newName(), wanted.get()) : file;
    }
    OwnComments comments = OwnComments.of(catalogue, pair.known(), source.file(pair.oldPath(), pair.oldDialect()).orElseThrow());
    return comments.into(file, names, HEADING + pair.oldPath() + ":");
  }

  private boolean wantsLine(Decision each, Effective now) {
    if (each.newValue().isEmpty() || each.kind() == Verdict.Kind.SAME && !Keepers.keeps(pair.wanted().name(), each.newName())) {
      return false;
    }
    Optional<String> builtIn = pair.wanted().find(each.newName()).map(Directive::builtIn);
    Optional<String> inForce = now.value(each.newName()).or(() -> builtIn);
    return !inForce.map(value -> Meaning.same(value, each.newValue().orElseThrow())).orElse(false);
  }

  private ConfigFile propmapped(ConfigFile file, Effective found) {
    if (found.propmaps().isEmpty()) {
      return file;
    }
    HostPath wanted = options.target().resolve("ldap.propmap.cfg");
    return effective(file).propmaps().stream().anyMatch(each -> each.file().equals(wanted)) ? file : file.appended(List.of("!propmap " + wanted));
  }

  private Effective effective(ConfigFile file) {
    return Effective.of(path -> path.equals(pair.newPath()) ? Optional.of(file) : target.file(path, pair.newDialect()), pair.newPath());
  }
}
