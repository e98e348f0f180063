package org.mailtrek.runbook.netscape;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Act;
import org.mailtrek.engine.change.Content;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.engine.change.Folder;
import org.mailtrek.engine.change.ForeignCommand;
import org.mailtrek.engine.change.Sign;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.mailbox.PartitionName;
import org.mailtrek.mailbox.UpgradedMessages;
import org.mailtrek.runbook.CommandStep;

/**
 * Upgrades Netscape Messaging Server 3.x to 4.1 with the maker's own {@code upgrade}, {@code configutil} and {@code qconvert}: folders, partitions and queue can be
 * taken back; the messages are the point of no return. Or moves its messages into a store that is served today, with Mailtrek's own engine: all of that can be taken back.
 */
public final class NetscapeUpgrade implements Runbook {

  private static final String PLACED = "--set place=sales=/mailstore/sales";
  private static final Option HOST = new Option("host", "which host is upgraded, where several have Netscape's server", List.of(), Optional.of(""));
  private static final Option TO = new Option("to", "the store into which Mailtrek moves the messages itself, such as maildir:/var/vmail/%u/Maildir or imap:SERVER (default: the maker's programs move them into 4.1)", List.of(), Optional.of(""));
  private static final Option TO_HOST = new Option("to-host", "with to: the host that has that store (default: the same)", List.of(), Optional.of(""));
  private static final Option PLACE = new Option("place", "where the data of partitions go instead: NAME=PATH, with to NAME=FORMAT:PATH; several with a comma between", List.of(), Optional.of(""));
  private static final Option THREADS = new Option("threads", "how many folders are moved at once", List.of("1", "2", "5", "10"), Optional.of("5"));
  private static final Option REMOVE = new Option("remove", "remove the messages in 3.x while they are moved (upgrade -r); with to each after its copy was read back", List.of("no", "yes"), Optional.of("no"));
  private static final Option QUEUE = new Option("queue", "the 3.x queue, for qconvert; with to for Mailtrek's own conversion", List.of(), Optional.of(""));
  private static final Option NEW_QUEUE = new Option("new-queue", "the 4.x queue (default: smtp-queue of the instance); with to postfix or folder:/PATH (default: postfix)", List.of(), Optional.of(""));

  private final Declaration declared;

  /** Prepares the runbook for an estate. */
  public NetscapeUpgrade(Declaration declared) {
    this.declared = declared;
  }

  @Override
  public String name() {
    return "netscape-3-to-4";
  }

  @Override
  public String title() {
    return "Upgrade Netscape Messaging Server 3.x to 4.1 with the maker's programs, or move its mail into another store";
  }

  @Override
  public boolean fits() {
    return declared.products().stream().anyMatch(each -> each.product().equals("netscape"));
  }

  @Override
  public List<Option> options() {
    return List.of(HOST, TO, TO_HOST, PLACE, THREADS, REMOVE, QUEUE, NEW_QUEUE);
  }

  @Override
  public List<Step> steps(View view, Map<String, String> options) throws TrekException {
    Declaration.Product product = OldServer.product(declared, options.getOrDefault(HOST.name(), ""));
    if (!options.getOrDefault(TO.name(), "").isEmpty() && !product.version().startsWith("4")) {
      return moving(view, product, options);
    }
    OldServer server = OldServer.of(product);
    if (server.newer()) {
      return List.of(nothingToMove(server));
    }
    Map<String, HostPath> places = places(options.getOrDefault(PLACE.name(), ""));
    List<Step> steps = new ArrayList<>(List.of(makePartitions(server, places), folders(server), setPartitions(server, places)));
    String queue = options.getOrDefault(QUEUE.name(), "");
    if (!queue.isEmpty()) {
      String to = options.getOrDefault(NEW_QUEUE.name(), "");
      steps.add(queue(server, HostPath.typed("queue", queue, "--set queue=/PATH"), to.isEmpty() ? server.instance().resolve("smtp-queue") : HostPath.typed("new-queue", to, "--set new-queue=/PATH")));
    }
    steps.add(messages(server, places, options.getOrDefault(THREADS.name(), "5"), options.getOrDefault(REMOVE.name(), "no").equals("yes")));
    return steps;
  }

