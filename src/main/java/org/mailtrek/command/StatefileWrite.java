package org.mailtrek.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.oracle.StateFile;
import org.mailtrek.oracle.StateKey;

/** Writes a state file for Oracle's silent installer, with every key it knows, as a host of the estate needs it. */
final class StatefileWrite implements Command {

  @Override
  public Shape shape() {
    return Shape.writes()
        .takes("FILE", "the file to write; it must not be there yet", Offers.files())
        .option("--verb", "upgrade|uninstall", "what it answers for (default: upgrade)", Offers.oneOf("upgrade: commpkg upgrade", "uninstall: commpkg uninstall"))
        .option("--host", "HOST", "the host of the estate whose server it is for", Offers.hosts())
        .flag("--from-dry-run", "the answers that the installer itself has left on the host, the newest, instead of the usual ones")
        .options("--set", "KEY=VALUE", "another value than the usual one", keys())
        .example("statefile write store1.state --host store1", "where its tree lies, and which product it is, from estate.yaml")
        .example("statefile write store1.state --host store1 --from-dry-run", "what somebody answered to commpkg upgrade --dry-run there")
        .example("statefile write all.state --set INSTALLROOT=/opt/ucs1 --set UPGRADESC=yes", "for hosts that are all alike, without an estate")
        .see("statefile check", "statefile edit");
  }

  /** Offers the keys. */
  static Values keys() {
    return (session, typed) -> StateKey.of("upgrade").stream().map(each -> new Candidate(each.name() + "=" + each.usual(), each.meaning())).toList();
  }

  @Override
  public Result run(Call call) throws TrekException {
    Path path = call.session().path(call.words().get(0));
    String verb = call.oneOf("--verb", "upgrade", "upgrade", "uninstall");
    if (Files.exists(path)) {
      throw TrekException.at(path).kind(TrekException.Kind.USAGE).found("is there already").next("statefile edit " + call.words().get(0) + " KEY=VALUE, or another name");
    }
    List<String> said = new ArrayList<>();
    StateFile file = call.has("--from-dry-run") ? left(call, verb, said) : planned(call, verb);
    for (String each : call.all("--set")) {
      file = StatefileEdit.set(file, each);
    }
    put(path, file);
    Result result = Result.done(path + ": answers for commpkg " + verb);
    for (String each : said) {
      result = result.line(each);
    }
    return result.next("commpkg " + verb + " --silent " + path.getFileName() + ", on the host");
  }

  private static StateFile planned(Call call, String verb) throws TrekException {
    Optional<String> host = call.option("--host");
    return StateFile.write(verb, host.isPresent() ? declared(call, host.get(), verb) : Map.of());
  }

  private static StateFile left(Call call, String verb, List<String> said) throws TrekException {
    String host = call.option("--host").orElseThrow(() -> TrekException.at("--from-dry-run").kind(TrekException.Kind.USAGE).found("no host is named on which the installer was run").next("--host HOST"));
    Map<String, String> declared = declared(call, host, verb);
    DryRunAnswers left = DryRunAnswers.newest(call.session().estate().view().host(host), host, verb);
    said.add("taken from " + host + ":" + left.file());
    declared.forEach((key, value) -> left.answers().value(key).filter(each -> !each.equals(value)).ifPresent(each -> said.add(key + " is " + each + " there, and " + value + " in estate.yaml")));
    if (left.answers().value("UPGRADESC").filter("no"::equalsIgnoreCase).isPresent() && call.all("--set").stream().noneMatch(each -> each.startsWith("UPGRADESC="))) {
      said.add("UPGRADESC is no in whatever the installer writes, also where yes was answered: --set UPGRADESC=yes upgrades the shared components");
    }
    return left.answers();
  }

  private static Map<String, String> declared(Call call, String host, String verb) throws TrekException {
    Declaration.Product product = EstateFile.read(call.session().folder()).product(host).filter(each -> each.product().equals("oracle"))
        .orElseThrow(() -> TrekException.at("--host").kind(TrekException.Kind.USAGE).found("no Oracle server is declared on " + host).next("estate show"));
    HostPath root = HostPath.of(product.places().server().getOrDefault("root", "/opt/sun/comms/messaging64"));
    String folder = root.parent().toString();
    return Map.of(verb.equals("uninstall") ? "ROOTDIR" : "INSTALLROOT", folder, "COMPONENTS", root.name().endsWith("64") ? "MS64" : "MS");
  }

  /** Writes a file whole. */
  static void put(Path path, StateFile file) throws TrekException {
    try {
      PrivateFiles.write(path, file.text().getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw TrekException.at(path).found("can't be written: " + e.getMessage()).because(e).next("name a folder that can be written to");
    }
  }

  /** Returns the names of the keys of a function. */
  static List<String> names(String verb) {
    return StateKey.of(verb).stream().map(StateKey::name).toList();
  }
}
