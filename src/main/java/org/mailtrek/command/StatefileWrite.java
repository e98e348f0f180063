package org.mailtrek.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
        .options("--set", "KEY=VALUE", "another value than the usual one", keys())
        .example("statefile write store1.state --host store1", "where its tree lies, and which product it is, from estate.yaml")
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
    Map<String, String> values = new LinkedHashMap<>();
    Optional<String> host = call.option("--host");
    if (host.isPresent()) {
      values.putAll(declared(call, host.get(), verb));
    }
    StateFile file = StateFile.write(verb, values);
    for (String each : call.all("--set")) {
      file = StatefileEdit.set(file, each);
    }
    put(path, file);
    return Result.done(path + ": " + StateKey.of(verb).size() + " keys for commpkg " + verb).next("commpkg " + verb + " --silent " + path.getFileName() + ", on the host");
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
