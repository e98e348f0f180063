package org.mailtrek.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.estate.MovePair;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.mailbox.FolderState;
import org.mailtrek.mailbox.FolderTable;
import org.mailtrek.mailbox.PartitionName;
import org.mailtrek.mailbox.StorePaths;

/** Finds the users in the directory and their folders in each mail store path, and notes that these are to be moved; where each path goes is never changed by a later run. */
final class MailboxFolders implements Command {

  @Override
  public Shape shape() {
    return MailboxPartitions.names(Shape.moves())
        .option("--to", "FORMAT:PATH", "where messages go (default: as it was said before)", Offers.words("maildir:/var/vmail/%u/Maildir: as Dovecot keeps them"))
        .options("--place", "PARTITION=FORMAT:PATH", "where those of a partition go instead", Offers.words("sales=maildir:/disk1/vmail/%u/Maildir: of one partition"))
        .option("--host", "HOST", "the Netscape server", Offers.hosts())
        .flag("--full", "show every folder with its names at both sides")
        .example("mailbox folders --to maildir:/var/vmail/%u/Maildir --plan", "whose folders would be noted; nothing is written")
        .example("mailbox folders --to maildir:/var/vmail/%u/Maildir --place sales=maildir:/disk1/vmail/%u/Maildir --yes", "note them, those of one disk for another place")
        .example("mailbox folders --yes", "again: who is new; what was noted and where it goes stays")
        .see("mailbox partitions", "mailbox messages", "mailbox status");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Declaration declared = EstateFile.read(call.session().folder());
    Rows stores = Rows.of("partitions").text("Partition").text("3.x path").text("Target").number("Users").number("Folders").number("New").number("Moved");
    Rows folders = Rows.of("folders").text("User").text("3.x folder").text("Target's folder").text("State");
    List<String> lines = new ArrayList<>();
    List<FolderTable> tables = new ArrayList<>();
    Map<String, String> places = places(call);
    for (Declaration.Product server : MailStores.servers(call, declared)) {
      HostPath standard = MailStores.data(server);
      StorePaths paths = StorePaths.of(call.session().estate().view().directory(), standard);
      for (PartitionName partition : MailboxPartitions.of(call, server, paths)) {
        MailMoves moves = MailMoves.of(call, pair(call, server.host(), partition, places));
        FolderTable table = FolderTable.of(moves.ledger(), moves.sides().source(), moves.sides().target(), paths.users().get(partition.from()));
        long moved = table.rows().stream().filter(each -> each.stage().equals(Optional.of(FolderState.Stage.NON_TRANSITION))).count();
        stores.row(partition.name(), partition.from().toString(), moves.pair().target(), paths.users().get(partition.from()).size(), table.rows().size(), table.fresh(), moved);
        table.without().forEach(each -> lines.add("! " + each + " has no mailbox in " + partition.from()));
        for (FolderTable.Row each : table.rows()) {
          folders.row(each.user(), each.from().toString(), each.to().toString(), each.stage().map(FolderState.Stage::word).orElse("new"));
          if (each.clashes()) {
            lines.add("! " + each.user() + ", " + each.from() + ": another folder has its name at the target: " + each.to());
          }
        }
        tables.add(table);
      }
      paths.unclear().forEach(each -> lines.add("! left out, as its path or id is unclear: " + each));
    }
    if (!places.isEmpty()) {
      throw TrekException.at("--place").kind(TrekException.Kind.USAGE).found("there is no partition " + String.join(", ", places.keySet())).next("mailbox partitions");
    }
    Result result = call.has("--full") || call.talk().json() ? Result.done().table(stores).table(folders) : Result.done().table(stores);
    return noted(call, tables, result.lines(lines));
  }

  private static Result noted(Call call, List<FolderTable> tables, Result result) throws TrekException {
    long fresh = tables.stream().mapToLong(FolderTable::fresh).sum();
    if (call.has("--plan") || fresh == 0) {
      return result.changes(fresh).outcome(fresh == 0 ? Outcome.NOTHING : Outcome.PLANNED);
    }
    new Acting(call).agreed(false, "note that " + Numbers.of(fresh, "folder") + " are to be moved?", call.session().estate().name());
    long marked = 0;
    for (FolderTable each : tables) {
      marked += each.mark(call.session().clock(), MailMoves.owner());
    }
    return result.changes(marked).line(Numbers.of(marked, "folder") + " noted: TRANSITION").next("mailbox messages --from netscape3:PATH");
  }

  /** Returns what was typed with {@code --place}; each is taken out when it is used. */
  private static Map<String, String> places(Call call) throws TrekException {
    Map<String, String> found = new TreeMap<>();
    for (String each : call.all("--place")) {
      int equals = each.indexOf('=');
      if (equals < 1) {
        throw TrekException.at("--place").kind(TrekException.Kind.USAGE).found("'" + each + "' is no PARTITION=FORMAT:PATH").next("--place sales=maildir:/disk1/vmail/%u/Maildir");
      }
      found.put(each.substring(0, equals), each.substring(equals + 1));
    }
    return new HashMap<>(found);
  }

  private static MovePair pair(Call call, String host, PartitionName partition, Map<String, String> places) throws TrekException {
    String source = "netscape3:" + partition.from();
    Optional<MovePair> before = MailMoves.begun(call).stream().filter(each -> each.sourceHost().equals(host) && each.source().equals(source)).findFirst();
    Optional<String> placed = Optional.ofNullable(places.remove(partition.name()));
    Optional<String> to = placed.isPresent() ? placed : before.isPresent() ? Optional.empty() : call.option("--to");
    if (before.isPresent() && to.filter(each -> !each.equals(before.get().target())).isPresent()) {
      throw TrekException.at("--place").kind(TrekException.Kind.REFUSED).found("the folders of " + partition.from() + " are noted for " + before.get().target() + "; that stays").next("mailbox undo, then name another place");
    }
    if (before.isPresent()) {
      return before.get();
    }
    return new MovePair(host, source, host, to.orElseThrow(() -> TrekException.at("--to").kind(TrekException.Kind.USAGE).found("it has to be said where the messages of " + partition.from() + " go").next("--to maildir:/var/vmail/%u/Maildir")));
  }
}