  private static List<Step> moving(View view, Declaration.Product product, Map<String, String> options) throws TrekException {
    OwnEngine own = OwnEngine.of(product, options.get(TO.name()), options.getOrDefault(TO_HOST.name(), ""), options.getOrDefault(PLACE.name(), ""));
    List<Step> steps = new ArrayList<>();
    steps.add(own.messages(view, Integer.parseInt(options.getOrDefault(THREADS.name(), "5")), options.getOrDefault(REMOVE.name(), "no").equals("yes")));
    String queue = options.getOrDefault(QUEUE.name(), "");
    if (!queue.isEmpty()) {
      steps.add(own.queue(HostPath.typed("queue", queue, "--set queue=/PATH"), options.getOrDefault(NEW_QUEUE.name(), "")));
    }
    return steps;
  }

  private static Map<String, HostPath> places(String text) throws TrekException {
    Map<String, HostPath> places = new LinkedHashMap<>();
    for (String each : text.isEmpty() ? List.<String>of() : List.of(text.split(","))) {
      if (!each.matches("[a-z0-9]+=/.+")) {
        throw TrekException.at("place").kind(TrekException.Kind.USAGE).found("'" + each + "' is no NAME=PATH").next(PLACED);
      }
      places.put(each.substring(0, each.indexOf('=')), HostPath.typed("place", each.substring(each.indexOf('=') + 1), PLACED));
    }
    return places;
  }

  private static Step nothingToMove(OldServer server) {
    return new CommandStep(new CommandStep.Name("newer-release", "Install the newer 4.x over " + server.version(), Set.of("N11")), (view, preview) ->
        preview.note("mailboxes and queues need not be moved from " + server.version() + ": let the installer of the newer 4.x find the server and upgrade it; the values that are set are what it offers"));
  }

  private static Step makePartitions(OldServer server, Map<String, HostPath> places) {
    return new CommandStep(new CommandStep.Name("make-partitions", "Make the folders of the partitions, as the message store's own", Set.of("N1", "N4")), (view, preview) -> {
      List<PartitionName> partitions = server.partitions(view);
      Optional<String> unknown = places.keySet().stream().filter(each -> partitions.stream().noneMatch(one -> one.name().equals(each))).findFirst();
      if (unknown.isPresent()) {
        throw TrekException.at("place").kind(TrekException.Kind.USAGE).found("there is no partition " + unknown.get()).next("mailbox partitions");
      }
      for (PartitionName each : partitions) {
        for (HostPath path : places.containsKey(each.name()) ? List.of(each.folder(), places.get(each.name())) : List.of(each.folder())) {
          for (Folder missing : Folder.of(view, server.host(), path, server.owner(view), server.mode(view))) {
            preview.change(missing);
          }
        }
      }
    }, view -> {}, List.<Guard>of(new UpgradeGuard(server)));
  }

  private static Step folders(OldServer server) {
    return new CommandStep(new CommandStep.Name("upgrade-folders", "Enter all folders in 4.x, in transition", Set.of("N3", "N4", "N5", "N9")), (view, preview) -> {
      HostPath mapping = server.data().resolve("__upfolder.db");
      HostPath conf = server.data().resolve("upgrade4x.conf");
      if (view.host(server.host()).stat(mapping).isPresent() && view.host(server.host()).stat(conf).isPresent()) {
        preview.note("was done before, and is not done again: that would set the partitions' paths back");
        return;
      }
      List<HostPath> made = new ArrayList<>(List.of(mapping, conf, server.data().resolve("__greeting_done__"), server.data().resolve("__snmp_done__")));
      for (PartitionName each : server.partitions(view)) {
        made.add(server.data().resolve("__up." + each.name() + ".txt"));
      }
      List<Act> back = new ArrayList<>(List.of(new Act.Run(List.of(server.service("stop-msg"), "store")), new Act.Unlink(made)));
      back.add(new Act.PutBack(server.instance().resolve("config")));
      for (String each : List.of("store/mboxlist", "lock")) {
        back.add(new Act.PutBack(server.instance().resolve(each), List.of(""))); // databases, which go back as a whole: nobody edits them
      }
      preview.change(new ForeignCommand(server.host(), "upgrade the folders", List.of(new Act.Run(List.of(server.service("start-msg"), "store")), new Act.Run(List.of(server.tool("upgrade"), "-s"))), back,
          List.of(Sign.at(mapping, Sign.NOTHING, Sign.FILE), Sign.at(conf, Sign.NOTHING, Sign.FILE)), ForeignCommand.Manner.PLAIN));
    });
  }

