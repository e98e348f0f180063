package org.mailtrek.practice.oracle;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.estate.Estate;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

/**
 * Plays {@code rehostuser UID NAME}: moves a mailbox out of the store of its machine into that of the host with that name, and names that one in the directory. The words
 * are ours: nobody documents the vendor's in what is at hand. The other store is a classic one too. Can be begun again.
 */
final class RehostUser implements Tool {

  static final String NAME = "rehostuser";
  /** Where the practice estate has it; not in the vendor's tree, since who runs it says where it lies. */
  static final HostPath PLACE = HostPath.of("/usr/local/sbin").resolve(NAME);

  private static final List<String> ROOTS = List.of("/opt/sun/comms/messaging64", "/opt/ucs1/messaging64");

  private final Estate estate;

  RehostUser(Estate estate) {
    this.estate = estate;
  }

  @Override
  public Programs.Ended run(Call call, Host machine, InputStream input) throws TrekException {
    if (call.arguments().size() != 2) {
      return Answer.failed(64, "usage: rehostuser UID NAME");
    }
    String uid = call.arguments().get(0);
    String name = call.arguments().get(1);
    Optional<MessageStore> here = store(machine, "");
    Optional<MessageStore> there = Optional.empty();
    for (String each : estate.view().hosts()) {
      there = there.isPresent() || each.equals(machine.name()) ? there : store(estate.host(each), name);
    }
    List<Entry> entries = new ArrayList<>();
    DirectoryServer directory = estate.directory();
    directory.view().search(directory.view().base(), SearchScope.SUB, Filter.createEqualityFilter("uid", uid), entries::add, "uid");
    if (here.isEmpty() || there.isEmpty() || entries.size() != 1) {
      return Answer.failed(1, "rehostuser: " + (entries.size() != 1 ? "no user " + uid : here.isEmpty() ? "stored does not run" : "no store runs at " + name));
    }
    there.get().restore(here.get().of(uid), true);
    here.get().remove(uid);
    boolean named = directory.modify(entries.get(0).getDN(), List.of(new Modification(ModificationType.REPLACE, "mailHost", name)), false).ok();
    return named ? Answer.said("") : Answer.failed(1, "rehostuser: the directory refuses");
  }

  /** Returns the store that runs on a machine, if it has that name in the directory; whatever it has where none is asked for. */
  private static Optional<MessageStore> store(Host machine, String name) throws TrekException {
    MachineFiles files = new MachineFiles(machine);
    for (String each : ROOTS) {
      Installed tree = new Installed(HostPath.of(each), files);
      Optional<HostPath> data = tree.data();
      if (data.isPresent() && files.has(data.get().resolve("config/pidfile.store")) && (name.isEmpty() || files.lines(data.get().resolve("config/msg.conf")).contains("local.servername = " + name))) {
        return Optional.of(new MessageStore(data.get(), files));
      }
    }
    return Optional.empty();
  }
}
