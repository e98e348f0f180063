package org.mailtrek.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;
import org.mailtrek.oracle.Comparison;
import org.mailtrek.oracle.HostSizes;
import org.mailtrek.oracle.Installation;
import org.mailtrek.oracle.ServerVersion;
import org.mailtrek.oracle.Strategy;
import org.mailtrek.oracle.UpgradePath;

/** Puts the strategies of an upgrade of Oracle's server side by side, host by host, with what was measured there, and the order of the hosts. */
final class StrategyCompare implements Command {

  private static final long RESTART = 60;

  /** One host, and what was found there. */
  private record Looked(String host, Comparison comparison) {}

  @Override
  public Shape shape() {
    return Shape.reads()
        .flag("--cassandra", "the mailboxes go to the Cassandra store")
        .flag("--other-hardware", "the new hosts have processors of another kind, such as x86 for SPARC")
        .option("--restart", "SECONDS", "how long a stop and a start take together (default: 60)", Offers.numbers(30, 60, 300))
        .example("strategy compare", "downtime, disk, risk and the way back of each strategy, for each host")
        .example("strategy compare --cassandra --restart 120", "what is still allowed then")
        .see("plan", "estate discover");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Comparison.Aim aim = new Comparison.Aim(call.has("--cassandra"), call.has("--other-hardware"), Duration.ofSeconds(call.number("--restart").orElse(RESTART)));
    List<Looked> hosts = hosts(call);
    Rows rows = Rows.of("strategies").id("Host").text("Roles").text("Strategy").text("Allowed").millis("Downtime").bytes("Extra disk").text("Risk").text("Way back");
    for (Looked each : hosts) {
      for (Comparison.Choice choice : each.comparison.choices(aim)) {
        rows.row(each.host, roles(each), choice.strategy().word() + (choice.hardware() ? ", on another host" : ""), choice.refused().map(why -> "no: " + why).orElse("yes"), choice.downtime().toMillis(),
            choice.extraBytes(), choice.risk(), choice.back());
      }
    }
    Rows order = Rows.of("order").number("Turn").id("Host").text("Roles").text("Recommended");
    int turn = 1;
    for (Looked each : hosts) {
      Optional<Strategy> recommended = each.comparison.recommended(aim);
      order.row(turn++, each.host, roles(each), recommended.map(Strategy::word).orElse("none: " + each.comparison.path().refusal().orElse("")));
    }
    return Result.done().table(rows).table(order)
        .line("downtime: a stop and a start are taken to need " + aim.restart().toSeconds() + " s; copying goes as fast as files were read just now; of coexistence it is that of the largest mailbox")
        .next("plan oracle-side-by-side --host " + (hosts.isEmpty() ? "HOST" : hosts.get(0).host));
  }

  private static String roles(Looked looked) {
    return String.join(", ", looked.comparison.roles().stream().sorted().map(each -> each.word()).toList());
  }

  private static List<Looked> hosts(Call call) throws TrekException {
    Declaration declared = EstateFile.read(call.session().folder());
    String to = declared.target().filter(each -> each.product().equals("oracle")).map(Declaration.Target::version).orElse("8.0.2");
    List<Looked> hosts = new ArrayList<>();
    for (Declaration.Product each : declared.products()) {
      if (each.product().equals("oracle")) {
        hosts.add(new Looked(each.host(), compared(call.session().estate().view().host(each.host()), each, to)));
      }
    }
    if (hosts.isEmpty()) {
      throw TrekException.at("estate.yaml: products").kind(TrekException.Kind.ESTATE).found("no host with product oracle is declared").next("estate discover, or simulate oracle --into DIR to practise");
    }
    hosts.sort(Comparator.comparingInt((Looked each) -> each.comparison.turn()).thenComparing(Looked::host));
    return hosts;
  }

  private static Comparison compared(HostView host, Declaration.Product product, String to) throws TrekException {
    HostPath root = HostPath.of(product.places().server().getOrDefault("root", "/opt/sun/comms/messaging64"));
    Installation installed = Installation.at(host, root)
        .orElseThrow(() -> TrekException.at(host.name() + ":" + root).kind(TrekException.Kind.ESTATE).found("there is no server").next("correct root under products in estate.yaml, or: estate discover"));
    UpgradePath path = path(product, installed, to);
    int bits = installed.bits().orElse(root.name().endsWith("64") ? 64 : 32);
    return new Comparison(path, installed.roles(), bits, product.places().server().containsKey("zfs"), HostSizes.measure(host, installed));
  }

  private static UpgradePath path(Declaration.Product product, Installation installed, String to) throws TrekException {
    try {
      return new UpgradePath(installed.version().orElse(new ServerVersion(product.version())), new ServerVersion(to));
    } catch (IllegalArgumentException e) {
      throw TrekException.at("estate.yaml").kind(TrekException.Kind.ESTATE).found(e.getMessage()).because(e).next("correct version in estate.yaml");
    }
  }
}