  private static Step setPartitions(OldServer server, Map<String, HostPath> places) {
    return new CommandStep(new CommandStep.Name("set-partitions", "Point the partitions to where their data go, before messages are moved", Set.of("N4")), (view, preview) -> {
      for (PartitionName each : server.partitions(view)) {
        HostPath wanted = places.getOrDefault(each.name(), each.folder());
        List<String> ask = List.of(server.tool("configutil"), "-p", "store.partition." + each.name() + ".path");
        String line = "store.partition." + each.name() + ".path|";
        if (!wanted.equals(each.folder()) && !view.host(server.host()).inspection().said(ask).contains(line + wanted + "\n")) {
          List<String> set = List.of(server.tool("configutil"), "-o", "store.partition." + each.name() + ".path", "-v");
          preview.change(new ForeignCommand(server.host(), "partition " + each.name(), List.of(new Act.Run(with(set, wanted))), List.of(new Act.Run(with(set, each.folder()))),
              List.of(Sign.said(ask, Sign.without(line + wanted + "\n"), line + wanted + "\n")), ForeignCommand.Manner.PLAIN));
        }
      }
    });
  }

  private static List<String> with(List<String> command, HostPath last) {
    List<String> all = new ArrayList<>(command);
    all.add(last.toString());
    return all;
  }

  private static Step queue(OldServer server, HostPath from, HostPath to) {
    return new CommandStep(new CommandStep.Name("convert-messages-queue", "Bring the queue into 4.x, with its access rights", Set.of("N10")), (view, preview) -> {
      List<HostPath> made = new ArrayList<>();
      List<Sign> signs = new ArrayList<>();
      for (HostPath each : view.host(server.host()).list(from)) {
        HostPath copy = to.resolve(each.name());
        boolean waiting = each.name().matches("[^_].*\\.(env|msg)") && view.host(server.host()).stat(each.sibling(each.name().replaceFirst("\\.msg$", ".env").getBytes(StandardCharsets.UTF_8))).isPresent();
        if (waiting && view.host(server.host()).stat(copy).isEmpty()) {
          made.add(copy);
          signs.add(Sign.at(copy, Sign.NOTHING, Sign.FILE));
        }
      }
      if (!made.isEmpty()) {
        preview.change(new ForeignCommand(server.host(), "convert the queue", List.of(new Act.Run(List.of(server.tool("qconvert"), from.toString(), to.toString()))), List.of(new Act.Unlink(made)), signs, ForeignCommand.Manner.PLAIN));
      }
    });
  }

  /** Returns the file by which it is seen that the messages were moved to the end. */
  static HostPath done(OldServer server) {
    return server.data().resolve("__up.mailtrek.done");
  }

  private static Step messages(OldServer server, Map<String, HostPath> places, String threads, boolean remove) {
    HostPath draft = server.data().resolve("__up.mailtrek.ready"); // gone when messages begin to move: there is no way back from then on
    HostPath moving = server.data().resolve("__up.mailtrek.moving");
    return new CommandStep(new CommandStep.Name("upgrade-messages", "Move the messages of all folders into 4.x", Set.of("N6", "N7")), (view, preview) -> {
      if (view.host(server.host()).stat(done(server)).isEmpty()) {
        if (view.host(server.host()).stat(draft).isEmpty()) {
          preview.change(FileContent.create(view, server.host(), draft, Content.of(new byte[0]), server.owner(view), 0600));
        }
        List<String> upgrade = new ArrayList<>(List.of(server.tool("upgrade"), "-m", "-t", threads));
        if (remove) {
          upgrade.add("-r");
        }
        String why = remove ? "3.x no longer has the messages" : "what is in 4.x stays there; 3.x still has every message, and can be started again";
        preview.change(new ForeignCommand(server.host(), "upgrade the messages", List.of(new Act.Finish(draft, moving), new Act.Run(upgrade), new Act.Finish(moving, done(server))), List.of(),
            List.of(Sign.at(draft, Sign.FILE, Sign.NOTHING), Sign.at(done(server), Sign.NOTHING, Sign.FILE)),
            ForeignCommand.Manner.PLAIN.withoutReturn(why)));
        preview.note("3.x must be stopped before; afterwards people start 4.1 with start-msg");
      }
    }, view -> verify(view, server, places), List.<Guard>of(new BrokenMessagesGuard(server)));
  }

  private static void verify(View view, OldServer server, Map<String, HostPath> places) throws TrekException {
    for (PartitionName each : server.partitions(view)) {
      UpgradedMessages missing = UpgradedMessages.missing(view.host(server.host()), each.from(), places.getOrDefault(each.name(), each.folder()));
      if (missing.count() > 0) {
        throw TrekException.at(server.host() + ":" + each.from()).kind(TrekException.Kind.DIFFERENT).found(missing.count() + " of " + missing.messages() + " messages are not in 4.x as they were: " + String.join("; ", missing.named()))
            .next("see log/default/default of the instance");
      }
    }
  }
}
