package org.mailtrek.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.config.ConfigSteps;
import org.mailtrek.config.Release;
import org.mailtrek.config.Strategy;
import org.mailtrek.config.TakeoverOptions;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.system.SystemSteps;

/** The changing commands about the configuration, as runbooks. */
public final class ConfigActs {

  private ConfigActs() {}

  /** Returns them for an estate. */
  public static List<Runbook> all(Declaration declared) {
    Runbook.Option strategy = new Runbook.Option("config", "how the configuration is taken over", List.of("merge", "copy"), Optional.of("merge"));
    Runbook.Option host = new Runbook.Option("host", "the host", List.of(), Optional.empty());
    Runbook.Option file = new Runbook.Option("file", "the file", List.of(), Optional.empty());
    Runbook.Option directive = new Runbook.Option("directive", "the directive", List.of(), Optional.empty());
    Runbook.Option value = new Runbook.Option("value", "its value", List.of(), Optional.of(""));
    Runbook.Option unset = new Runbook.Option("unset", "whether its line is taken away", List.of("no", "yes"), Optional.of("no"));
    return List.of(
        new OnEstate("config takeover", "Take the configuration over", List.of(strategy), (view, given) -> takeover(declared, given)),
        new OnEstate("config set", "Set a directive", List.of(host, file, directive, value, unset), (view, given) -> set(view, declared, given)));
  }

  private static List<Step> takeover(Declaration declared, Map<String, String> given) throws TrekException {
    List<Declaration.Product> old = declared.products().stream().filter(each -> each.product().equals("zcp") || each.product().equals("kc")).toList();
    Declaration.Target target = declared.target().orElseThrow(() -> wrong("target", "no target is declared", "write: target: { product: kc, version: 8.7.25 }"));
    if (old.size() != 1) {
      throw wrong("products", old.size() + " Zarafa or Kopano servers are declared, and this takes the files of one over", "config takeover --source DIR --target DIR --from REL --to REL");
    }
    Declaration.Product product = old.get(0);
    Release from = ConfigFolder.release("version", product.product() + "-" + product.version());
    Release to = ConfigFolder.release("version", target.product() + "-" + target.version());
    TakeoverOptions usual = TakeoverOptions.of(from, to).with(given.get("config").equals("copy") ? Strategy.COPY : Strategy.MERGE);
    HostPath source = product.places().config().orElse(usual.source());
    HostPath folder = target.places().config().orElse(usual.target());
    TakeoverOptions options = new TakeoverOptions(from, to, usual.strategy(), usual.schema(), source, folder, usual.decided());
    ConfigSteps steps = new ConfigSteps(org.mailtrek.config.Catalogue.open());
    if (source.equals(folder)) {
      HostPath kept = ConfigSteps.kept(source, from);
      return List.of(steps.setAside(product.host(), source, kept), steps.upgrade(product.host(), options, kept));
    }
    return List.of(
        SystemSteps.account(product.host(), to.account(), HostPath.of("/var/lib/" + to.account())), steps.takeOver(product.host(), options));
  }

  private static List<Step> set(View view, Declaration declared, Map<String, String> given) throws TrekException {
    for (EstateConfig.Place place : EstateConfig.places(view, declared)) {
      if (place.host().equals(given.get("host"))) {
        Optional<String> value = given.get("unset").equals("yes") ? Optional.empty() : Optional.of(given.get("value"));
        HostPath file = place.folder().resolve(given.get("file"));
        return List.of(new ConfigSteps(org.mailtrek.config.Catalogue.open()).set(place.host(), place.release(), file, given.get("directive"), value));
      }
    }
    throw wrong("products", "no Zarafa or Kopano server is declared for host " + given.get("host"), "estate show");
  }

  private static TrekException wrong(String key, String what, String next) {
    return TrekException.at("estate.yaml: " + key).kind(TrekException.Kind.ESTATE).found(what).next(next);
  }
}
