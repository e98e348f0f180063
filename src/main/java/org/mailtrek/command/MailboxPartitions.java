package org.mailtrek.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.mailbox.PartitionName;
import org.mailtrek.mailbox.StorePaths;
import org.mailtrek.mailbox.UserList;

/** Names the partitions of the 4.x store that take the 3.x mail store paths, and writes a list of the users of each. */
final class MailboxPartitions implements Command {

  private static final String NAMED = "--name /disk2/sales=sales2";

  @Override
  public Shape shape() {
    return names(Shape.writes())
        .option("--host", "HOST", "the Netscape server", Offers.hosts())
        .option("--lists", "FOLDER", "write the list of users of each partition into this folder, as __up.NAME.txt", Offers.folders())
        .example("mailbox partitions", "the partition of each mail store path, and the configutil line that names it")
        .example("mailbox partitions --name /disk2/sales=sales2 --lists lists", "with a choice; a list of users for each")
        .see("mailbox survey");
  }

  static Shape names(Shape shape) {
    return shape.options("--name", "PATH=NAME", "a name of your choice for the partition of a path", Offers.words("/disk2/sales=sales2: where two paths would give the same name"));
  }

  /** Returns the partitions of a server, with the names that were chosen. */
  static List<PartitionName> of(Call call, Declaration.Product server, StorePaths paths) throws TrekException {
    HostPath standard = MailStores.data(server);
    List<HostPath> others = paths.users().keySet().stream().filter(each -> !each.equals(standard)).toList();
    return PartitionName.of(standard, instance(server).resolve("store"), others, chosen(call));
  }

  @Override
  public Result run(Call call) throws TrekException {
    Declaration declared = EstateFile.read(call.session().folder());
    Rows rows = Rows.of("partitions").text("Server").text("Partition").text("3.x path").text("4.x data").number("Users");
    List<String> lines = new ArrayList<>();
    long written = 0;
    for (Declaration.Product server : MailStores.servers(call, declared)) {
      HostPath standard = MailStores.data(server);
      StorePaths paths = StorePaths.of(call.session().estate().view().directory(), standard);
      for (PartitionName each : of(call, server, paths)) {
        rows.row(server.host(), each.name(), each.from().toString(), each.folder().toString(), paths.users().get(each.from()).size());
        lines.add("configutil -o store.partition." + each.name() + ".path -v \"" + each.folder() + "\"");
        written += write(call, new UserList(each.name(), each.from(), new ArrayList<>(paths.users().get(each.from()))));
      }
      paths.unclear().forEach(each -> lines.add("! in no list, as its path or id is unclear: " + each));
    }
    return Result.done().table(rows).lines(lines).changes(written);
  }

  /** Returns the folder of a server's 4.x instance. */
  static HostPath instance(Declaration.Product server) throws TrekException {
    String instance = server.places().server().get("instance");
    if (instance == null) {
      throw TrekException.at("estate.yaml: the product on " + server.host()).kind(TrekException.Kind.ESTATE).found("'instance' is missing: the folder of the 4.x instance").next("instance: /usr/netscape/server4/msg-NAME");
    }
    return HostPath.of(instance);
  }

  private static Map<HostPath, String> chosen(Call call) throws TrekException {
    Map<HostPath, String> chosen = new LinkedHashMap<>();
    for (String each : call.all("--name")) {
      int equals = each.lastIndexOf('=');
      if (equals < 1) {
        throw TrekException.at("--name").kind(TrekException.Kind.USAGE).found("'" + each + "' is no PATH=NAME").next(NAMED);
      }
      chosen.put(HostPath.typed("--name", each.substring(0, equals), NAMED), each.substring(equals + 1));
    }
    return chosen;
  }

  /** Writes a list where lists are asked for; one that an administrator changed stays, and that is said. */
  private static long write(Call call, UserList list) throws TrekException {
    if (call.option("--lists").isEmpty()) {
      return 0;
    }
    Path file = call.session().path(call.option("--lists").get()).resolve("__up." + list.partition() + ".txt");
    try {
      if (Files.exists(file)) {
        UserList there = UserList.read(file.toString(), Files.readString(file));
        boolean same = there.partition().equals(list.partition()) && there.path().equals(list.path()) && new TreeSet<>(there.users()).equals(new TreeSet<>(list.users()));
        if (!same) {
          throw TrekException.at(file).kind(TrekException.Kind.REFUSED).found("is there and names other users; it stays as it is").next("another folder for --lists, or remove the file");
        }
        return 0;
      }
      Files.createDirectories(file.toAbsolutePath().getParent());
      PrivateFiles.write(file, list.text().getBytes(StandardCharsets.UTF_8));
      return 1;
    } catch (IOException e) {
      throw TrekException.at(file).found("can't be written: " + e.getMessage()).because(e).next("a folder that you may write in");
    }
  }
}
